//! Taking tokens over from elsewhere: each row of a list becomes an enrolment of somebody, on at once,
//! or is told why not. Whoever has the list could act as the tokens' owners, so only the command line
//! may.

mod row;

use domain::{Kind, Stop};

pub use factors::import::{LONGEST, NoList, Row, Unread, read_keys, read_tokens};

use crate::Actor;
use crate::house::Door;
use crate::rights::Verb;
use row::Said;

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It was added; or would be, where nothing is to change.
    Added,
    /// Its secret is in use already, here or further up in the list.
    AlreadyHere,
    /// It doesn't say whose it is.
    NoAccount,
    /// Nobody is called that.
    UnknownAccount,
    /// The account is disabled.
    Disabled,
    /// The account has as many of this kind as it may have.
    TooMany,
    /// This kind of factor is switched off.
    KindOff,
    /// The row can't be read.
    Unread(Unread),
}

/// A row, and what came of it. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The line of the file, from 1.
    pub line: usize,
    /// Whose token it is: the account's name where there is one, else what the row says.
    pub account: String,
    /// What the token is called.
    pub name: String,
    /// Of which kind it is, where it could be read.
    pub kind: Option<Kind>,
    /// What came of it.
    pub came: Came,
}

/// How a list is imported.
#[derive(Clone, Copy, Debug, Default)]
pub struct How<'a> {
    /// All tokens are this account's, whatever the rows say.
    pub account: Option<&'a str>,
    /// Nothing changes; it is only told what would.
    pub dry_run: bool,
}

impl Door {
    /// Imports a list, row by row: what is wrong with one keeps no other out.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](domain::Refusal::NotAllowed); when the database doesn't answer. What was added until then stays, and
    /// the same list imported again adds the rest.
    pub async fn import_tokens(
        &self,
        actor: &Actor,
        rows: &[Row],
        how: How<'_>,
    ) -> Result<Vec<Imported>, Stop> {
        self.may_read(actor, Verb::ImportTokens)?;
        let mut said = Said::default();
        let mut out = Vec::new();
        for row in rows {
            out.push(self.import_row(actor, row, how, &mut said).await?);
        }
        Ok(out)
    }
}
