//! What one source gives: the file, the variables or the flags. Later ones go before earlier ones,
//! key by key.

use std::collections::BTreeMap;

use domain::setting::Value;

use super::Complaint;

/// Settings from one source.
#[derive(Default)]
pub(super) struct Layer(pub(super) BTreeMap<&'static str, Given>);

/// One setting as it was given.
pub(super) struct Given {
    /// How a sentence about it begins: `countersign.toml, line 3: "public_url"`.
    pub(super) subject: String,
    pub(super) what: What,
    /// The same beginnings for what stands within tables, by place: `gate.host.0.rule.1.path`.
    pub(super) within: Vec<(String, String)>,
}

/// A value, or where to find it.
pub(super) enum What {
    Value(Value),
    /// The path of a file that holds it.
    File(String),
}

impl Given {
    /// Whether it stands in a file of its own.
    pub(super) const fn is_file(&self) -> bool {
        matches!(self.what, What::File(_))
    }
}

impl Layer {
    /// Adds a setting; one source gives each only once.
    pub(super) fn add(
        &mut self,
        key: &'static str,
        subject: String,
        what: What,
    ) -> Result<(), Complaint> {
        let within = Vec::new();
        let given = Given {
            subject,
            what,
            within,
        };
        match self.0.insert(key, given) {
            None => Ok(()),
            Some(before) => {
                let now = self.0.get(key).map_or("", |given| given.subject.as_str());
                Err(Complaint(format!(
                    "{now} says the same as {}: only one of them may be set.",
                    before.subject
                )))
            }
        }
    }

    /// This source's settings, and the other's where this one has none.
    pub(super) fn before(mut self, other: Self) -> Self {
        for (key, given) in other.0 {
            self.0.entry(key).or_insert(given);
        }
        self
    }
}
