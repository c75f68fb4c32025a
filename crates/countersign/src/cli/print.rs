//! How data is printed: columns for people, JSON for programs. What people have entered can't move
//! the cursor of whoever reads it.

use std::io::Write;

use serde::Serialize;

use super::Stopped;

/// Prints a value as one line of JSON.
///
/// # Errors
/// The output can't be written.
pub fn json(out: &mut dyn Write, value: &impl Serialize) -> Result<(), Stopped> {
    let text = serde_json::to_string(value)
        .map_err(|error| Stopped::Refused(format!("This can't be said in JSON: {error}")))?;
    Ok(writeln!(out, "{text}")?)
}

/// Prints rows beneath a head, each column as wide as its widest cell.
///
/// # Errors
/// The output can't be written.
pub fn columns<const N: usize>(
    out: &mut dyn Write,
    head: [&str; N],
    rows: &[[String; N]],
) -> Result<(), Stopped> {
    let rows: Vec<Vec<String>> = std::iter::once(head.map(str::to_owned).to_vec())
        .chain(
            rows.iter()
                .map(|row| row.iter().map(|cell| line(cell)).collect()),
        )
        .collect();
    let widths: Vec<usize> = (0..N)
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in rows {
        let padded: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        writeln!(out, "{}", padded.join("  ").trim_end())?;
    }
    Ok(())
}

/// Prints what one thing is: a name and a value a line.
///
/// # Errors
/// The output can't be written.
pub fn facts(out: &mut dyn Write, facts: &[(&str, String)]) -> Result<(), Stopped> {
    let width = facts
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    for (name, value) in facts {
        writeln!(
            out,
            "{}",
            format!("{name:<width$}  {}", line(value)).trim_end()
        )?;
    }
    Ok(())
}

/// Text on one line, without anything that a terminal obeys.
fn line(text: &str) -> String {
    // Format characters turn the writing around; they are no control characters.
    let obeyed =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| if obeyed(c) { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(print: impl FnOnce(&mut dyn Write) -> Result<(), Stopped>) -> String {
        let mut out = Vec::new();
        print(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [
            ["åsa".to_owned(), "yes".to_owned()],
            ["b".to_owned(), String::new()],
        ];
        assert_eq!(
            printed(|out| columns(out, ["NAME", "ON"], &rows)),
            "NAME  ON\nåsa   yes\nb\n"
        );
    }

    #[test]
    fn what_people_entered_moves_no_cursor() {
        let fact = [("Agent", "a\u{1b}[2Jb\nc\u{202e}d".to_owned())];
        assert_eq!(
            printed(|out| facts(out, &fact)),
            "Agent  a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\n"
        );
    }

    #[test]
    fn json_is_one_line() {
        assert_eq!(printed(|out| json(out, &["a\nb"])), "[\"a\\nb\"]\n");
    }
}
