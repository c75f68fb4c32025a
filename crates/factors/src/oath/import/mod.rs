//! Lists of tokens from elsewhere: `otpauth://` links, OATH CSV, and the export of Google
//! Authenticator. What is read is judged row by row, so that a bad one keeps no good one out.

mod csv;
mod enrol;
mod migration;
#[cfg(test)]
mod tests;

use domain::Kind;

use super::link::{self, By, Given};
use super::shared::{Moves, Shared};
use crate::import::{self, MOST, NoList, Row, Unread};
use crate::{hotp, totp};

pub(crate) use enrol::{enrol, is_here};

/// A token that can be enrolled.
pub struct Token(Shared);

impl Token {
    /// Of which kind it is.
    pub const fn kind(&self) -> Kind {
        match self.0.moves {
            Moves::Counter { .. } => hotp::KIND,
            Moves::App { .. } | Moves::Token { .. } => totp::KIND,
        }
    }
}

/// A row that could be read.
fn taken(line: usize, given: Given, app: bool) -> Row {
    let (account, name) = (given.account.clone(), given.issuer.clone());
    let token = match given.by {
        // An app's clock is set by itself; what it exported is no token.
        By::Time(period) if app => {
            Shared::new(given.secret, given.parameters, Moves::App { period })
        }
        By::Presses(from) => {
            let from = Some(from.unwrap_or(0));
            Shared::new(given.secret, given.parameters, Moves::Counter { from })
        }
        By::Time(_) => given.token(),
    };
    Row {
        line,
        account,
        name,
        token: Ok(import::Token::Oath(Token(token))),
    }
}

/// Reads a list, whichever of the three it is.
///
/// # Errors
/// [`NoList`] where nothing in it can be read; what is wrong with a row stands in the row.
pub fn read(file: &[u8]) -> Result<Vec<Row>, NoList> {
    let lines = import::lines(file)?;
    let (_, first) = lines.first().ok_or(NoList::Empty)?;
    let rows = if link::is_link(first) || migration::is_export(first) {
        links(&lines)
    } else {
        csv::read(&lines)
    };
    if rows.len() > MOST {
        return Err(NoList::TooLong);
    }
    Ok(rows)
}

fn links(lines: &[(usize, &str)]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (line, text) in lines {
        if migration::is_export(text) {
            rows.extend(migration::read(*line, text));
        } else {
            rows.push(match link::read(text) {
                Ok(given) => taken(*line, given, false),
                Err(why) => Row::unread(*line, Unread::Unfit(why)),
            });
        }
        // One line of an export holds many; the caller refuses what is longer.
        if rows.len() > MOST {
            break;
        }
    }
    rows
}
