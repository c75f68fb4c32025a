//! What a factor may see and use: everything passed in, nothing to write with.

use domain::ids::{AccountId, PendingId, SessionId};
use domain::setting::Settings;
use domain::{Random, Secret, Timestamp};
use look::words::Words;
use store::Reader;

use crate::factor::Doing;

/// Slow hashing of short secrets, in a pool that bounds how much is done at once.
pub trait Hashing: Send + Sync {
    /// Argon2id of `secret` with `salt`: 32 bytes.
    ///
    /// # Errors
    /// [`domain::Refusal::Busy`] when too much waits.
    fn hash<'a>(&'a self, secret: Secret<Vec<u8>>, salt: [u8; 16]) -> Doing<'a, Secret<[u8; 32]>>;
}

/// Whose enrolments are concerned.
#[derive(Clone, Debug)]
pub struct Owner {
    pub id: AccountId,
    pub name: String,
}

/// On whose behalf something is asked. A question that is put to one can't be answered by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    Nobody,
    /// That of somebody who has begun to sign in.
    SigningIn(PendingId),
    /// That of somebody signed in.
    SignedIn(SessionId),
}

impl Asker {
    /// What questions are bound to.
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Nobody => Vec::new(),
            Self::SigningIn(id) => [b"pending:".as_slice(), id.bytes()].concat(),
            Self::SignedIn(id) => [b"session:".as_slice(), id.bytes()].concat(),
        }
    }
}

/// What is known of people's mailboxes.
pub trait Mailboxes: Send + Sync {
    /// The addresses of an account that a code may go to by now: confirmed for longer than a day, and none by which the
    /// password was chosen anew lately.
    ///
    /// # Errors
    /// When the database doesn't answer.
    fn fit(&self, of: AccountId) -> Doing<'_, Vec<String>>;
}

/// Everything around a decision.
pub struct Context<'a> {
    /// Committed rows, and the keys.
    pub reader: &'a Reader,
    pub now: Timestamp,
    pub random: &'a dyn Random,
    pub settings: &'a Settings,
    /// Hashing that is slow on purpose.
    pub hashing: &'a dyn Hashing,
    pub mailboxes: &'a dyn Mailboxes,
    /// Texts in the reader's language.
    pub words: &'a Words,
    pub site: &'a str,
    /// On whose behalf it is asked.
    pub asker: Asker,
}

/// An answer in its canonical form.
#[derive(Clone, Debug)]
pub struct Answer(pub Secret<String>);
