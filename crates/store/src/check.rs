//! What a test can ask of every registered statement and schema. Looks at texts and plans; changes
//! nothing.

use crate::{Schema, Shape, Sql};

/// Words that the two engines read differently, that tie a statement to one of them, or that mean
/// something else once a newer program has added a column.
const FORBIDDEN: [&str; 8] = [
    "SELECT *",
    "LEAST(",
    "GREATEST(",
    "ANY(",
    "NOW()",
    "IS NULL OR",
    "RETURNING",
    "?",
];

/// Complaints about a statement's text: gaps in its parameters, words that differ between the
/// engines, tables of another component.
pub fn complaints(sql: &Sql, own: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    let mut say = |what: String| out.push(format!("{sql}: {what}"));
    let upper = sql.text.to_ascii_uppercase();
    for word in FORBIDDEN {
        if upper.contains(word) {
            say(format!("uses {word}"));
        }
    }
    if let Some(rest) = upper.strip_prefix("INSERT INTO ")
        && rest
            .split_whitespace()
            .nth(1)
            .is_none_or(|next| !next.starts_with('('))
    {
        say("doesn't name its columns".into());
    }
    let numbers = parameters(sql.text);
    let most = numbers.iter().copied().max().unwrap_or(0);
    for number in 1..=most {
        if !numbers.contains(&number) {
            say(format!("skips ${number}"));
        }
    }
    let recursive = recursive(sql.text);
    for table in tables(sql.text) {
        if Some(table.as_str()) != recursive && !own.contains(&table.as_str()) {
            say(format!(
                "names the table {table}, which isn't its component's"
            ));
        }
    }
    let writes =
        upper.starts_with("INSERT") || upper.starts_with("UPDATE") || upper.starts_with("DELETE");
    if writes != matches!(sql.shape, Shape::Write | Shape::Clear) {
        say("its shape doesn't fit its verb".into());
    }
    out
}

/// The numbers of a statement's parameters, as often as they stand there.
pub fn parameters(text: &str) -> Vec<usize> {
    text.split('$')
        .skip(1)
        .filter_map(|rest| {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
        .collect()
}

/// What a recursion is called, if there is one: it is made of other tables, which are looked at as well.
pub fn recursive(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("WITH RECURSIVE ")?;
    rest.split('(').next()
}

/// Tables named after FROM, JOIN, INTO and UPDATE.
fn tables(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '('))
        .filter(|w| !w.is_empty())
        .collect();
    let mut found = Vec::new();
    for pair in words.windows(2) {
        let [word, next] = pair else { continue };
        let word = word.trim_start_matches('(').to_ascii_uppercase();
        if matches!(word.as_str(), "FROM" | "JOIN" | "INTO" | "UPDATE") && !next.starts_with('(') {
            let name: String = next.chars().take_while(|c| *c != '(').collect();
            if name != "SET" {
                found.push(name);
            }
        }
    }
    found
}

/// Complaints about a schema: tables that a migration makes and nothing declares, or that nothing sweeps; statements of
/// another component's table.
pub fn schema_complaints(schema: &Schema) -> Vec<String> {
    let mut out = Vec::new();
    for sql in schema.statements() {
        if !schema
            .tables
            .iter()
            .any(|table| table.name == sql.table.name)
        {
            out.push(format!("{sql}: its table is another component's"));
        }
    }
    for migration in schema.migrations {
        for table in migration.split("CREATE TABLE ").skip(1) {
            let name: String = table
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            match schema.tables.iter().find(|declared| declared.name == name) {
                None => out.push(format!("{}: the table {name} isn't declared", schema.name)),
                Some(declared) => {
                    let body = table.split(';').next().unwrap_or("");
                    let expires = body.contains("expires INTEGER");
                    if expires && declared.sweep.is_none() {
                        out.push(format!(
                            "{}: {name} has rows that expire and nothing sweeps them",
                            schema.name
                        ));
                    }
                }
            }
        }
    }
    out
}
