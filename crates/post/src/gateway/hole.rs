//! What stands for something in a template, and how what is put there is encoded for where it stands.

use data_encoding::BASE64;
use zeroize::Zeroizing;

use super::TextMessage;

/// Where a template stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// An address, or a form: both percent-encode.
    Url,
    Json,
    Xml,
    /// The value of a header, which holds nothing but what can't end a line.
    Header,
}

/// What stands for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hole {
    To,
    Digits,
    Text,
    Id,
    Report,
    Secret,
    Basic,
}

impl Hole {
    /// The one of a word, as it stands between braces.
    pub(super) fn read(word: &str) -> Option<Self> {
        Some(match word {
            "to" => Self::To,
            "digits" => Self::Digits,
            "text" => Self::Text,
            "id" => Self::Id,
            "report" => Self::Report,
            "secret" => Self::Secret,
            "basic" => Self::Basic,
            _ => return None,
        })
    }

    /// What is put there, as it is.
    pub(super) fn filled(self, message: &TextMessage<'_>, secret: &str) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Self::To => message.to.to_owned(),
            Self::Digits => message.to.trim_start_matches('+').to_owned(),
            Self::Text => message.text.expose().clone(),
            Self::Id => message.id.to_owned(),
            Self::Report => message.report.to_owned(),
            Self::Secret => secret.to_owned(),
            Self::Basic => BASE64.encode(secret.as_bytes()),
        })
    }
}

impl Within {
    /// A text as it stands there.
    pub(super) fn encoded(self, text: &str) -> String {
        match self {
            Self::Url => percent(text),
            Self::Json => json(text),
            Self::Xml => text.chars().map(xml).collect(),
            // Nothing put there has a control character: the number, an id, an address, and a secret that was looked at.
            Self::Header => text.chars().filter(|c| !c.is_control()).collect(),
        }
    }
}

/// Percent-encoded but for what is unreserved (RFC 3986 §2.3), which forms take as well.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// As it stands between the quotes of a string (RFC 8259 §7).
fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn xml(c: char) -> String {
    match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&apos;".to_owned(),
        c => c.to_string(),
    }
}
