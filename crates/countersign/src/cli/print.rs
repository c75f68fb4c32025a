//! How data is printed: columns for people, JSON for programs. What people have entered can't move
//! the cursor of whoever reads it, nor blow all columns up.

use std::io::Write;

use domain::account::is_hidden;
use serde::Serialize;

use super::Stopped;

/// The widest column, in characters: a longer cell stands out, and moves what is right of it.
const WIDEST: usize = 100;

/// Prints a value as one line of JSON.
///
/// # Errors
/// The output can't be written.
pub fn json(out: &mut dyn Write, value: &impl Serialize) -> Result<(), Stopped> {
    let text = serde_json::to_string(value)
        .map_err(|error| Stopped::Refused(format!("Can't print this as JSON: {error}")))?;
    Ok(writeln!(out, "{text}")?)
}

/// Prints rows beneath a head, each column as wide as its widest cell, within reason.
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
                .min(WIDEST)
        })
        .collect();
    for row in rows {
        let padded: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| padded(cell, *width))
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
            format!("{}  {}", padded(name, width), line(value)).trim_end()
        )?;
    }
    Ok(())
}

/// A cell of that width. The formatter's own padding ends the program beyond 65,535 characters.
fn padded(cell: &str, width: usize) -> String {
    let missing = width.saturating_sub(cell.chars().count());
    format!("{cell}{}", " ".repeat(missing))
}

/// Text on one line, without anything that a terminal obeys or that can't be seen.
fn line(text: &str) -> String {
    text.chars()
        .map(|c| if is_hidden(c) { '\u{fffd}' } else { c })
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
    fn a_long_cell_neither_ends_the_program_nor_widens_all_rows() {
        let rows = [
            ["x".repeat(70_000), "yes".to_owned()],
            ["b".to_owned(), "no".to_owned()],
        ];
        let out = printed(|out| columns(out, ["NAME", "ON"], &rows));
        let lengths: Vec<_> = out.lines().map(str::len).collect();
        assert_eq!(lengths, [104, 70_005, 104]);
        let fact = [("Name", "x".repeat(70_000))];
        assert_eq!(printed(|out| facts(out, &fact)).len(), 70_007);
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
