//! One-time codes that are kept for a bad day: sixteen characters of an alphabet without
//! look-alikes (80 bits), found by their first four, checked whole by Argon2id with a salt of their
//! own (NIST SP 800-63B-4 §3.1.2.2), used by deleting their row.

use domain::ids::CodeId;
use domain::readable;
use domain::{Fault, Random, Refusal, Secret, Stop};
use store::Keys;
use subtle::ConstantTimeEq;

use crate::Enrolment;
use crate::binding::{self, Binding};
use crate::context::{Answer, Hashing};

/// Characters of a code.
pub(crate) const LENGTH: usize = 16;
const FINDER: usize = 4;

/// What is kept of a code.
pub(crate) struct CodeRow {
    pub id: CodeId,
    /// Finds the row within an account.
    pub finder: Vec<u8>,
    /// Salt of the whole.
    pub salt: [u8; 16],
    /// Argon2id of the whole, sealed for its enrolment and row.
    pub sealed: Vec<u8>,
}

/// A new code in its canonical form, without separators.
pub(crate) fn make(random: &dyn Random) -> Secret<String> {
    readable::make(random, LENGTH)
}

/// A code as it is shown: groups of four.
pub(crate) fn grouped(code: &Secret<String>) -> String {
    readable::grouped(code, 4)
}

/// Reads what was typed: any case, separators and look-alikes forgiven.
pub(crate) fn read(typed: &str) -> Option<Answer> {
    readable::read(typed, LENGTH).map(Answer)
}

fn finder(keys: &Keys, kind: &str, code: &str) -> Vec<u8> {
    let first: String = code.chars().take(FINDER).collect();
    keys.lookup.hash(kind, first.as_bytes())
}

/// What the row of an answer would be found by.
pub(crate) fn finder_of(keys: &Keys, kind: &str, answer: &Answer) -> Vec<u8> {
    finder(keys, kind, answer.0.expose())
}

/// What to keep of a new code of this kind, for an enrolment that is bound so.
pub(crate) async fn keep(
    keys: &Keys,
    hashing: &dyn Hashing,
    random: &dyn Random,
    kind: &str,
    binding: &Binding,
    code: &Secret<String>,
) -> Result<CodeRow, Stop> {
    let id = CodeId::new(random);
    let row = binding.clone().and(id.bytes());
    let salt = random.array::<16>();
    let tag = hashing
        .hash(Secret::new(code.expose().clone().into_bytes()), salt)
        .await?;
    Ok(CodeRow {
        id,
        finder: finder(keys, kind, code.expose()),
        salt,
        sealed: keys.passwords.seal(row.bytes(), tag.expose(), random)?,
    })
}

/// Whether an answer is the code that was kept for this enrolment. One that was kept for another is none.
pub(crate) async fn fits(
    keys: &Keys,
    hashing: &dyn Hashing,
    of: &Enrolment,
    kept: &CodeRow,
    answer: &Answer,
) -> Result<bool, Stop> {
    let row = of.binding().and(kept.id.bytes());
    let row_name = format!("{}/{}", of.id, kept.id);
    let opened = keys.passwords.open(row.bytes(), &kept.sealed);
    let Some(expected) = binding::own(opened, &of.kind, &row_name) else {
        return Ok(false);
    };
    let tag = hashing
        .hash(
            Secret::new(answer.0.expose().clone().into_bytes()),
            kept.salt,
        )
        .await?;
    Ok(tag.expose().as_slice().ct_eq(expected.expose()).into())
}

/// Salt as a column holds it.
pub(crate) fn salt(bytes: &[u8]) -> Result<[u8; 16], Fault> {
    bytes
        .try_into()
        .map_err(|_| Fault::new("a salt of another length"))
}

/// What says that an answer can't be one.
pub(crate) fn not_a_code(kind: &domain::Kind) -> Refusal {
    Refusal::NotACode(kind.clone())
}
