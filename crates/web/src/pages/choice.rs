//! Ways to prove who one is, as they are offered: a kind's name, icon and devices, and where it
//! leads. Sign-in and step-up draw the same list.

use door::Choice;
use look::words::Words;

/// One way, in words.
pub(crate) struct Way {
    /// Where it leads; empty where it is switched off.
    pub href: String,
    pub icon: &'static str,
    pub title: String,
    /// Names of one's own devices, or that it is switched off.
    pub about: String,
}

/// What a kind is called.
pub(crate) fn name_of(words: &Words, kind: &domain::Kind) -> String {
    let key = format!("{kind}-name");
    // A kind of a newer program, or of none: its bare name is better than nothing.
    if words.has(&key) {
        words.t(&key)
    } else {
        kind.to_string()
    }
}

/// These choices, each leading to `base/KIND` with the query of `base` kept.
pub(crate) fn ways<'a>(
    words: &Words,
    choices: impl Iterator<Item = &'a Choice>,
    base: &str,
) -> Vec<Way> {
    let (page, query) = base.split_once('?').unwrap_or((base, ""));
    let mark = if query.is_empty() { "" } else { "?" };
    choices
        .map(|choice| Way {
            href: if choice.off {
                String::new()
            } else {
                format!("{page}/{}{mark}{query}", choice.kind)
            },
            icon: choice.icon,
            title: name_of(words, &choice.kind),
            about: if choice.off {
                words.t("web-off")
            } else {
                choice.names.join(", ")
            },
        })
        .collect()
}
