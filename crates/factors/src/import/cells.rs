//! A line of CSV: comma, semicolon or tab between, quotes as in RFC 4180, within a line.

/// What stands between the cells of a list, by its first line.
pub(crate) fn between(first: &str) -> char {
    [',', ';', '\t']
        .into_iter()
        .max_by_key(|between| first.matches(*between).count())
        .unwrap_or(',')
}

/// A column's name without regard to case, spaces, hyphens and underscores.
pub(crate) fn plain(name: &str) -> String {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.to_lowercase()
}

/// The cells of a line; none where a quote has no end.
pub(crate) fn cells(text: &str, between: char) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        let rest_of = rest.trim_start_matches(' ');
        let (cell, after) = match rest_of.strip_prefix('"') {
            Some(quoted) => quoted_cell(quoted)?,
            None => {
                let end = rest_of.find(between).unwrap_or(rest_of.len());
                let (cell, after) = rest_of.split_at_checked(end)?;
                (cell.to_owned(), after)
            }
        };
        out.push(cell.trim().to_owned());
        let after = after.trim_start_matches(' ');
        if after.is_empty() {
            return Some(out);
        }
        rest = after.strip_prefix(between)?;
    }
}

/// A cell in quotes, and what stands after it. Two quotes are one.
fn quoted_cell(mut rest: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        cell.push_str(part);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => return Some((cell, after)),
        }
    }
}
