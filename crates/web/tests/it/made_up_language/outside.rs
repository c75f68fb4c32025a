//! What of a page people read that isn't from the texts.

use super::texts::SIGNS;

/// What stands between two things on a line.
const BETWEEN: char = '·';

/// Attributes that are read or heard.
const SAID: [&str; 5] = ["aria-label", "alt", "title", "placeholder", "data-copied"];

/// What stands outside of the signs on a page and is none of these names, each by itself. What is in a `code`,
/// and what is listed to be written down, isn't in any language.
pub fn outside(page: &str, names: &[&str]) -> Vec<String> {
    let page = without(page, "<code", "</code>");
    let page = without(&page, "<ol class=\"codes\"", "</ol>");
    let mut found = Vec::new();
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let said = SAID.iter().filter_map(|name| attribute(tag, name));
        for read in said.chain([text]) {
            let left = unmarked(read);
            found.extend(left.split(BETWEEN).map(|part| part.trim().to_owned()));
        }
    }
    let is_word = |part: &str| part.contains(char::is_alphabetic) || part.contains(SIGNS);
    found.retain(|part| is_word(part) && !names.contains(&part.as_str()));
    found
}

fn without(page: &str, from: &str, to: &str) -> String {
    let mut parts = page.split(from);
    let mut left = parts.next().unwrap().to_owned();
    for part in parts {
        left.push_str(part.split_once(to).unwrap().1);
    }
    left
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// What is left of a text with a dot in place of what stands between the signs, which may stand within each
/// other. A sign without its other half stays, and shows.
fn unmarked(text: &str) -> String {
    let [opens, closes] = SIGNS;
    let (mut left, mut depth) = (String::new(), 0_u32);
    for c in text.chars() {
        if c == opens {
            depth += 1;
            left.push(BETWEEN);
        } else if c == closes && depth > 0 {
            depth -= 1;
        } else if depth == 0 {
            left.push(c);
        }
    }
    if depth > 0 {
        left.push(opens);
    }
    left
}

#[test]
fn what_is_outside_is_found() {
    let cases: [(&str, &[&str]); 8] = [
        ("<p>⟪All ⟪of⟫ it⟫ · 17 · Anna Berg</p>", &[]),
        (
            "<p>⟪Some⟫ of <b>it</b> by Anna Berg</p>",
            &["of", "it", "by Anna Berg"],
        ),
        ("<p aria-label=\"Close\">⟪A⟫</p>", &["Close"]),
        ("<p aria-label=\"⟪Close⟫\" class=\"wide\">⟪A⟫</p>", &[]),
        ("<p>⟪A</p><p>A⟫</p>", &["⟪", "A⟫"]),
        ("<p>⟪A⟫ <code id=\"x\">AB CD</code></p>", &[]),
        ("<ol class=\"codes\"><li>AB</li></ol><p>B</p>", &["B"]),
        ("<title>⟪Sign in⟫ · Anna Berg</title>", &[]),
    ];
    for (page, expected) in cases {
        assert_eq!(outside(page, &["Anna Berg"]), expected, "{page}");
    }
}
