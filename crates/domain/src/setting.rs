//! What may be configured: each component declares its settings as rows of a table, from which
//! come the file's reader, the variables, the documented sample and the nearest known key.

use std::collections::BTreeMap;

/// The type of a setting's value.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number between two bounds, both included.
    Number(i64, i64),
    /// `true` or `false`.
    Switch,
    /// A list of texts.
    List,
    /// A table of names to numbers, as `limits.networks."10.0.0.0/8" = 2000`.
    Numbers,
    /// Tables in order, each with these settings, whose keys are names alone: `[[gate.host]]`. They stand
    /// in the file only.
    Tables(&'static [Setting]),
}

/// One row: a setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its dotted key: `totp.digits`. The variable is `COUNTERSIGN_TOTP_DIGITS`.
    pub key: &'static str,
    pub holds: Type,
    /// Its default as it stands in the sample, in TOML; empty where there is none. In a row of
    /// [`Type::Tables`] it is only an example: what is left out there is left out.
    pub default: &'static str,
    /// What it means, with units, in one or two sentences.
    pub doc: &'static str,
    /// Whether `KEY_file` may name a file that holds it, and whether it is never shown.
    pub secret: bool,
}

impl Setting {
    /// One that is no secret.
    pub const fn plain(
        key: &'static str,
        holds: Type,
        default: &'static str,
        doc: &'static str,
    ) -> Self {
        Self {
            key,
            holds,
            default,
            doc,
            secret: false,
        }
    }
}

/// A value, of the type that its row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text or word.
    Text(String),
    Number(i64),
    Switch(bool),
    /// A list of texts.
    List(Vec<String>),
    Numbers(BTreeMap<String, i64>),
    /// Tables, each with its own values.
    Tables(Vec<Settings>),
}

/// All values that are set or have a default, by key. `Debug` tells the keys alone: some values are
/// secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<String, Value>);

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Settings {
    /// Sets the value of a setting, in place of the one before.
    pub fn set(&mut self, key: &str, value: Value) {
        self.0.insert(key.to_owned(), value);
    }

    /// Whether it is set, be it to nothing.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// A text; empty where none is set.
    pub fn text(&self, key: &str) -> &str {
        match self.0.get(key) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// A number, if set.
    pub fn number(&self, key: &str) -> Option<i64> {
        match self.0.get(key) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// A switch; off where it isn't set.
    pub fn switch(&self, key: &str) -> bool {
        matches!(self.0.get(key), Some(Value::Switch(true)))
    }

    /// A list; empty where none is set.
    pub fn list(&self, key: &str) -> &[String] {
        match self.0.get(key) {
            Some(Value::List(list)) => list,
            _ => &[],
        }
    }

    /// Tables in their order; none where none stand.
    pub fn tables(&self, key: &str) -> &[Self] {
        match self.0.get(key) {
            Some(Value::Tables(tables)) => tables,
            _ => &[],
        }
    }

    /// Names and numbers, in order of name.
    pub fn numbers(&self, key: &str) -> impl Iterator<Item = (&str, i64)> {
        let table = match self.0.get(key) {
            Some(Value::Numbers(table)) => Some(table),
            _ => None,
        };
        table
            .into_iter()
            .flatten()
            .map(|(name, number)| (name.as_str(), *number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let mut settings = Settings::default();
        let mut inner = Settings::default();
        inner.set("host", Value::Text(String::from("one.example")));
        let numbers = [(String::from("b"), 2), (String::from("a"), 1)];
        for (key, value) in [
            ("text", Value::Text(String::from("a word"))),
            ("number", Value::Number(7)),
            ("on", Value::Switch(true)),
            ("off", Value::Switch(false)),
            ("list", Value::List(vec![String::from("first")])),
            ("numbers", Value::Numbers(numbers.into())),
            ("tables", Value::Tables(vec![inner])),
        ] {
            settings.set(key, value);
        }
        settings
    }

    #[test]
    fn a_value_is_given_out_as_what_it_is_and_as_nothing_else() {
        let settings = settings();
        let keys = ["text", "number", "on", "off", "list", "numbers", "tables"];
        for key in keys.into_iter().chain(["missing"]) {
            let only = |kind: &str| key == kind;
            assert_eq!(settings.has(key), key != "missing", "{key}");
            assert_eq!(settings.text(key), if only("text") { "a word" } else { "" });
            assert_eq!(settings.number(key), only("number").then_some(7), "{key}");
            assert_eq!(settings.switch(key), only("on"), "{key}");
            assert_eq!(settings.list(key).len(), usize::from(only("list")), "{key}");
            let tables = settings.tables(key).iter().map(|t| t.text("host"));
            assert!(tables.eq(only("tables").then_some("one.example")), "{key}");
            let numbers: Vec<_> = settings.numbers(key).collect();
            let expected = [("a", 1), ("b", 2)];
            assert_eq!(numbers, if only("numbers") { &expected[..] } else { &[] });
        }
        assert_eq!(settings.list("list"), ["first"]);
    }

    #[test]
    fn settings_print_their_keys_and_no_value() {
        let mut settings = Settings::default();
        settings.set("smtp.password", Value::Text(String::from("hunter2")));
        assert_eq!(format!("{settings:?}"), r#"{"smtp.password"}"#);
    }
}
