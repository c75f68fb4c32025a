//! What is said to whoever wants to do without the last that they could sign in with, and the codes that they are
//! offered before.

use crate::asked::Asked;

/// What is left without it.
pub(super) struct Left {
    /// How one signs in then, or that one can't.
    pub warning: String,
    /// How many codes are left; empty for none.
    pub codes: String,
    /// Where codes are made.
    pub at: String,
    /// The number of that form.
    pub number: String,
    /// The page to which one comes back with them.
    pub here: String,
}

/// What is left: so many codes, said in the first words, or in the second where there are none.
pub(super) fn left(asked: &Asked, codes: i64, said: [&str; 2], here: String) -> Left {
    let (door, words) = (asked.door(), &asked.words);
    let (kind, path) = door.own_fallback().unzip();
    let [with, without] = said;
    let (warning, codes) = match kind {
        Some(kind) if codes > 0 => (with, words.n(&format!("{kind}-left"), codes)),
        _ => (without, String::new()),
    };
    Left {
        warning: words.t(warning),
        codes,
        at: format!("/settings/security/{}", path.unwrap_or_default()),
        number: door.form_number(),
        here,
    }
}
