//! Which settings there are, over all components: finding one by its key or its variable, and the
//! nearest where there is none.

use std::collections::BTreeMap;

use domain::setting::{Setting, Type};

/// What every variable begins with.
pub const PREFIX: &str = "COUNTERSIGN_";

pub(super) struct Known {
    names: BTreeMap<String, Named>,
}

/// What a key stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    Value(&'static Setting),
    /// The path of a file that holds it.
    File(&'static Setting),
}

impl Known {
    pub(super) fn new(rows: &[&'static [Setting]]) -> Self {
        let mut names = BTreeMap::new();
        for row in rows.iter().copied().flatten() {
            names.insert(row.key.to_owned(), Named::Value(row));
            if row.secret {
                names.insert(format!("{}_file", row.key), Named::File(row));
            }
        }
        Self { names }
    }

    /// What that dotted key stands for.
    pub(super) fn key(&self, key: &str) -> Option<Named> {
        self.names.get(key).copied()
    }

    /// What that variable stands for.
    pub(super) fn variable(&self, name: &str) -> Option<Named> {
        self.names
            .iter()
            .find(|(key, _)| variable(key) == name)
            .map(|(_, named)| *named)
    }

    /// Whether keys lie beneath that one, as `site.name` lies beneath `site`.
    pub(super) fn section(&self, key: &str) -> bool {
        self.names.keys().any(|known| {
            known
                .strip_prefix(key)
                .is_some_and(|rest| rest.starts_with('.'))
        })
    }

    /// "did you mean …?" for a key that isn't there, written as `show` writes keys.
    pub(super) fn nearest(&self, key: &str, show: impl Fn(&str) -> String) -> String {
        nearest(key, self.names.keys().map(String::as_str), show)
    }

    /// The same for a section.
    pub(super) fn nearest_section(&self, key: &str) -> String {
        let sections = self
            .names
            .keys()
            .filter_map(|known| known.rsplit_once('.'))
            .map(|(section, _)| section);
        let tables = self
            .names
            .keys()
            .filter(|known| self.is_tables(known))
            .map(String::as_str);
        nearest(key, sections.chain(tables), |name| {
            if self.is_tables(name) {
                format!("[[{name}]]")
            } else {
                format!("[{name}]")
            }
        })
    }

    fn is_tables(&self, key: &str) -> bool {
        let named = self.key(key);
        matches!(named, Some(Named::Value(row)) if matches!(row.holds, Type::Tables(_)))
    }
}

/// "did you mean …?" for a key that isn't there in a table with these rows, in those within it too.
pub(super) fn nearest_within(key: &str, rows: &[Setting], show: impl Fn(&str) -> String) -> String {
    let mut names = Vec::new();
    names_within("", rows, &mut names);
    nearest(key, names.iter().map(String::as_str), show)
}

fn names_within(above: &str, rows: &[Setting], names: &mut Vec<String>) {
    for row in rows {
        let name = format!("{above}{}", row.key);
        if let Type::Tables(inner) = row.holds {
            names_within(&format!("{name}."), inner, names);
        }
        names.push(name);
    }
}

/// The variable of a key: `totp.digits` is `COUNTERSIGN_TOTP_DIGITS`.
pub fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "_").to_uppercase())
}

fn nearest<'a>(
    key: &str,
    known: impl Iterator<Item = &'a str>,
    show: impl Fn(&str) -> String,
) -> String {
    let distance = |name: &str| {
        // Somebody who left out the section meant exactly this one.
        let last = name.rsplit_once('.').map_or(name, |(_, last)| last);
        if last == key {
            0
        } else {
            strsim::damerau_levenshtein(&key.to_lowercase(), name)
        }
    };
    match known.map(|name| (distance(name), name)).min() {
        Some((far, name)) if far <= key.chars().count().div_ceil(3) => {
            format!("did you mean {}?", show(name))
        }
        Some((_, name)) => format!("the nearest is {}.", show(name)),
        None => "there are none.".to_owned(),
    }
}

/// What is wrong with the declarations themselves: keys and variables that two rows share, keys
/// beneath a scalar, defaults that aren't of their type. A test of the whole program asks for it.
pub fn faults(rows: &[&'static [Setting]]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut variables = BTreeMap::new();
    let all = || rows.iter().copied().flatten();
    let known = Known::new(rows);
    for row in all() {
        let mut names = vec![row.key.to_owned()];
        if row.secret {
            names.push(format!("{}_file", row.key));
        }
        for name in names {
            if let Some(other) = variables.insert(variable(&name), name.clone()) {
                faults.push(format!("{name} and {other} have the same variable"));
            }
        }
        if !matches!(row.holds, Type::Numbers | Type::Tables(_)) && known.section(row.key) {
            faults.push(format!("{} is a value and a section", row.key));
        }
        if row.secret && !matches!(row.holds, Type::Text) {
            faults.push(format!("{} is a secret but not text", row.key));
        }
        if let Err(why) = super::value::default(row) {
            faults.push(format!("the default of {} {why}", row.key));
        }
        if row.doc.is_empty() {
            faults.push(format!("{} says nothing", row.key));
        }
        if let Type::Tables(inner) = row.holds {
            faults_within(row.key, inner, &mut faults);
        }
    }
    faults
}

fn faults_within(above: &str, rows: &[Setting], faults: &mut Vec<String>) {
    for (place, row) in rows.iter().enumerate() {
        let name = format!("{above}.{}", row.key);
        if rows.iter().take(place).any(|other| other.key == row.key) {
            faults.push(format!("{name} stands twice"));
        }
        if row.secret || row.key.contains('.') {
            faults.push(format!("{name} can't be a secret or have a dot"));
        }
        if row.doc.is_empty() {
            faults.push(format!("{name} says nothing"));
        }
        match (row.holds, super::value::default(row)) {
            (Type::Tables(inner), _) => faults_within(&name, inner, faults),
            (_, Ok(Some(_))) => {}
            (_, Ok(None)) => faults.push(format!("{name} has no example")),
            (_, Err(why)) => faults.push(format!("the example of {name} {why}")),
        }
    }
}
