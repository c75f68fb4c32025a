//! One check: what was looked at, how it stands, and what puts it right.

use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// As it should be.
    Ok,
    /// It works, and somebody should know.
    Warning,
    /// It doesn't work, or isn't safe.
    Wrong,
}

impl State {
    /// As it stands at the beginning of a line.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Wrong => "wrong",
        }
    }
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Check {
    /// What was looked at, in a word that stays.
    pub(super) check: &'static str,
    pub(super) state: State,
    /// What was found, in a sentence.
    pub(super) finding: String,
    /// What puts it right, in a sentence; none where nothing has to be.
    pub(super) remedy: Option<String>,
}

impl Check {
    /// Nothing has to be done.
    pub(super) fn ok(check: &'static str, finding: impl Into<String>) -> Self {
        Self {
            check,
            state: State::Ok,
            finding: finding.into(),
            remedy: None,
        }
    }

    pub(super) fn warning(
        check: &'static str,
        finding: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            check,
            state: State::Warning,
            finding: finding.into(),
            remedy: Some(remedy.into()),
        }
    }

    /// Somebody has to do something.
    pub(super) fn wrong(
        check: &'static str,
        finding: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            state: State::Wrong,
            ..Self::warning(check, finding, remedy)
        }
    }

    /// It couldn't be looked at.
    pub(super) fn not_looked_at(check: &'static str) -> Self {
        Self::warning(
            check,
            "Skipped, because the database isn't open.",
            "Fix the database and its key first.",
        )
    }
}

/// What something else said, ended as a sentence is.
pub(super) fn sentence(said: impl std::fmt::Display) -> String {
    let said = said.to_string();
    let said = said.trim_end();
    let ended = said.ends_with(['.', '!', '?']);
    format!("{said}{}", if ended { "" } else { "." })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_ends_as_a_sentence() {
        assert_eq!(sentence("refused"), "refused.");
        assert_eq!(sentence("It is refused.\n"), "It is refused.");
    }
}
