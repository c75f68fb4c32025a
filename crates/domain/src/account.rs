//! The names that people give: to an account, to themselves, to a device, to a group. A name is
//! read once, at the edge; whoever holds one of these types needn't look again.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_in_case_alone_has_one_key() {
        let keys = ["Anna.B", "anna.b"].map(|name| Name::read(name).unwrap().key());
        assert_eq!(keys, ["anna.b", "anna.b"]);
        let keys = ["Styrelsen", "STYRELSEN"].map(|name| GroupName::read(name).unwrap().key());
        assert_eq!(keys, ["styrelsen", "styrelsen"]);
    }

    #[test]
    fn a_name_is_ascii_and_begins_and_ends_in_a_letter_or_digit() {
        for right in [
            "a",
            "7",
            "Anna",
            "anna.andersson",
            "o'brien",
            "a_b-c+d",
            "anna@example.org",
            &"a".repeat(128),
        ] {
            assert_eq!(Name::read(right).unwrap().as_str(), right);
        }
        let wrong = [
            "",
            " ",
            ".",
            "-anna",
            "anna-",
            "_a",
            "a_",
            "@a",
            "a@",
            "'a'",
            "anna ",
            " anna",
            "an na",
            "anna\n",
            "a\0b",
            "a,b",
            "a/b",
            "a\\b",
            "a:b",
            "a\"b",
            "a<b",
            "a;b",
            "a=b",
            "a*b",
            "åsa",
            "аnna",
            "a\u{200b}b",
            "a\u{202e}b",
            "ａｎｎａ",
            &"a".repeat(129),
        ];
        for wrong in wrong {
            assert_eq!(Name::read(wrong), Err(Refusal::InvalidName), "{wrong:?}");
        }
    }

    #[test]
    fn two_names_that_differ_in_case_have_one_key() {
        assert_eq!(
            Name::read("Anna.A").unwrap().key(),
            Name::read("aNNA.a").unwrap().key()
        );
        assert_eq!(
            GroupName::read("Staff").unwrap().key(),
            GroupName::read(" sTAFF ").unwrap().key()
        );
    }

    #[test]
    fn l42_a_name_with_an_at_sign_looks_like_an_address() {
        assert!(Name::read("anna@example").unwrap().looks_like_email());
        assert!(!Name::read("anna.example").unwrap().looks_like_email());
    }

    #[test]
    fn a_display_name_is_trimmed_and_wholly_visible() {
        for (text, kept) in [
            ("  Åsa Öberg\t", None),
            (" Åsa Öberg ", Some("Åsa Öberg")),
            ("李小龍", Some("李小龍")),
            (
                "<script>alert(1)</script>",
                Some("<script>alert(1)</script>"),
            ),
            ("❤\u{fe0f}", Some("❤\u{fe0f}")),
            ("", None),
            ("   ", None),
            ("\u{3000}\u{a0}", None),
            ("\u{301}a", None),
            ("anna\nadmin", None),
            ("anna\u{202e}nimda", None),
            ("\u{202d}anna", None),
            ("anna\u{2066}x", None),
            ("an\u{200b}na", None),
            ("an\u{200d}na", None),
            ("an\u{ad}na", None),
            ("anna\u{feff}", None),
            ("anna\u{2028}", None),
            ("anna\u{3164}", None),
            ("anna\u{e0041}", None),
            ("anna\u{7f}", None),
            ("anna\u{9b}1m", None),
        ] {
            assert_eq!(
                DisplayName::read(text)
                    .ok()
                    .as_ref()
                    .map(DisplayName::as_str),
                kept,
                "{text:?}"
            );
        }
        assert!(DisplayName::read(&"å".repeat(128)).is_ok());
        assert_eq!(
            DisplayName::read(&"å".repeat(129)),
            Err(Refusal::InvalidDisplayName)
        );
    }

    #[test]
    fn a_label_has_at_most_64_characters() {
        assert_eq!(
            Label::read(" Nitrokey at work ").unwrap().as_str(),
            "Nitrokey at work"
        );
        assert!(Label::read(&"ö".repeat(64)).is_ok());
        assert_eq!(Label::read(&"ö".repeat(65)), Err(Refusal::InvalidLabel));
        assert_eq!(Label::read("Phone\u{7}"), Err(Refusal::InvalidLabel));
    }

    #[test]
    fn a_group_name_can_stand_in_a_list_in_a_header() {
        for right in ["staff", "IT support", "a.b_c-d", "2nd floor"] {
            assert_eq!(GroupName::read(right).unwrap().to_string(), right);
        }
        for wrong in [
            "",
            " ",
            "a,b",
            "a;b",
            "a\nb",
            "å",
            "-",
            "...",
            "a\tb",
            "a\"",
            &"a".repeat(65),
        ] {
            assert_eq!(
                GroupName::read(wrong),
                Err(Refusal::InvalidLabel),
                "{wrong:?}"
            );
        }
    }
}
