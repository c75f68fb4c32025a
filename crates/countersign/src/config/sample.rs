//! The documented sample: every setting with what it means, its default and its variable, all of it
//! commented out, so that the file as it is changes nothing.

use domain::setting::{Setting, Type};

use super::{value, variable};

const HEAD: &str = "\
# Countersign's settings, each with its default. A line without a # at its beginning holds.
# A setting may also be given as a variable, which goes before this file, and some as a flag,
# which goes before both. Keys may stand in sections: site.name = \"…\" is the same as name = \"…\"
# beneath [site].
";

/// The widest a line of text gets.
const WIDTH: usize = 92;

/// The sample of all settings in these rows.
pub fn sample(rows: &[&'static [Setting]]) -> String {
    let mut text = HEAD.to_owned();
    let all = || rows.iter().copied().flatten();
    let is_tables = |row: &Setting| matches!(row.holds, Type::Tables(_));
    // What stands after a section's head would belong to that section: keys without one go first,
    // and tables, which have a head, last.
    let rank = |row: &&Setting| (is_tables(row), row.key.contains('.'));
    let mut rows: Vec<&Setting> = all().collect();
    rows.sort_by_key(rank);
    for row in rows {
        text.push('\n');
        if let Type::Tables(inner) = row.holds {
            tables(row.key, row, inner, &mut text);
            continue;
        }
        let mut meaning = meaning(row);
        if row.secret {
            meaning.push_str(&format!(
                " May stand in a file of its own, which {}_file names.",
                row.key
            ));
        }
        meaning.push_str(&format!(" ({})", variable(row.key)));
        wrap(&meaning, &mut text);
        let value = if row.default.is_empty() {
            placeholder(row.holds)
        } else {
            row.default.to_owned()
        };
        text.push_str(&format!("#{} = {value}\n", row.key));
        if row.secret {
            text.push_str(&format!("#{}_file = \"\"\n", row.key));
        }
    }
    text
}

/// One table as an example, each of its keys with what it means.
fn tables(name: &str, row: &Setting, inner: &[Setting], text: &mut String) {
    wrap(row.doc, text);
    text.push_str(&format!("#[[{name}]]\n"));
    for row in inner {
        if let Type::Tables(inner) = row.holds {
            tables(&format!("{name}.{}", row.key), row, inner, text);
            continue;
        }
        wrap(&meaning(row), text);
        text.push_str(&format!("#{} = {}\n", row.key, row.default));
    }
}

fn meaning(row: &Setting) -> String {
    match row.holds {
        Type::Word(_) | Type::Number(..) => {
            format!("{} {}.", row.doc, capital(&value::asks_for(row.holds)))
        }
        _ => row.doc.to_owned(),
    }
}

/// What stands where there is no default.
fn placeholder(holds: Type) -> String {
    match holds {
        Type::Number(least, _) => least.to_string(),
        Type::Switch => "false".to_owned(),
        Type::List => "[]".to_owned(),
        Type::Numbers => "{}".to_owned(),
        Type::Word(words) => format!("\"{}\"", words.first().unwrap_or(&"")),
        Type::Text | Type::Tables(_) => "\"\"".to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

fn wrap(words: &str, text: &mut String) {
    let mut line = String::from("#");
    for word in words.split_whitespace() {
        if line.chars().count().saturating_add(word.chars().count()) >= WIDTH {
            text.push_str(&line);
            text.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    text.push_str(&line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::tests::{Folder, all};
    use super::super::{Checked, Loaded, rows};
    use super::*;

    #[test]
    fn the_sample_with_every_line_uncommented_is_the_defaults() {
        let text: String = sample(&all())
            .lines()
            .filter_map(|line| line.strip_prefix('#'))
            .filter(|line| !line.starts_with(' ') && !line.contains("_file = \"\""))
            .map(|line| format!("{line}\n"))
            .collect();
        let uncommented = Folder::with(&text).load(&[], &[]).unwrap();
        Checked::of(&uncommented).unwrap();
        let untouched = Folder::with(&sample(&all())).load(&[], &[]).unwrap();
        for row in all().into_iter().flatten() {
            assert!(
                uncommented.is_set(row.key) || row.key == "key_file",
                "{}",
                row.key
            );
            assert!(!untouched.is_set(row.key), "{}", row.key);
            if !row.default.is_empty() {
                let read = |loaded: &Loaded| {
                    let s = &loaded.settings;
                    (
                        s.text(row.key).to_owned(),
                        s.number(row.key),
                        s.switch(row.key),
                        s.list(row.key).to_vec(),
                    )
                };
                assert_eq!(read(&uncommented), read(&untouched), "{}", row.key);
            }
        }
    }

    #[test]
    fn the_sample_in_the_documentation_is_the_one_that_the_rows_give() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/countersign.toml");
        let now = sample(&rows::declared(&crate::wiring::factors()));
        if std::env::var_os("COUNTERSIGN_TEST_BLESS").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == now,
            "docs/countersign.toml is behind the rows; write it with COUNTERSIGN_TEST_BLESS=1"
        );
    }
}
