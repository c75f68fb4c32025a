//! Lists of what people have from elsewhere, read row by row, so that a bad one keeps no good one out.

pub(crate) mod cells;

use domain::ids::EnrolmentId;
use domain::{Fault, Kind, Stop, Unfit};
use store::{Guard, Reader};

use crate::oath::import as oath;
use crate::webauthn::import as keys;
use crate::{Context, Owner};

pub use crate::oath::import::read as read_tokens;
pub use crate::webauthn::import::read as read_keys;

/// The longest file that is read, in bytes.
pub const LONGEST: usize = 4 * 1024 * 1024;
/// The most enrolments of one kind that an account may hold.
pub const MOST_OF_A_KIND: usize = crate::listing::MOST as usize;
/// The most rows that are read.
pub(crate) const MOST: usize = 20_000;

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
    /// Not the key handle and public key of a U2F token, or without the address that it is bound to.
    Key,
    /// A U2F token that is bound to an address which browsers don't let our pages use.
    Elsewhere,
}

/// Why nothing of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoList {
    /// Longer than [`LONGEST`], or of too many rows.
    TooLong,
    /// Not text in UTF-8.
    NotText,
    Empty,
    /// Its first line doesn't name the columns that are needed.
    NoHead,
}

/// What can be enrolled.
pub enum Token {
    /// A secret that codes are made of.
    Oath(oath::Token),
    /// A U2F token.
    Key(keys::Key),
}

impl Token {
    /// Of which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Oath(token) => token.kind(),
            Self::Key(_) => keys::KIND,
        }
    }

    /// What tells two of a list apart, without telling a secret.
    pub fn finder(&self, reader: &Reader) -> Vec<u8> {
        match self {
            Self::Oath(token) => token.finder(reader),
            Self::Key(key) => key.finder(),
        }
    }

    /// Whether it is set up already, whoever's it is.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn is_here(&self, reader: &Reader) -> Result<bool, Fault> {
        match self {
            Self::Oath(token) => oath::is_here(reader, token).await,
            Self::Key(key) => key.is_here(reader).await,
        }
    }

    /// Makes an enrolment of it that is on at once. A name that can't be one becomes the usual one.
    ///
    /// # Errors
    /// When sealing fails.
    pub fn enrol(&self, at: &Context<'_>, owner: &Owner, name: &str) -> Result<Enrolled, Stop> {
        match self {
            Self::Oath(token) => oath::enrol(at, owner, name, token),
            Self::Key(key) => key.enrol(at, owner, name),
        }
    }
}

/// What enrols a token.
pub struct Enrolled {
    pub id: EnrolmentId,
    /// Of which kind it is.
    pub kind: Kind,
    /// What it is called from now on.
    pub name: String,
    /// What must be committed: a row of its own, and that it is nobody else's ([`Unfit::AlreadyHere`]).
    pub guards: Vec<Guard>,
}

/// A row of a list.
pub struct Row {
    /// The line of the file, from 1.
    pub line: usize,
    /// Whose it is there; empty where the row doesn't say.
    pub account: String,
    /// What it is called there: a serial number, or whoever gave it out; may be empty.
    pub name: String,
    /// What can be enrolled.
    pub token: Result<Token, Unread>,
}

impl Row {
    pub(crate) const fn unread(line: usize, why: Unread) -> Self {
        Self {
            line,
            account: String::new(),
            name: String::new(),
            token: Err(why),
        }
    }
}

/// The lines of a list that hold something, with their numbers.
pub(crate) fn lines(file: &[u8]) -> Result<Vec<(usize, &str)>, NoList> {
    if file.len() > LONGEST {
        return Err(NoList::TooLong);
    }
    let text = std::str::from_utf8(file).map_err(|_| NoList::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = (1..)
        .zip(text.lines())
        .map(|(line, text)| (line, text.trim()))
        .filter(|(_, text)| !text.is_empty() && !text.starts_with('#'));
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return Err(NoList::Empty);
    }
    Ok(lines)
}
