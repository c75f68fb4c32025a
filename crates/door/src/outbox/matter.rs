//! What a message is about. It is kept sealed, and put into words when it is sent, in the language that its
//! reader has by then.

use std::collections::BTreeMap;

use domain::event::{Action, Outcome};
use domain::{Kind, Timestamp};
use factors::Letter;
use look::words::Words;
use serde::{Deserialize, Serialize};

/// Whom a message is for, and where it comes from.
pub(crate) struct Addressee<'a> {
    pub(crate) words: &'a Words,
    /// What the account is called.
    pub(crate) account: &'a str,
    pub(crate) site: &'a str,
    /// The address that people use.
    pub(crate) origin: &'a str,
}

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
        /// The path of the page that it links to, as `$link`; empty where it links to none.
        #[serde(default)]
        path: String,
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
            path: String::new(),
        }
    }

    /// A text of the door's own.
    pub(crate) fn text<const N: usize>(key: &str, with: [(&str, String); N]) -> Self {
        Self::link(key, with, String::new())
    }

    /// The same with a link to a page of ours, which stands on a line of its own.
    pub(crate) fn link<const N: usize>(key: &str, with: [(&str, String); N], path: String) -> Self {
        let with = with.map(|(name, text)| (name.to_owned(), text));
        Self::Text {
            key: key.to_owned(),
            with: with.into_iter().collect(),
            path,
        }
    }

    /// Whether it tells of something that happened, rather than bringing a code or a link.
    pub(crate) const fn is_notice(&self) -> bool {
        matches!(self, Self::Notice { .. })
    }

    /// Its subject and its text, in the words of whoever reads it.
    pub(crate) fn write(&self, to: &Addressee<'_>) -> (String, String) {
        let Addressee {
            words,
            account,
            site,
            origin,
        } = *to;
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
                // Several may have one mailbox.
                lines.push(words.with("outbox-account", &[("name", account)]));
                lines.push(words.with("outbox-when", &[("when", &when)]));
                if !address.is_empty() {
                    lines.push(words.with("outbox-from", &[("address", address)]));
                }
                lines.push(String::new());
                let own = format!("outbox-{}-closing", action.replace('.', "-"));
                let closing = if words.has(&own) {
                    own.as_str()
                } else {
                    "outbox-not-you"
                };
                lines.push(words.t(closing));
                let subject = words.with("outbox-subject", &[("site", site), ("what", &told)]);
                (subject, lines.join("\n"))
            }
            Self::Text { key, with, path } => {
                let link = format!("{origin}{path}");
                let with: Vec<(&str, &str)> = with
                    .iter()
                    .map(|(name, text)| (name.as_str(), text.as_str()))
                    .chain([("site", site), ("link", &link)])
                    .collect();
                (
                    words.with(&format!("{key}-subject"), &with),
                    words.with(key, &with),
                )
            }
        }
    }
}
