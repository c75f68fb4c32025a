//! OATH CSV: a line a token. The first line may name the columns; without it they are `serial, secret,
//! type, digits, counter or period, account`.

use domain::Unfit;

use super::taken;
use crate::import::cells::{between, cells, plain};
use crate::import::{Row, Unread};
use crate::oath::link::{self, By, Given};
use crate::oath::{Parameters, secret};

/// What a column holds, and the names that it goes by, without regard to case, spaces and hyphens.
const COLUMNS: [(Column, &[&str]); 9] = [
    (Column::Serial, &["serial", "serialnumber", "name", "token"]),
    (Column::Secret, &["secret", "seed", "key", "secretkey"]),
    (Column::Kind, &["type", "kind", "mode"]),
    (Column::Digits, &["digits", "otplen", "length"]),
    (Column::Moves, &["counterorperiod", "counterperiod"]),
    (Column::Counter, &["counter", "movingfactor"]),
    (
        Column::Period,
        &["period", "interval", "timestep", "timeinterval", "step"],
    ),
    (Column::Algorithm, &["algorithm", "hash", "hashlib"]),
    (
        Column::Account,
        &["account", "user", "username", "login", "upn"],
    ),
];

/// The columns of a list without a head.
const USUAL: [Column; 6] = [
    Column::Serial,
    Column::Secret,
    Column::Kind,
    Column::Digits,
    Column::Moves,
    Column::Account,
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Serial,
    Secret,
    Kind,
    Digits,
    /// A counter for HOTP, a period for TOTP.
    Moves,
    Counter,
    Period,
    Algorithm,
    Account,
    /// Whatever else is there.
    Other,
}

/// Reads the rows of a list.
pub(super) fn read(lines: &[(usize, &str)]) -> Vec<Row> {
    let Some(((_, first), rest)) = lines.split_first() else {
        return Vec::new();
    };
    let between = between(first);
    let head = cells(first, between).unwrap_or_default();
    let named: Vec<Column> = head.iter().map(|name| column(name)).collect();
    let (columns, rows) = if named.contains(&Column::Secret) {
        (named, rest)
    } else {
        (USUAL.to_vec(), lines)
    };
    rows.iter()
        .map(|(line, text)| row(*line, text, between, &columns))
        .collect()
}

fn column(name: &str) -> Column {
    let plain = plain(name);
    COLUMNS
        .iter()
        .find(|(_, names)| names.contains(&plain.as_str()))
        .map_or(Column::Other, |(column, _)| *column)
}

fn row(line: usize, text: &str, between: char, columns: &[Column]) -> Row {
    let Some(cells) = cells(text, between) else {
        return Row::unread(line, Unread::Row);
    };
    let cell = |wanted: Column| {
        let mut found = columns.iter().zip(&cells);
        found
            .find(|(column, cell)| **column == wanted && !cell.is_empty())
            .map_or("", |(_, cell)| cell.as_str())
    };
    let (account, name) = (cell(Column::Account), cell(Column::Serial));
    let read = token(&cell).map(|(parameters, by, secret)| Given {
        secret,
        parameters,
        by,
        issuer: name.to_owned(),
        account: account.to_owned(),
    });
    match read {
        Ok(given) => taken(line, given, false),
        Err(why) => Row {
            account: account.to_owned(),
            name: name.to_owned(),
            ..Row::unread(line, why)
        },
    }
}

type Parts = (Parameters, By, domain::Secret<Vec<u8>>);

fn token<'a>(cell: &impl Fn(Column) -> &'a str) -> Result<Parts, Unread> {
    let unfit = Unread::Unfit;
    if cell(Column::Secret).is_empty() {
        return Err(Unread::Row);
    }
    let either = |column: Column| match cell(column) {
        "" => cell(Column::Moves),
        own => own,
    };
    let kind = cell(Column::Kind).to_ascii_lowercase();
    let by = match kind.trim_start_matches("oath-") {
        "hotp" | "event" | "counter" => {
            By::Presses(link::counter(either(Column::Counter)).map_err(unfit)?)
        }
        "totp" | "time" | "" => By::Time(link::period(either(Column::Period)).map_err(unfit)?),
        _ => return Err(Unread::Kind),
    };
    let parameters = Parameters {
        algorithm: link::algorithm(cell(Column::Algorithm)).map_err(unfit)?,
        digits: link::digits(cell(Column::Digits)).map_err(unfit)?,
    };
    let secret = secret::read(cell(Column::Secret)).map_err(|why| match why {
        // Here no link could stand.
        Unfit::Link => Unread::Unfit(Unfit::Unreadable),
        why => Unread::Unfit(why),
    })?;
    Ok((parameters, by, secret))
}
