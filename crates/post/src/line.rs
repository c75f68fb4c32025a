//! A text that stands on one line, as a subject or a name does.

use domain::account::is_hidden;

/// The most characters that one has; what is longer ends in "…".
const LONGEST: usize = 250;

/// Text on one line. It holds no line's end, no NUL and no other control, and none of the marks that turn the
/// direction of what follows, so that in a header it can't become another header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// Makes one of any text: what a line can't hold becomes a space, and it is cut after 250 characters.
    pub fn of(text: &str) -> Self {
        // Those two join letters and parts of pictures, and end no line.
        let joins = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
        let shown = |c: char| match is_hidden(c) && !joins(c) {
            true => ' ',
            false => c,
        };
        let text: String = text.chars().map(shown).collect();
        let words: Vec<_> = text.split_whitespace().collect();
        let text = words.join(" ");
        if text.chars().count() <= LONGEST {
            return Self(text);
        }
        let cut: String = text.chars().take(LONGEST.saturating_sub(1)).collect();
        Self(format!("{}…", cut.trim_end()))
    }

    /// The text, which is all on one line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_nothing_that_ends_it() {
        for (text, line) in [
            ("Password changed", "Password changed"),
            ("a\r\nBcc: eve@evil.example", "a Bcc: eve@evil.example"),
            ("a\n\nb\0c\u{85}d\u{2028}e\u{1b}[2J", "a b c d e [2J"),
            ("  Åsa\t🙂 ", "Åsa 🙂"),
            ("a\u{202e}b", "a b"),
            ("👩\u{200d}👧", "👩\u{200d}👧"),
        ] {
            assert_eq!(Line::of(text).as_str(), line, "{text:?}");
        }
        let long = Line::of(&"å".repeat(400));
        assert_eq!(long.as_str().chars().count(), 250);
        assert!(long.as_str().ends_with('…'));
    }
}
