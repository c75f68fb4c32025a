//! What an action is called: its word, read back, and the keys of its texts.

use super::{Action, Outcome};

/// The most characters of what an event says beside its action.
pub const MOST_DETAIL: usize = 256;

/// Cuts what came from outside, and takes control characters out of it (log injection: ASVS 16.4.1).
pub fn clean(text: &str, most: usize) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(most)
        .collect()
}

impl Action {
    /// The action of a word; none for that of a newer program.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.word() == word)
    }

    /// Whether somebody has completed a sign-in.
    pub const fn is_sign_in(self) -> bool {
        matches!(
            self,
            Self::SignIn | Self::SignInNewBrowser | Self::SignInWithoutFactor
        )
    }

    /// The key of its text: the word, with dots as hyphens.
    pub fn text_key(self, outcome: Outcome) -> String {
        let refused = if outcome == Outcome::Refused {
            "-refused"
        } else {
            ""
        };
        format!("event-{}{refused}", self.word().replace('.', "-"))
    }

    /// The keys of all texts that it can have.
    pub fn text_keys(self) -> Vec<String> {
        self.ends()
            .outcomes()
            .iter()
            .map(|outcome| self.text_key(*outcome))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::event::{Tells, Whose};

    #[test]
    fn each_word_is_read_as_its_action_and_stands_once() {
        let words: HashSet<_> = Action::ALL.iter().map(|action| action.word()).collect();
        assert_eq!(words.len(), Action::ALL.len());
        for action in Action::ALL {
            assert_eq!(Action::read(action.word()), Some(*action));
        }
        assert_eq!(Action::read("moon.landed"), None);
    }

    #[test]
    fn nobody_is_told_of_what_concerns_no_account_or_was_not_done_to_it() {
        for action in Action::ALL {
            if action.tells() != Tells::Nobody {
                assert_eq!(action.whose(), Whose::Account, "{}", action.word());
            } else {
                assert!(action.how().is_empty(), "{}", action.word());
            }
        }
    }
}
