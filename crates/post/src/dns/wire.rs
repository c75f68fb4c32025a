//! Question and answer as they go over the wire (RFC 1035 §4.1).

/// Texts (RFC 1035 §3.3.14), and in the one class that is in use.
const TXT: [u8; 4] = [0, 16, 0, 1];

/// The most records of an answer that are looked at.
const MOST: u16 = 100;

/// A question for the texts of a name; nothing where the name is none. It says how large an answer may be
/// (RFC 6891 §6.1.2).
pub(super) fn question(name: &str, id: [u8; 2], largest: u16) -> Option<Vec<u8>> {
    let mut out = id.to_vec();
    // Recursion is wanted; one question, and one record of our own at the end.
    out.extend([1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
    for label in name.split('.') {
        let length = u8::try_from(label.len())
            .ok()
            .filter(|n| (1..=63).contains(n))?;
        out.push(length);
        out.extend(label.bytes());
    }
    out.push(0);
    out.extend(TXT);
    out.extend([0, 0, 41]);
    out.extend(largest.to_be_bytes());
    out.extend([0; 6]);
    (name.len() <= 253).then_some(out)
}

/// Where a message's head ends.
const HEAD: usize = 12;

/// How long our record at a question's end is.
const OWN: usize = 11;

/// Whether these bytes answer that question: by its number, and by what was asked, which they say again.
pub(super) fn is_answer(bytes: &[u8], question: &[u8]) -> bool {
    let asked = question.get(HEAD..question.len().saturating_sub(OWN));
    let asked = asked.unwrap_or_default();
    let again = bytes.get(HEAD..HEAD.saturating_add(asked.len()));
    bytes.get(..2) == question.get(..2)
        && bytes.get(2).is_some_and(|flags| flags & 0x80 != 0)
        && bytes.get(4..6) == Some(&[0, 1])
        // Names are the same in capitals.
        && again.is_some_and(|again| again.eq_ignore_ascii_case(asked))
}

/// Whether an answer was cut, since it is longer than was asked for.
pub(super) fn is_cut(bytes: &[u8]) -> bool {
    bytes.get(2).is_some_and(|flags| flags & 2 != 0)
}

/// The texts in an answer, none where the name isn't there; nothing where it can't be read or the resolver failed.
pub(super) fn texts(bytes: &[u8]) -> Option<Vec<String>> {
    let mut at = Reader { bytes, at: 2 };
    let [_, more] = at.take()?;
    let code = more & 15;
    let [questions, answers] = [at.number()?, at.number()?];
    at.skip(4)?;
    if !matches!(code, 0 | 3) {
        return None;
    }
    for _ in 0..questions.min(MOST) {
        at.name()?;
        at.skip(4)?;
    }
    let mut found = Vec::new();
    for _ in 0..answers.min(MOST) {
        at.name()?;
        let kind: [u8; 4] = at.take()?;
        at.skip(4)?;
        let length = usize::from(at.number()?);
        let data = at.part(length)?;
        if kind == TXT {
            found.push(text(data)?);
        }
    }
    Some(found)
}

/// The pieces of a text, each with its length before it, put together.
fn text(data: &[u8]) -> Option<String> {
    let mut at = Reader { bytes: data, at: 0 };
    let mut all = Vec::new();
    while at.at < data.len() {
        let [length] = at.take()?;
        all.extend_from_slice(at.part(usize::from(length))?);
    }
    Some(String::from_utf8_lossy(&all).into_owned())
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn part(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(length)?;
        let part = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(part)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.part(N)?.try_into().ok()
    }

    fn number(&mut self) -> Option<u16> {
        self.take().map(u16::from_be_bytes)
    }

    fn skip(&mut self, length: usize) -> Option<()> {
        self.part(length).map(drop)
    }

    /// Goes past a name: labels, or a pointer to some that stood before (RFC 1035 §4.1.4), which ends it.
    fn name(&mut self) -> Option<()> {
        loop {
            let [length] = self.take()?;
            match length {
                0 => return Some(()),
                1..=63 => self.skip(usize::from(length))?,
                0xc0.. => return self.skip(1),
                _ => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_not_and_ends(bytes in proptest::collection::vec(any::<u8>(), 0..200), head in any::<bool>()) {
            let head: &[u8] = if head { &[7, 7, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0] } else { &[] };
            let all = [head, &bytes].concat();
            let found = texts(&all).unwrap_or_default();
            prop_assert!(found.iter().map(String::len).sum::<usize>() <= 3 * all.len());
        }
    }

    #[test]
    fn an_answer_says_again_what_was_asked() {
        let asked = question("a.example", [7, 7], 512).unwrap();
        let answer = |name: &str, id: [u8; 2], flags: u8| {
            let mut bytes = question(name, id, 512).unwrap();
            bytes[2] = flags;
            bytes
        };
        assert!(is_answer(&answer("a.example", [7, 7], 0x81), &asked));
        assert!(is_answer(&answer("A.Example", [7, 7], 0x83), &asked));
        for other in [
            answer("b.example", [7, 7], 0x81),
            answer("a.example.org", [7, 7], 0x81),
            answer("a.example", [7, 8], 0x81),
            answer("a.example", [7, 7], 1),
            vec![7, 7, 0x81],
        ] {
            assert!(!is_answer(&other, &asked), "{other:?}");
        }
        assert!(is_cut(&answer("a.example", [7, 7], 0x83)));
        assert!(!is_cut(&answer("a.example", [7, 7], 0x81)));
    }

    #[test]
    fn a_name_that_is_none_is_not_asked_for() {
        for wrong in ["", "a..b", &"a".repeat(64), &"a.".repeat(130)] {
            assert_eq!(question(wrong, [0, 0], 512), None, "{wrong}");
        }
    }
}
