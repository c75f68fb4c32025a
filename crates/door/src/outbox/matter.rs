//! What a message is about. It is kept sealed, and put into words when it is sent, in the language that its
//! reader has by then.

use std::collections::BTreeMap;

use domain::event::{Action, Outcome};
use domain::{Kind, Timestamp};
use factors::Letter;
use look::words::Words;
use serde::{Deserialize, Serialize};

/// What a message is about.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "kebab-case")]
pub(crate) enum Matter {
    /// Something that happened to an account.
    Notice {
        /// The word of its action.
        action: String,
        /// The word of its outcome.
        outcome: String,
        /// The factor's kind, or `password`; empty for neither.
        kind: String,
        /// A name or a reason; may be empty.
        detail: String,
        /// When it happened: microseconds since 1970.
        at: i64,
        /// From where; empty on the command line.
        address: String,
    },
    /// A text of a factor's own, as a code that is asked for.
    Text {
        /// The key of its text; its subject's is the same with `-subject` at its end.
        key: String,
        /// What stands in it.
        with: BTreeMap<String, String>,
    },
}

impl Matter {
    /// What a factor sends.
    pub(crate) fn of(letter: &Letter) -> Self {
        let with = letter.with.iter();
        Self::Text {
            key: letter.key.to_owned(),
            with: with
                .map(|(name, text)| ((*name).to_owned(), text.expose().clone()))
                .collect(),
        }
    }

    /// A text of the door's own.
    pub(crate) fn text<const N: usize>(key: &str, with: [(&str, String); N]) -> Self {
        Self::Text {
            key: key.to_owned(),
            with: with
                .map(|(name, text)| (name.to_owned(), text))
                .into_iter()
                .collect(),
        }
    }

    pub(crate) fn write(&self, words: &Words, site: &str) -> (String, String) {
        match self {
            Self::Notice {
                action,
                outcome,
                kind,
                detail,
                at,
                address,
            } => {
                let told = Action::read(action)
                    .zip(Outcome::read(outcome))
                    .map_or_else(|| action.clone(), |(a, o)| words.t(&a.text_key(o)));
                let name = Kind::read(kind)
                    .map(|kind| format!("{kind}-name"))
                    .filter(|key| words.has(key))
                    .map(|key| words.t(&key));
                let about = [name.unwrap_or_default(), detail.clone()];
                let about: Vec<_> = about.into_iter().filter(|text| !text.is_empty()).collect();
                let when = words.moment(Timestamp::from_micros(*at));
                let mut lines = vec![told.clone()];
                if !about.is_empty() {
                    lines.push(about.join(" · "));
                }
                lines.push(words.with("outbox-when", &[("when", &when)]));
                if !address.is_empty() {
                    lines.push(words.with("outbox-from", &[("address", address)]));
                }
                lines.push(String::new());
                lines.push(words.t("outbox-not-you"));
                let subject = words.with("outbox-subject", &[("site", site), ("what", &told)]);
                (subject, lines.join("\n"))
            }
            Self::Text { key, with } => {
                let with: Vec<(&str, &str)> = with
                    .iter()
                    .map(|(name, text)| (name.as_str(), text.as_str()))
                    .chain([("site", site)])
                    .collect();
                (
                    words.with(&format!("{key}-subject"), &with),
                    words.with(key, &with),
                )
            }
        }
    }
}
