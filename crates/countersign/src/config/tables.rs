//! Tables in the file, as `[[gate.host]]` and, within it, `[[gate.host.rule]]`: each value noted with its
//! place, so that what is wrong with it can be told with its line even when that is found later.

use domain::setting::{Setting, Settings, Type, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::known::nearest_within;
use super::{Complaint, value};

/// What is being read.
pub(super) struct Tables<'a> {
    line: &'a dyn Fn(usize) -> String,
    /// How a sentence about each value begins, by its place: `gate.host.0.rule.1.path`.
    pub(super) within: Vec<(String, String)>,
    /// What is wrong, and at which byte.
    pub(super) complaints: Vec<(usize, Complaint)>,
}

/// A table's name, as `gate.host.rule`, and which one it is, as `gate.host.0.rule.1`.
struct Place {
    name: String,
    path: String,
}

impl<'a> Tables<'a> {
    pub(super) fn new(line: &'a dyn Fn(usize) -> String) -> Self {
        Self {
            line,
            within: Vec::new(),
            complaints: Vec::new(),
        }
    }

    /// Reads the tables of a row of the program's; its key stands at that byte.
    pub(super) fn read(
        &mut self,
        row: &Setting,
        at: usize,
        value: &Spanned<DeValue<'_>>,
    ) -> Vec<Settings> {
        let place = Place {
            name: row.key.to_owned(),
            path: row.key.to_owned(),
        };
        self.all(row, &place, at, value)
    }

    fn all(
        &mut self,
        row: &Setting,
        place: &Place,
        at: usize,
        value: &Spanned<DeValue<'_>>,
    ) -> Vec<Settings> {
        let name = &place.name;
        let wrong = |value: &DeValue<'_>| {
            let given = value::shown(value);
            format!("must be tables, each beneath [[{name}]], not {given}.")
        };
        let Type::Tables(rows) = row.holds else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.complain(at, name, &wrong(value.get_ref()));
            return Vec::new();
        };
        let mut all = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let at = item.span().start;
            let one = Place {
                name: name.clone(),
                path: format!("{}.{index}", place.path),
            };
            let subject = self.subject(at, name);
            self.within.push((one.path.clone(), subject));
            match item.get_ref() {
                DeValue::Table(table) => all.push(self.one(rows, &one, table)),
                other => self.complain(at, name, &wrong(other)),
            }
        }
        all
    }

    fn one(&mut self, rows: &[Setting], place: &Place, table: &DeTable<'_>) -> Settings {
        let mut settings = Settings::default();
        for (key, value) in table.iter() {
            let (at, key) = (key.span().start, key.get_ref());
            let inner = Place {
                name: format!("{}.{key}", place.name),
                path: format!("{}.{key}", place.path),
            };
            let Some(row) = rows.iter().find(|row| row.key == *key) else {
                let show = |near: &str| format!("\"{}.{near}\"", place.name);
                let nearest = nearest_within(key, rows, show);
                let why = format!("is not a setting; {nearest}");
                self.complain(at, &inner.name, &why);
                continue;
            };
            let subject = self.subject(at, &inner.name);
            self.within.push((inner.path.clone(), subject));
            if matches!(row.holds, Type::Tables(_)) {
                let all = self.all(row, &inner, at, value);
                settings.set(row.key, Value::Tables(all));
                continue;
            }
            match value::from_toml(row, value) {
                Ok(value) => settings.set(row.key, value),
                Err(wrong) => self.complain(wrong.at, &inner.name, &wrong.why),
            }
        }
        settings
    }

    fn subject(&self, at: usize, name: &str) -> String {
        format!("{}: \"{}\"", (self.line)(at), name.escape_debug())
    }

    fn complain(&mut self, at: usize, name: &str, why: &str) {
        let complaint = Complaint(format!("{} {why}", self.subject(at, name)));
        self.complaints.push((at, complaint));
    }
}
