//! Ways to prove who one is, as they are offered: a kind's name, icon and devices, and where it
//! leads. Sign-in and step-up draw the same list.

use domain::{Kind, Refusal, Timestamp};
use door::{Choice, Choices, Door, Section, Shut, Stands};
use look::words::Words;

/// One way, in words.
pub(crate) struct Way {
    /// Where it leads; empty where it can't answer.
    pub href: String,
    pub icon: &'static str,
    pub title: String,
    /// Names of one's own devices, or why it can't answer.
    pub about: String,
}

/// What a kind is called.
pub(crate) fn name_of(words: &Words, kind: &Kind) -> String {
    let key = format!("{kind}-name");
    // A kind of a newer program, or of none: its bare name is better than nothing.
    if words.has(&key) {
        words.t(&key)
    } else {
        kind.to_string()
    }
}

/// What the button says that answers a kind's question: its own word, if it has one.
pub(crate) fn button_of(words: &Words, kind: &Kind, otherwise: &str) -> String {
    own_of(words, kind, "use", otherwise)
}

/// What the button says that has a kind ask: for the first time, or once more.
pub(crate) fn sends(words: &Words, kind: &Kind, stands: Stands) -> String {
    match stands {
        Stands::Open => String::new(),
        Stands::ToAsk => own_of(words, kind, "send", "web-send"),
        Stands::Asked => own_of(words, kind, "send-again", "web-send-again"),
    }
}

/// The strongest of these; of those the one that signs in by itself, so that nothing more is to be carried along.
pub(crate) fn best<'a>(
    door: &Door,
    sections: impl IntoIterator<Item = &'a Section>,
) -> Option<&'a Section> {
    let worth = |one: &&Section| (door.strength(&one.kind), door.signs_in_alone(&one.kind));
    sections.into_iter().max_by_key(worth)
}

/// A kind's own word for something, if it has one.
pub(crate) fn own_of(words: &Words, kind: &Kind, name: &str, otherwise: &str) -> String {
    let key = format!("{kind}-{name}");
    words.t(if words.has(&key) { &key } else { otherwise })
}

/// Names one after the other, each in quotation marks, since its owner may have put a comma into one.
pub(crate) fn quoted<'a>(words: &Words, names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<_> = names
        .map(|name| words.with("web-quoted", &[("name", name)]))
        .collect();
    quoted.join(", ")
}

/// What devices are called: the first three of them, and how many more there are.
pub(crate) fn named(words: &Words, names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = quoted(words, names.iter().take(SHOWN).map(String::as_str));
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => words.with(
            "web-names-more",
            &[("names", &shown), ("n", &more.to_string())],
        ),
    }
}

/// These choices, each leading to `base/KIND` with the query of `base` kept; those that can't answer say why, and
/// lead nowhere.
pub(crate) fn ways<'a>(
    words: &Words,
    choices: impl Iterator<Item = &'a Choice>,
    base: &str,
) -> Vec<Way> {
    let (page, query) = base.split_once('?').unwrap_or((base, ""));
    let mark = if query.is_empty() { "" } else { "?" };
    choices
        .map(|choice| Way {
            href: match choice.shut {
                Some(_) => String::new(),
                None => format!("{page}/{}{mark}{query}", choice.kind),
            },
            icon: choice.icon,
            title: name_of(words, &choice.kind),
            about: match choice.shut {
                Some(Shut::Off) => words.t("web-off"),
                Some(Shut::Suspended(since)) => suspended(words, "web-suspended", choice, since),
                Some(Shut::Locked) => words.t("web-locked"),
                None => named(words, &choice.names),
            },
        })
        .collect()
}

/// Why a kind isn't asked for, for the page that would ask; empty where it is.
pub(crate) fn told(words: &Words, choices: &Choices, kind: &Kind) -> String {
    let choice = choices.of(kind);
    match choice.and_then(|choice| Some((choice, choice.shut?))) {
        Some((choice, Shut::Suspended(since))) => {
            let key = if choices.is_shut() {
                "web-suspended-last"
            } else {
                "web-suspended-others"
            };
            suspended(words, key, choice, since)
        }
        Some((_, Shut::Locked)) => words.refusal(&Refusal::Locked),
        Some((_, Shut::Off)) => words.refusal(&Refusal::KindOff(kind.clone())),
        None => String::new(),
    }
}

/// Since when a kind is suspended, under the name of what was suspended last, or its own.
fn suspended(words: &Words, key: &str, choice: &Choice, since: Timestamp) -> String {
    let name = match choice.names.as_slice() {
        [] => name_of(words, &choice.kind),
        names => named(words, names),
    };
    words.with(key, &[("name", &name), ("day", &words.day(since))])
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn of_many_names_three_are_shown_and_the_rest_is_counted() {
        let names = |n: usize| (1..=n).map(|n| format!("Phone, {n}")).collect::<Vec<_>>();
        let cases = [
            (0, "", ""),
            (1, "“Phone, 1”", "”Phone, 1”"),
            (
                3,
                "“Phone, 1”, “Phone, 2”, “Phone, 3”",
                "”Phone, 1”, ”Phone, 2”, ”Phone, 3”",
            ),
            (
                4,
                "“Phone, 1”, “Phone, 2”, “Phone, 3” and one more",
                "”Phone, 1”, ”Phone, 2”, ”Phone, 3” och en till",
            ),
            (
                20,
                "“Phone, 1”, “Phone, 2”, “Phone, 3” and 17 more",
                "”Phone, 1”, ”Phone, 2”, ”Phone, 3” och 17 till",
            ),
        ];
        for (n, english, swedish) in cases {
            for (tag, text) in [("en", english), ("sv", swedish)] {
                let words = Words::new(
                    crate::catalogue(&door::Registry::built_in()).unwrap(),
                    Language::read(tag, &Language::ALL).unwrap(),
                    "UTC",
                );
                assert_eq!(named(&words, &names(n)), text);
            }
        }
    }
}
