//! One line of the list, in words: a session or a device password. Whatever stands in it is what its
//! owner is to recognise it by, and what they may search for.

use domain::Timestamp;
use door::{DevicePasswordView, SessionView};
use look::words::Words;

use super::limits;
use look::browser::{Browser, called};

/// A session or a device password.
pub(super) struct Entry {
    /// Beneath which address it is renamed and disconnected.
    pub base: String,
    /// The id of its name's field: unique on the page.
    pub field: String,
    pub icon: &'static str,
    pub title: String,
    pub meta: String,
    /// The limits of a device password.
    pub limits: String,
    pub badge: String,
    pub style: &'static str,
    /// Whether it is the session that asks.
    pub this: bool,
    /// Whether it is a device password.
    pub password: bool,
    /// When it was last used, or else made.
    pub last: Timestamp,
    sought: String,
}

impl Entry {
    pub(super) fn session(session: &SessionView, words: &Words) -> Self {
        let browser = Browser::read(&session.agent);
        let named = browser.words(words);
        let (made, seen) = (
            words.moment(session.made_at()),
            words.moment(session.seen_at()),
        );
        let values = [
            ("browser", named.as_str()),
            ("address", &session.address),
            ("made", &made),
            ("seen", &seen),
        ];
        let key = if session.name.is_empty() {
            "devices-meta"
        } else {
            "devices-meta-named"
        };
        let meta = words.with(key, &values);
        let sought = [session.name.as_str(), &named, &session.address].join("\n");
        Self {
            base: format!("/settings/devices/sessions/{}", session.id),
            field: format!("name-{}", session.id),
            icon: browser.icon,
            title: if session.name.is_empty() {
                named
            } else {
                session.name.clone()
            },
            meta,
            limits: String::new(),
            badge: if session.this {
                words.t("devices-this")
            } else {
                String::new()
            },
            style: "good",
            this: session.this,
            password: false,
            last: session.seen_at(),
            sought: sought.to_lowercase(),
        }
    }

    /// `utc` are the same words in UTC, in which limits are counted.
    pub(super) fn password(view: &DevicePasswordView, words: &Words, utc: &Words) -> Self {
        let program = called(&view.agent, words);
        let limits = limits::in_words(view, utc);
        let sought = [
            view.name.as_str(),
            &program,
            &view.agent,
            &view.address,
            &view.host,
            &limits,
        ];
        Self {
            base: format!("/settings/devices/passwords/{}", view.id),
            field: format!("name-{}", view.id),
            icon: "key-round",
            title: view.name.clone(),
            meta: used(view, &program, words),
            sought: sought.join("\n").to_lowercase(),
            limits,
            badge: if view.expired {
                words.t("devices-expired")
            } else {
                String::new()
            },
            style: "warn",
            this: false,
            password: true,
            last: view.last(),
        }
    }

    /// Where its limits are changed.
    pub(super) fn limits_at(&self) -> String {
        format!("{}/limits", self.base)
    }

    /// Whether each of these words, in lower case, stands in it.
    pub(super) fn has_all(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.sought.contains(word))
    }
}

/// When, with what, from where and for which host it was last used.
fn used(view: &DevicePasswordView, program: &str, words: &Words) -> String {
    if view.seen.is_none() {
        let made = words.moment(Timestamp::from_micros(view.made));
        return words.with("devices-password-unused", &[("made", &made)]);
    }
    let values = [
        ("seen", &words.moment(view.last())),
        ("program", &program.to_owned()),
        ("address", &view.address),
        ("host", &view.host),
    ];
    let values = values.map(|(name, value)| (name, value.as_str()));
    let key = if view.host.is_empty() {
        "devices-password-used"
    } else {
        "devices-password-used-at"
    };
    words.with(key, &values)
}
