//! The form in which headers and body are signed, so that what servers change on the way doesn't break it:
//! "relaxed" (RFC 6376 §3.4.2, §3.4.4).

/// One header, unfolded: its name in lower case, one space where there were several.
pub(super) fn header(text: &str) -> String {
    let text = text.replace("\r\n", "");
    let (name, value) = text.split_once(':').unwrap_or((&text, ""));
    let words: Vec<_> = value
        .split([' ', '\t'])
        .filter(|word| !word.is_empty())
        .collect();
    format!(
        "{}:{}\r\n",
        name.trim().to_ascii_lowercase(),
        words.join(" ")
    )
}

/// Those of the headers that are signed, in that order; one that isn't there is nothing (RFC 6376 §5.4.2), and
/// one that is named twice counts from the last, the others staying where they are.
pub(super) fn headers(all: &str, signed: &[&str]) -> String {
    let mut left: Vec<_> = unfolded(all).into_iter().map(Some).collect();
    let mut out = String::new();
    for name in signed {
        let of_name = |text: &&mut Option<String>| {
            let known = text.as_ref().and_then(|text| text.split_once(':'));
            known.is_some_and(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        if let Some(one) = left.iter_mut().rev().find(of_name).and_then(Option::take) {
            out += &header(&one);
        }
    }
    out
}

/// Each header with the lines on which it goes on.
fn unfolded(all: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in all.split_inclusive("\r\n") {
        match found.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(line),
            _ => found.push(line.to_owned()),
        }
    }
    found
}

/// A body: no space at a line's end, one within, and no empty line at its end.
pub(super) fn body(text: &str) -> String {
    let line = |line: &str| {
        let starts = line.starts_with([' ', '\t']);
        let words: Vec<_> = line
            .split([' ', '\t'])
            .filter(|word| !word.is_empty())
            .collect();
        let lead = if starts && !words.is_empty() { " " } else { "" };
        format!("{lead}{}", words.join(" "))
    };
    let mut lines: Vec<_> = text.split("\r\n").map(line).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard() {
        // RFC 6376 §3.4.5, example 1.
        let message = "A: X\r\nB : Y\t\r\n\tZ  \r\n";
        let all: String = unfolded(message).iter().map(|one| header(one)).collect();
        assert_eq!(all, "a:X\r\nb:Y Z\r\n");
        assert_eq!(body(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
        assert_eq!(body(""), "");
        assert_eq!(body("\r\n\r\n"), "");
    }

    #[test]
    fn a_header_named_twice_counts_from_the_last() {
        let all = "From: a\r\nTo: b\r\nFrom: c\r\n";
        assert_eq!(
            headers(all, &["From", "To", "From", "From", "Cc"]),
            "from:c\r\nto:b\r\nfrom:a\r\n"
        );
        // Also where another was taken from above them.
        let all = "From: a\r\nTo: b\r\nTo: c\r\n";
        assert_eq!(
            headers(all, &["From", "To", "To", "To"]),
            "from:a\r\nto:c\r\nto:b\r\n"
        );
    }
}
