//! The file `countersign.toml`: every key in it is a setting, or the first that isn't is named
//! with its line.

use domain::setting::{Setting, Type, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::known::{Known, Named};
use super::layer::{Layer, What};
use super::tables::Tables;
use super::{Complaint, value};

/// Reads the text of the file with that name.
pub(super) fn read(known: &Known, name: &str, text: &str) -> Result<Layer, Complaint> {
    let mut reader = Reader {
        known,
        name,
        text,
        layer: Layer::default(),
        first: None,
    };
    match DeTable::parse(text) {
        Ok(table) => reader.table("", table.get_ref()),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let what = error
                .message()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            return Err(Complaint(format!(
                "{}: this isn't TOML: {what}.",
                reader.line(at)
            )));
        }
    }
    match reader.first {
        Some((_, complaint)) => Err(complaint),
        None => Ok(reader.layer),
    }
}

struct Reader<'a> {
    known: &'a Known,
    name: &'a str,
    text: &'a str,
    layer: Layer,
    /// The complaint that stands first in the file; the parser gives keys in another order.
    first: Option<(usize, Complaint)>,
}

impl Reader<'_> {
    fn table(&mut self, above: &str, table: &DeTable<'_>) {
        for (name, value) in table.iter() {
            let at = name.span().start;
            let key = match above {
                "" => name.get_ref().to_string(),
                above => format!("{above}.{}", name.get_ref()),
            };
            let subject = format!("{}: \"{}\"", self.line(at), key.escape_debug());
            match (self.known.key(&key), value.get_ref()) {
                (Some(Named::Value(row)), _) if matches!(row.holds, Type::Tables(_)) => {
                    self.tables(row, at, subject, value);
                }
                (Some(Named::Value(row)), _) => match value::from_toml(row, value) {
                    Ok(value) => self.keep(at, row.key, subject, What::Value(value)),
                    Err(wrong) => {
                        // A list may go over several lines: the one that is wrong is named.
                        let subject = format!("{}: \"{key}\"", self.line(wrong.at));
                        self.complain(wrong.at, Complaint(format!("{subject} {}", wrong.why)));
                    }
                },
                (Some(Named::File(row)), DeValue::String(path)) => {
                    self.keep(at, row.key, subject, What::File(path.to_string()));
                }
                (Some(Named::File(_)), _) => {
                    self.complain(
                        at,
                        Complaint(format!("{subject} must be the path of a file.")),
                    );
                }
                (None, DeValue::Table(inner)) if self.known.section(&key) => {
                    self.table(&key, inner)
                }
                (None, _) if self.known.section(&key) => {
                    self.complain(
                        at,
                        Complaint(format!("{subject} is a section and holds no value itself.")),
                    );
                }
                (None, DeValue::Table(_) | DeValue::Array(_)) => {
                    let nearest = self.known.nearest_section(&key);
                    self.unknown(at, &subject, "section", &nearest);
                }
                (None, _) => {
                    let nearest = self.known.nearest(&key, |near| format!("\"{near}\""));
                    self.unknown(at, &subject, "setting", &nearest);
                }
            }
        }
    }

    fn tables(
        &mut self,
        row: &'static Setting,
        at: usize,
        subject: String,
        value: &Spanned<DeValue<'_>>,
    ) {
        let line = |at| self.line(at);
        let mut tables = Tables::new(&line);
        let all = tables.read(row, at, value);
        let Tables {
            within, complaints, ..
        } = tables;
        self.keep(at, row.key, subject, What::Value(Value::Tables(all)));
        if let Some(given) = self.layer.0.get_mut(row.key) {
            given.within = within;
        }
        for (at, complaint) in complaints {
            self.complain(at, complaint);
        }
    }

    fn keep(&mut self, at: usize, key: &'static str, subject: String, what: What) {
        if let Err(complaint) = self.layer.add(key, subject, what) {
            self.complain(at, complaint);
        }
    }

    fn unknown(&mut self, at: usize, subject: &str, what: &str, nearest: &str) {
        self.complain(
            at,
            Complaint(format!("{subject} is not a {what}; {nearest}")),
        );
    }

    fn complain(&mut self, at: usize, complaint: Complaint) {
        if self.first.as_ref().is_none_or(|(first, _)| at < *first) {
            self.first = Some((at, complaint));
        }
    }

    fn line(&self, at: usize) -> String {
        let before = self
            .text
            .bytes()
            .take(at)
            .filter(|byte| *byte == b'\n')
            .count();
        format!("{}, line {}", self.name, before.saturating_add(1))
    }
}
