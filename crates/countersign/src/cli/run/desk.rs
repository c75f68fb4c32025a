//! Where commands ask: the open door, above all accounts, and its answers in the words of a command
//! line.

use std::sync::LazyLock;

use domain::{Fault, Language, Refusal, Stop, Timestamp};
use door::{Actor, Door};
use serde::Serialize;
use serde_json::Value;

use super::{At, Stopped, unix_user};
use crate::cli::print;
use crate::wiring::{self, Nature, Schema};

pub(super) static ACTOR: LazyLock<Actor> = LazyLock::new(|| Actor::CommandLine {
    unix: unix_user::current().into(),
});

pub(super) struct Desk {
    pub(super) door: Door,
}

impl Desk {
    pub(super) async fn open(at: &At<'_>, schema: Schema) -> Result<Self, Stopped> {
        let door = wiring::open(&at.loaded.settings, &Nature::system(), schema).await?;
        Ok(Self { door })
    }

    /// Why the door stopped.
    pub(super) fn no(&self, stop: Stop) -> Stopped {
        match stop {
            Stop::Refused(refusal) => {
                let words = self.door.words(Language::FIRST, "");
                Stopped::Refused(words.refusal(&refusal))
            }
            Stop::Fault(fault) => fault.into(),
        }
    }

    /// The same of a verb that something was named to, as `account "ada"`.
    pub(super) fn none(&self, what: &str, stop: Stop) -> Stopped {
        match stop {
            Stop::Refused(Refusal::NoSuch) => Stopped::Refused(format!("There is no {what}.")),
            stop => self.no(stop),
        }
    }

    /// The same of a verb that names an account.
    pub(super) fn no_account(&self, name: &str, stop: Stop) -> Stopped {
        self.none(&format!("account \"{}\"", name.escape_debug()), stop)
    }

    /// A moment (RFC 3339, in UTC), to the second.
    pub(super) fn moment(&self, at: Timestamp) -> String {
        let words = self.door.words(Language::FIRST, "UTC");
        words.machine(Timestamp::from_seconds(at.seconds()))
    }

    /// A moment that may not have come.
    pub(super) fn maybe(&self, at: Option<Timestamp>) -> String {
        at.map_or_else(|| "never".to_owned(), |at| self.moment(at))
    }

    /// Prints a view of the door's as JSON. Views carry moments as `NAME_micros`; programs read them
    /// as NAME, in RFC 3339 and as exactly as they are kept.
    pub(super) fn json(&self, at: &mut At<'_>, view: &impl Serialize) -> Result<(), Stopped> {
        let value = serde_json::to_value(view).map_err(|e| Fault::because("JSON", &e))?;
        let words = self.door.words(Language::FIRST, "UTC");
        let value = spoken(value, &|micros| {
            words.machine(Timestamp::from_micros(micros))
        });
        print::json(at.out, &value)
    }
}

fn spoken(value: Value, moment: &dyn Fn(i64) -> String) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| spoken(item, moment)).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| match key.strip_suffix("_micros") {
                Some(name) => {
                    let said = value.as_i64().map(moment);
                    (name.to_owned(), said.map_or(Value::Null, Value::String))
                }
                None => (key, spoken(value, moment)),
            })
            .collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn moments_lose_their_unit_and_are_written_as_people_write_them() {
        let view = json!([{"at_micros": 5, "seen_micros": null, "inner": {"next_micros": 6}, "micros": 7}]);
        let said = spoken(view, &|micros| format!("T{micros}"));
        assert_eq!(
            said,
            json!([{"at": "T5", "seen": null, "inner": {"next": "T6"}, "micros": 7}])
        );
    }
}
