//! One-time codes that are kept for a bad day: sixteen characters of an alphabet without
//! look-alikes (80 bits), found by their first four, checked whole by Argon2id with a salt of their
//! own (NIST SP 800-63B-4 §3.1.2.2), used by deleting their row.

use domain::{Fault, Random, Refusal, Secret, Stop};
use store::Keys;
use subtle::ConstantTimeEq;

use crate::context::{Answer, Hashing};

/// 32 letters and digits, none of which looks like another: no I, L, O, U (Crockford's choice).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code.
pub(crate) const LENGTH: usize = 16;
const FINDER: usize = 4;

/// What is kept of a code.
pub(crate) struct Kept {
    /// Finds the row within an account.
    pub finder: Vec<u8>,
    /// Salt of the whole.
    pub salt: [u8; 16],
    /// Argon2id of the whole, sealed.
    pub sealed: Vec<u8>,
}

/// A new code in its canonical form, without separators.
pub(crate) fn make(random: &dyn Random) -> Secret<String> {
    let letters = (0..LENGTH).filter_map(|_| ALPHABET.get(usize::from(random.below(32))));
    Secret::new(letters.map(|b| char::from(*b)).collect())
}

/// A code as it is shown: groups of four.
pub(crate) fn grouped(code: &Secret<String>) -> String {
    let mut out = String::new();
    for (place, letter) in code.expose().chars().enumerate() {
        if place != 0 && place.is_multiple_of(4) {
            out.push('-');
        }
        out.push(letter);
    }
    out
}

/// Reads what was typed: any case, separators and look-alikes forgiven.
pub(crate) fn read(typed: &str) -> Option<Answer> {
    if typed.len() > 128 {
        return None;
    }
    let mut code = String::new();
    for letter in typed.chars() {
        let letter = match letter.to_ascii_uppercase() {
            ' ' | '-' | '–' | '—' | '.' | '_' | '\t' | '\u{a0}' => continue,
            'O' => '0',
            'I' | 'L' | '|' => '1',
            'U' => 'V',
            other => other,
        };
        let known = u8::try_from(letter).is_ok_and(|b| ALPHABET.contains(&b));
        code.push(known.then_some(letter)?);
    }
    (code.chars().count() == LENGTH).then(|| Answer(Secret::new(code)))
}

fn finder(keys: &Keys, kind: &str, code: &str) -> Vec<u8> {
    let first: String = code.chars().take(FINDER).collect();
    keys.lookup.hash(kind, first.as_bytes())
}

/// What the row of an answer would be found by.
pub(crate) fn finder_of(keys: &Keys, kind: &str, answer: &Answer) -> Vec<u8> {
    finder(keys, kind, answer.0.expose())
}

/// What to keep of a new code in the row named by `row`.
pub(crate) async fn keep(
    keys: &Keys,
    hashing: &dyn Hashing,
    random: &dyn Random,
    kind: &str,
    row: &[u8],
    code: &Secret<String>,
) -> Result<Kept, Stop> {
    let salt = random.array::<16>();
    let tag = hashing
        .hash(Secret::new(code.expose().clone().into_bytes()), salt)
        .await?;
    Ok(Kept {
        finder: finder(keys, kind, code.expose()),
        salt,
        sealed: keys.passwords.seal(row, tag.expose(), random)?,
    })
}

/// Whether an answer is the code that was kept in the row named by `row`.
pub(crate) async fn fits(
    keys: &Keys,
    hashing: &dyn Hashing,
    row: &[u8],
    kept: &Kept,
    answer: &Answer,
) -> Result<bool, Stop> {
    let expected = keys.passwords.open(row, &kept.sealed)?;
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
