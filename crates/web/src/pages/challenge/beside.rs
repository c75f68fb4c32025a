//! What stands beside a question, here and where one confirms who one is: why it isn't put, and what else would do.

use domain::{Kind, Refusal};
use door::Choices;
use look::words::Words;

use crate::pages::choice::{named, told};

/// Refusals of a kind that isn't asked for.
pub(crate) const fn is_shut(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::KindOff(_) | Refusal::Suspended(_) | Refusal::Locked
    )
}

/// What was wrong with the answer, or why it isn't asked for.
pub(crate) fn alert(
    words: &Words,
    choices: &Choices,
    kind: &Kind,
    refusal: Option<&Refusal>,
) -> String {
    match refusal {
        Some(refusal) if is_shut(refusal) => match told(words, choices, kind) {
            told if told.is_empty() => words.refusal(refusal),
            told => told,
        },
        Some(refusal) => words.refusal(refusal),
        None => String::new(),
    }
}

/// Names of the devices that can answer.
pub(crate) fn devices(words: &Words, choices: &Choices, kind: &Kind) -> String {
    let of_kind = choices.kinds.iter().find(|choice| choice.kind == *kind);
    of_kind.map_or_else(String::new, |choice| named(words, &choice.names))
}

/// Every other way: kinds first, what helps out last.
pub(crate) fn others<'a>(
    choices: &'a Choices,
    kind: &'a Kind,
) -> impl Iterator<Item = &'a door::Choice> {
    choices
        .kinds
        .iter()
        .chain(&choices.fallbacks)
        .filter(move |choice| choice.kind != *kind)
}
