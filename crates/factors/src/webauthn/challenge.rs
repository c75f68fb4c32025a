//! Challenges (WebAuthn §13.4.3). One is kept only once it is answered, so that showing a question writes
//! nothing: it carries its own time and a keyed hash of what it is for, and its nonce is written down in the
//! batch that its answer is committed in, which a second answer can't do again.

use domain::{Fault, Refusal, Span, Timestamp};
use store::{Guard, Hash, Reader, statements, values};
use subtle::ConstantTimeEq;

use crate::Context;

statements! {
    table "webauthn_answered" rank 43 swept by SWEEP;
    keyed FIND = "SELECT expires FROM webauthn_answered WHERE nonce = $1";
    write USE = "INSERT INTO webauthn_answered (nonce, expires) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    clear SWEEP = "DELETE FROM webauthn_answered WHERE nonce IN
        (SELECT nonce FROM webauthn_answered WHERE expires < $1 LIMIT 500)";
}

pub(super) const MIGRATION: &str = "
CREATE TABLE webauthn_answered (
    nonce BLOB PRIMARY KEY,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX webauthn_answered_expires ON webauthn_answered (expires);
";

/// How long a question may be answered; browsers are told to wait half as long.
pub(crate) const LIFE: Span = Span::minutes(10);

/// Bytes of chance; 16 would do (§13.4.3).
const NONCE: usize = 32;

/// What a question is asked for. An answer to one is none to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To make a credential.
    Register,
    /// For a second proof, or a step-up.
    Second,
    /// Of nobody in particular: to sign in by it alone.
    Passwordless,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::Register => "webauthn-register",
            Self::Second => "webauthn-second",
            Self::Passwordless => "webauthn-alone",
        }
    }
}

/// A challenge that is ours, for this, and not too old.
#[derive(Clone, Debug)]
pub(crate) struct Challenge {
    nonce: [u8; NONCE],
    /// When it was made.
    pub asked: Timestamp,
}

/// A new one: nonce, time, keyed hash.
pub(crate) fn make(at: &Context<'_>, purpose: Purpose, about: &[u8]) -> Vec<u8> {
    let nonce = at.random.array::<NONCE>();
    let made = at.now.micros().to_be_bytes();
    let hash = hash(at, purpose, about, &nonce, &made);
    [nonce.as_slice(), &made, &hash].concat()
}

/// Reads one that comes back; none where it isn't one of ours for just this, or is too old.
pub(crate) fn read(
    at: &Context<'_>,
    purpose: Purpose,
    about: &[u8],
    sent: &[u8],
) -> Option<Challenge> {
    let (nonce, rest) = sent.split_first_chunk::<NONCE>()?;
    let (made, sealed) = rest.split_first_chunk::<8>()?;
    let expected = hash(at, purpose, about, nonce, made);
    let asked = Timestamp::from_micros(i64::from_be_bytes(*made));
    let ours = bool::from(expected.as_slice().ct_eq(sealed));
    (ours && at.now < asked.plus(LIFE)).then_some(Challenge {
        nonce: *nonce,
        asked,
    })
}

fn hash(at: &Context<'_>, purpose: Purpose, about: &[u8], nonce: &[u8], made: &[u8]) -> Hash {
    let asker = at.asker.bytes();
    let length = [u8::try_from(asker.len()).unwrap_or(u8::MAX)];
    let whole = [nonce, made, &length, &asker, about].concat();
    at.reader.keys().lookup.hash(purpose.word(), &whole)
}

impl Challenge {
    /// Whether it has been answered.
    pub(crate) async fn is_answered(&self, reader: &Reader) -> Result<bool, Fault> {
        let found = reader
            .row(FIND.bind(values![self.nonce.as_slice()]))
            .await?;
        Ok(found.is_some())
    }

    /// Answers it: whoever changes no row has answered it before.
    pub(crate) fn answer(&self, refusal: Refusal) -> Guard {
        // Remembered a little longer than it holds, for nodes whose clocks differ.
        let expires = self.asked.plus(LIFE).plus(Span::minutes(1));
        Guard::new(USE.bind(values![self.nonce.as_slice(), expires]), refusal)
    }
}
