//! Headers: short lines of ASCII, whatever stands in them. Other letters go into encoded words (RFC 2047), each
//! of which is whole by itself.

use data_encoding::BASE64;

use crate::{Line, Mailbox};

/// The widest a line of a header gets, its end left out (RFC 5322 §2.1.1).
const WIDTH: usize = 76;

/// How many bytes of UTF-8 an encoded word takes: 52 characters of base64, so that with `=?UTF-8?B?` and `?=` it
/// has 64, which fits behind a header's name; RFC 2047 §2 allows 75.
const PIECE: usize = 39;

/// A header with a text in it.
pub(super) fn text(name: &str, line: &Line) -> String {
    folded(name, &words(line.as_str()))
}

/// A header with a mailbox in it.
pub(super) fn mailbox(name: &str, mailbox: &Mailbox) -> String {
    let mut parts = match mailbox.name.as_str() {
        "" => return plain(name, mailbox.address.as_str()),
        bare if is_plain(bare) && bare.len() <= 60 => {
            vec![format!(
                "\"{}\"",
                bare.replace('\\', "\\\\").replace('"', "\\\"")
            )]
        }
        other => encoded(other),
    };
    parts.push(format!("<{}>", mailbox.address.as_str()));
    folded(name, &parts)
}

/// A header whose value is ours, and short.
pub(super) fn plain(name: &str, value: &str) -> String {
    format!("{name}: {value}\r\n")
}

/// A text as words that spaces stand between.
fn words(text: &str) -> Vec<String> {
    let parts: Vec<_> = text.split(' ').map(str::to_owned).collect();
    let fits = is_plain(text)
        && parts
            .iter()
            .all(|part| part.len() < WIDTH.saturating_sub(20));
    if fits { parts } else { encoded(text) }
}

/// Whether it can stand there as it is: `=?` would begin an encoded word.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' '..=b'~')) && !text.contains("=?")
}

/// Encoded words; whoever reads them drops the spaces between (RFC 2047 §6.2).
fn encoded(text: &str) -> Vec<String> {
    let (mut pieces, mut piece) = (Vec::new(), String::new());
    for c in text.chars() {
        if piece.len().saturating_add(c.len_utf8()) > PIECE {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push(c);
    }
    pieces.push(piece);
    pieces
        .iter()
        .map(|piece| format!("=?UTF-8?B?{}?=", BASE64.encode(piece.as_bytes())))
        .collect()
}

/// The words on as few lines as they need.
fn folded(name: &str, words: &[String]) -> String {
    let mut out = format!("{name}:");
    let mut width = out.len();
    for (at, word) in words.iter().enumerate() {
        let next = width.saturating_add(word.len()).saturating_add(1);
        // The first stays where it is: a line of nothing but space isn't one.
        if at > 0 && next > WIDTH {
            out.push_str("\r\n");
            width = 0;
        }
        out.push(' ');
        out.push_str(word);
        width = width.saturating_add(word.len()).saturating_add(1);
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;

    #[test]
    fn a_header_is_short_lines_of_ascii() {
        for subject in [
            "Countersign: Password changed",
            "",
            "Åsas sajt: lösenordet är ändrat",
            "=?UTF-8?B?YQ==?=",
            &"word ".repeat(60),
            &"x".repeat(240),
            &"🙂".repeat(200),
            "שלום עולם",
        ] {
            let header = text("Subject", &Line::of(subject));
            assert!(header.starts_with("Subject:") && header.ends_with("\r\n"));
            for line in header.trim_end_matches("\r\n").split("\r\n") {
                assert!(line.is_ascii() && line.len() <= 78, "{line}");
                assert!(
                    !line.trim().is_empty() && !line.contains(['\r', '\n']),
                    "{line}"
                );
            }
            // The first line goes on only on lines that begin with a space.
            assert!(
                header
                    .split("\r\n")
                    .skip(1)
                    .all(|line| line.is_empty() || line.starts_with(' '))
            );
        }
    }

    #[test]
    fn a_name_is_quoted_or_encoded() {
        let address = Address::read("id@example.org").unwrap();
        for (name, header) in [
            ("", "From: id@example.org\r\n"),
            (
                "Lund, kommun",
                "From: \"Lund, kommun\" <id@example.org>\r\n",
            ),
            (
                "a \"b\" \\",
                "From: \"a \\\"b\\\" \\\\\" <id@example.org>\r\n",
            ),
            ("Åsa", "From: =?UTF-8?B?w4VzYQ==?= <id@example.org>\r\n"),
        ] {
            let name = Line::of(name);
            let address = address.clone();
            assert_eq!(mailbox("From", &Mailbox { name, address }), header);
        }
    }
}
