//! The names that people give: to an account, to themselves, to a device, to a group. A name is
//! read once, at the edge; whoever holds one of these types needn't look again.

#[cfg(test)]
mod tests;

use unicode_normalization::char::is_combining_mark;

use crate::Refusal;

macro_rules! written {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The name as it is shown and kept.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

written! {
    /// The name that an account signs in with.
    Name;
    /// What a person is called on pages.
    DisplayName;
    /// What an enrolment or a session is called: "Phone", "Nitrokey at work".
    Label;
    /// What a group is called. Never holds a comma, so that lists of groups can be read again.
    GroupName;
}

impl Name {
    /// Reads 1 to 128 ASCII letters, digits and `. _ - @ + '`, beginning and ending in a letter or
    /// digit; otherwise [`Refusal::InvalidName`].
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._-@+'".contains(&b);
        let edge = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
        let fits = text.len() <= 128
            && text.bytes().all(allowed)
            && edge(text.bytes().next())
            && edge(text.bytes().next_back());
        fits.then(|| Self(text.to_owned()))
            .ok_or(Refusal::InvalidName)
    }

    /// What two names have in common that may not both exist: the name in lower case.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Whether somebody could take it for an e-mail address, so that only an administrator may give
    /// it.
    pub fn looks_like_email(&self) -> bool {
        self.0.contains('@')
    }
}

impl DisplayName {
    /// Reads 1 to 128 visible characters once trimmed; otherwise [`Refusal::InvalidDisplayName`].
    pub fn read(text: &str) -> Result<Self, Refusal> {
        visible(text, 128)
            .map(Self)
            .ok_or(Refusal::InvalidDisplayName)
    }
}

impl Label {
    /// Reads 1 to 64 visible characters once trimmed; otherwise [`Refusal::InvalidLabel`].
    pub fn read(text: &str) -> Result<Self, Refusal> {
        visible(text, 64).map(Self).ok_or(Refusal::InvalidLabel)
    }

    /// Reads one that needn't be given: what is blank is the usual one.
    pub fn read_or(text: &str, usual: &str) -> Result<Self, Refusal> {
        let is_blank = text.trim().is_empty();
        Self::read(if is_blank { usual } else { text })
    }
}

impl GroupName {
    /// Reads 1 to 64 ASCII letters, digits, spaces and `. _ -` once trimmed, with a letter or digit
    /// among them; otherwise [`Refusal::InvalidLabel`]. ASCII, since it goes out in HTTP headers.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.trim_matches(' ');
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b" ._-".contains(&b);
        let fits = text.len() <= 64
            && text.bytes().all(allowed)
            && text.bytes().any(|b| b.is_ascii_alphanumeric());
        fits.then(|| Self(text.to_owned()))
            .ok_or(Refusal::InvalidLabel)
    }

    /// What two names have in common that may not both exist: the name in lower case.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

/// The text without white space around it, if it has 1 to `most` characters, all of which can be
/// seen, and doesn't begin with one that would sit on whatever stands before it.
fn visible(text: &str, most: usize) -> Option<String> {
    // Trimming first would hide a control character at the edge.
    if text.chars().any(is_hidden) {
        return None;
    }
    let text = text.trim();
    let first = text.chars().next()?;
    let fits =
        !is_combining_mark(first) && text.chars().take(most.saturating_add(1)).count() <= most;
    fits.then(|| text.to_owned())
}

/// Characters that take no room, change the direction of what follows, or break the line: with them
/// one name can look like another, or spill out of its place (Unicode TR36 §2.5, §3).
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}
