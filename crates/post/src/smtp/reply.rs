//! What a server answers (RFC 5321 §4.2): a code, and lines of text that only people read.

use crate::Line;

/// An answer with all of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub code: u16,
    /// The text of each line.
    pub lines: Vec<String>,
}

/// A line of an answer.
pub(super) struct Part {
    pub code: u16,
    /// Whether it is the last one.
    pub last: bool,
    pub text: String,
}

impl Part {
    /// Reads one, without its end; nothing where it isn't SMTP.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let (code, rest) = line.split_at_checked(3)?;
        let digits = code.iter().all(u8::is_ascii_digit);
        let code: u16 = std::str::from_utf8(code).ok()?.parse().ok()?;
        let (last, text) = match rest.split_first() {
            None => (true, rest),
            Some((b' ', text)) => (true, text),
            Some((b'-', text)) => (false, text),
            Some(_) => return None,
        };
        (digits && (200..600).contains(&code)).then(|| Self {
            code,
            last,
            text: String::from_utf8_lossy(text).into_owned(),
        })
    }
}

impl Reply {
    /// Its first digit: 2 for done, 3 for go on, 4 for not now, 5 for no.
    pub(super) const fn class(&self) -> u16 {
        self.code.div_euclid(100)
    }

    /// What it says more precisely (RFC 3463), as in `5.1.1`: its class, subject and detail.
    pub(super) fn status(&self) -> Option<[u16; 3]> {
        let first = self.lines.first()?.split(' ').next()?;
        let mut parts = first.split('.').map(|part| part.parse::<u16>().ok());
        let status = [parts.next()??, parts.next()??, parts.next()??];
        (parts.next().is_none() && status.first() == Some(&self.class())).then_some(status)
    }

    /// The server's own words, on one line.
    pub(super) fn said(&self) -> Line {
        Line::of(&self.lines.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reply(text: &str) -> Reply {
        let part = Part::read(text.as_bytes()).unwrap();
        let lines = vec![part.text];
        Reply {
            code: part.code,
            lines,
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_is_an_answer_or_none(line in proptest::collection::vec(any::<u8>(), 0..40), code in "[2-5][0-9]{2}") {
            for line in [line.clone(), [code.as_bytes(), line.as_slice()].concat()] {
                if let Some(part) = Part::read(&line) {
                    prop_assert!((200..600).contains(&part.code));
                    let lines = vec![part.text];
                    let reply = Reply { code: part.code, lines };
                    prop_assert!(reply.status().is_none_or(|status| status[0] == reply.class()));
                    prop_assert!(!reply.said().as_str().contains(char::is_control));
                }
            }
        }
    }

    #[test]
    fn an_answer_is_a_code_and_perhaps_a_status() {
        for (line, status) in [
            ("550 5.1.1 no such user", Some([5, 1, 1])),
            ("550 5.7.26", Some([5, 7, 26])),
            ("550 no such user", None),
            ("550 4.1.1 of another class", None),
            ("550 5.1 short", None),
            ("550 5.1.1.1 long", None),
            ("550", None),
        ] {
            let reply = reply(line);
            assert_eq!((reply.code, reply.class()), (550, 5));
            assert_eq!(reply.status(), status, "{line}");
        }
        assert!(!Part::read(b"250-PIPELINING").unwrap().last);
        for wrong in [
            "",
            "25",
            "2x0 a",
            "+50 a",
            "099 a",
            "600 a",
            "250_a",
            "HTTP/1.1 400",
            "SSH-2.0",
        ] {
            assert!(Part::read(wrong.as_bytes()).is_none(), "{wrong}");
        }
        assert_eq!(reply("250 a\u{1b}[2Jb").said().as_str(), "a [2Jb");
    }
}
