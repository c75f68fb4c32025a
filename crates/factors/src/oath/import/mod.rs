//! Lists of tokens from elsewhere: `otpauth://` links, OATH CSV, and the export of Google
//! Authenticator. What is read is judged row by row, so that a bad one keeps no good one out.

mod csv;
mod enrol;
mod migration;
#[cfg(test)]
mod tests;

use domain::{Kind, Unfit};

use super::link::{self, By, Given};
use super::shared::{Moves, Shared};
use crate::{hotp, totp};

pub use enrol::{Enrolled, enrol, is_here};

/// The longest file that is read, in bytes.
pub const LONGEST: usize = 4 * 1024 * 1024;
/// The most enrolments of one kind that an account may hold.
pub const MOST_OF_A_KIND: usize = crate::listing::MOST as usize;
/// The most rows that are read.
const MOST: usize = 20_000;

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The token, or the secret in it, can't be taken.
    Unfit(Unfit),
    /// Too few columns, or a quote without its end.
    Row,
    /// Neither `TOTP` nor `HOTP`.
    Kind,
    /// Not the export of Google Authenticator, or damaged.
    Export,
}

/// Why nothing of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoList {
    /// Longer than [`LONGEST`], or of too many rows.
    TooLong,
    /// Not text in UTF-8.
    NotText,
    /// Nothing in it.
    Empty,
}

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

/// A row of a list.
pub struct Row {
    /// The line of the file, from 1.
    pub line: usize,
    /// Whose it is there; empty where the row doesn't say.
    pub account: String,
    /// What it is called there: a serial number, or whoever gave it out; may be empty.
    pub name: String,
    /// The token.
    pub token: Result<Token, Unread>,
}

impl Row {
    const fn unread(line: usize, why: Unread) -> Self {
        Self {
            line,
            account: String::new(),
            name: String::new(),
            token: Err(why),
        }
    }

    fn of(line: usize, given: Given, app: bool) -> Self {
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
        Self {
            line,
            account,
            name,
            token: Ok(Token(token)),
        }
    }
}

/// Reads a list, whichever of the three it is.
///
/// # Errors
/// [`NoList`] where nothing in it can be read; what is wrong with a row stands in the row.
pub fn read(file: &[u8]) -> Result<Vec<Row>, NoList> {
    if file.len() > LONGEST {
        return Err(NoList::TooLong);
    }
    let text = std::str::from_utf8(file).map_err(|_| NoList::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = (1..)
        .zip(text.lines())
        .map(|(line, text)| (line, text.trim()))
        .filter(|(_, text)| !text.is_empty() && !text.starts_with('#'));
    let lines: Vec<(usize, &str)> = lines.collect();
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
                Ok(given) => Row::of(*line, given, false),
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
