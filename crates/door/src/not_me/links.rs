//! The table of links by which what a message tells of can be stopped: one a message, good once. That of a text message
//! has no address, but characters that are typed.

use domain::ids::AccountId;
use domain::secret::Token;
use domain::{Fault, Refusal, Secret, Span, readable};
use serde::{Deserialize, Serialize};
use store::{Guard, Hash, Reader, Statement, statements, values};

use crate::house::Door;
use crate::outbox::Notice;

/// How long a link is good.
const LASTS: Span = Span::days(7);

/// Capitals that nobody takes for others or for a word: no vowels, no L. Nineteen.
const LETTERS: &[u8; 19] = b"BCDFGHJKMNPQRSTVWXZ";

/// How many of them are typed.
const TYPED: usize = 4;

/// What was typed, in whatever case and however apart; none where it can't be letters of ours. A program that sends
/// the form as it is spends no try of whoever reads the message.
pub(super) fn read(typed: &str) -> Option<String> {
    let letters: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !"-.".contains(*c))
        .take(TYPED.saturating_add(1))
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let ours = letters.bytes().all(|letter| LETTERS.contains(&letter));
    (letters.len() == TYPED && ours).then_some(letters)
}

statements! {
    table "not_me_links" rank 57 swept by SWEEP;
    keyed FIND = "SELECT account, body FROM not_me_links WHERE hash = $1 AND expires > $2 AND used = 0";
    write INSERT = "INSERT INTO not_me_links (hash, account, body, expires, used) SELECT $1, a.id, $3, $4, 0 FROM accounts a
        WHERE a.id = $2 ON CONFLICT (hash) DO UPDATE SET expires = $4 WHERE not_me_links.used = 0";
    write CONSUME = "UPDATE not_me_links SET used = 1 WHERE hash = $1 AND expires > $2 AND used = 0";
    clear SWEEP = "DELETE FROM not_me_links WHERE hash IN
        (SELECT hash FROM not_me_links WHERE expires < $1 LIMIT 500)";
}

/// The table. One that was used stays until it is over, or a message that leaves once more would make it anew.
pub(crate) const MIGRATION: &str = "
CREATE TABLE not_me_links (
    hash BLOB PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    body BLOB NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER NOT NULL
) STRICT;
CREATE INDEX not_me_links_account ON not_me_links (account);
CREATE INDEX not_me_links_expires ON not_me_links (expires);
";

/// What a link stops, as it is kept, sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct Stopped {
    /// What its message told of.
    pub(super) of: Vec<Notice>,
    /// The address that the message went to; empty where it went to the account itself.
    pub(super) sent_to: String,
}

/// One of each: of what happened again the first.
pub(super) fn unlike<'a>(all: impl Iterator<Item = &'a Notice>) -> Vec<Notice> {
    let mut unlike: Vec<Notice> = Vec::new();
    for one in all {
        let same = |other: &Notice| {
            (other.by, other.added, other.action()) == (one.by, one.added, one.action())
        };
        if !unlike.iter().any(same) {
            unlike.push(one.clone());
        }
    }
    unlike
}

/// A link that is good.
pub(super) struct Link {
    pub(super) account: AccountId,
    pub(super) stopped: Stopped,
}

/// How many characters stand in a text message, of thirty-two each: forty bits.
const CHARACTERS: usize = 8;

/// Under which hash a link is kept.
pub(super) fn hash(reader: &Reader, token: &Token) -> Hash {
    reader.keys().lookup.hash("not-me", token.expose())
}

/// The characters of a text message.
pub(super) struct Characters(Secret<String>);

impl Characters {
    /// What was typed, in whatever case and however apart; none where it can't be characters of ours.
    pub(super) fn read(typed: &str) -> Option<Self> {
        readable::read(typed, CHARACTERS).map(Self)
    }

    /// Those of the message of this token.
    pub(super) fn of(reader: &Reader, token: &Token) -> Self {
        let lookup = &reader.keys().lookup;
        let chance = lookup.hash("not-me-characters", token.expose());
        // The first byte is the key's number.
        let chance: Vec<u8> = chance.iter().skip(1).take(CHARACTERS).copied().collect();
        Self(readable::of_chance(&chance))
    }

    /// As they stand in the message.
    pub(super) fn shown(&self) -> String {
        readable::grouped(&self.0, 4)
    }

    /// Under which hash what they stop is kept.
    pub(super) fn hash(&self, reader: &Reader) -> Hash {
        let lookup = &reader.keys().lookup;
        lookup.hash("not-me-typed", self.0.expose().as_bytes())
    }
}

/// What has to be typed on its page. A program that opens every link and presses every button doesn't.
pub(super) fn letters(reader: &Reader, token: &Token) -> String {
    let chance = reader.keys().lookup.hash("not-me-letters", token.expose());
    // The first byte is the key's number.
    let chosen = chance.iter().skip(1).take(TYPED).filter_map(|byte| {
        let place = usize::from(*byte).checked_rem(LETTERS.len())?;
        LETTERS.get(place).copied().map(char::from)
    });
    chosen.collect()
}

/// The token of the message that these rows of the outbox make: the same each time that it is tried, so that however
/// often it leaves it has one link.
pub(super) fn token_of<'a>(
    reader: &Reader,
    rows: impl Iterator<Item = &'a [u8; 16]>,
) -> Option<Token> {
    let ids: Vec<u8> = rows.flatten().copied().collect();
    let chance = reader.keys().lookup.hash("not-me-token", &ids);
    let bytes: [u8; 32] = chance.get(1..)?.try_into().ok()?;
    Some(Secret::new(bytes))
}

/// One that is kept under this hash and is good.
pub(super) async fn find(door: &Door, hash: &Hash) -> Result<Option<Link>, Fault> {
    let found = FIND.bind(values![hash.as_slice(), door.now()]);
    let Some(mut row) = door.reader().row(found).await? else {
        return Ok(None);
    };
    let account = row.id()?;
    let stopped = door.unseal(hash, &row.blob()?)?;
    Ok(Some(Link { account, stopped }))
}

pub(super) fn insert(
    door: &Door,
    hash: Hash,
    account: AccountId,
    stopped: &Stopped,
) -> Result<Statement, Fault> {
    let sealed = door.seal(&hash, stopped)?;
    let until = door.now().plus(LASTS);
    Ok(INSERT.bind(values![hash, account, sealed, until]))
}

pub(super) fn consume(door: &Door, hash: &Hash) -> Guard {
    Guard::new(
        CONSUME.bind(values![hash.as_slice(), door.now()]),
        Refusal::LinkGone,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_however_they_are_typed_and_no_others() {
        for typed in ["KXTB", "kxtb", " k x-t.b ", "K\u{a0}X T B"] {
            assert_eq!(read(typed).as_deref(), Some("KXTB"), "{typed}");
        }
        for typed in ["", "KXT", "KXTBB", "KXTA", "K1TB", "ＫＸＴＢ", "åäöå"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
