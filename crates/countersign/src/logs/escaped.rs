//! What comes from outside can't play with whoever reads the log: characters that take no room, change
//! the direction of the writing or command a terminal are written as escapes, wherever they stand.

use std::borrow::Cow;
use std::io::{Result, Write};

use domain::account::is_hidden;

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One JSON object a line.
    Json,
    /// Plain lines, which may be coloured.
    Plain,
}

/// Where lines go; each comes by one call.
pub(super) struct Escaped<W> {
    out: W,
    form: Form,
}

impl<W> Escaped<W> {
    pub(super) const fn new(out: W, form: Form) -> Self {
        Self { out, form }
    }
}

impl<W: Write> Write for Escaped<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        self.out.write_all(escaped(&text, self.form).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}

/// The line without hidden characters but the one that ends it, and colours.
fn escaped(line: &str, form: Form) -> Cow<'_, str> {
    let (text, end) = line
        .strip_suffix('\n')
        .map_or((line, ""), |text| (text, "\n"));
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len().saturating_mul(2));
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let colour = match form {
            Form::Plain => colour(rest),
            Form::Json => None,
        };
        let taken = colour.map_or(c.len_utf8(), str::len);
        match colour {
            Some(colour) => out.push_str(colour),
            None if is_hidden(c) => out.push_str(&escape(c, form)),
            None => out.push(c),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    out.push_str(end);
    Cow::Owned(out)
}

/// The colour that a text begins with (ECMA-48 §8.3.117); it moves nothing.
fn colour(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("\u{1b}[")?;
    let length = inner.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    inner.get(length..)?.strip_prefix('m')?;
    text.get(..length.saturating_add(3))
}

fn escape(c: char, form: Form) -> String {
    match form {
        Form::Plain => c.escape_default().collect(),
        // RFC 8259 §7: units of UTF-16.
        Form::Json => c
            .encode_utf16(&mut [0; 2])
            .iter()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_shown_and_everything_else_is_left_alone() {
        #[rustfmt::skip]
        let cases = [
            // a line                     in plain                              in JSON
            ("GET /å — 漢 🔑\n",           "GET /å — 漢 🔑\n",                     "GET /å — 漢 🔑\n"),
            ("/\u{202e}gpj.exe\n",        "/\\u{202e}gpj.exe\n",                "/\\u202egpj.exe\n"),
            ("a\u{200b}b\u{feff}",        "a\\u{200b}b\\u{feff}",               "a\\u200bb\\ufeff"),
            ("a\u{7f}\u{9b}31m",          "a\\u{7f}\\u{9b}31m",                 "a\\u007f\\u009b31m"),
            ("tag \u{e0041}",             "tag \\u{e0041}",                     "tag \\udb40\\udc41"),
            ("one\ntwo\r\n",              "one\\ntwo\\r\n",                     "one\\u000atwo\\u000d\n"),
            ("\u{1b}[1;31mred\u{1b}[0m",  "\u{1b}[1;31mred\u{1b}[0m",           "\\u001b[1;31mred\\u001b[0m"),
            ("\u{1b}[2J\u{1b}]0;x\u{7}",  "\\u{1b}[2J\\u{1b}]0;x\\u{7}",        "\\u001b[2J\\u001b]0;x\\u0007"),
            ("end \u{1b}[",               "end \\u{1b}[",                       "end \\u001b["),
        ];
        for (line, plain, json) in cases {
            assert_eq!(escaped(line, Form::Plain), plain, "{line:?}");
            assert_eq!(escaped(line, Form::Json), json, "{line:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn v16_4_1_what_is_written_holds_nothing_hidden_and_json_means_the_same(text in "\\PC*|.*") {
            let line = serde_json::to_string(&text).unwrap();
            let written = escaped(&line, Form::Json);
            proptest::prop_assert!(!written.chars().any(is_hidden));
            proptest::prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
