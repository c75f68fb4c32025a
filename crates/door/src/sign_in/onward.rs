//! Where somebody who signs in was going, and whether their browser is to stay signed in.

use domain::Span;

use crate::config::Stay;
use crate::house::Door;

/// What somebody who signs in wants to come of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Onward<'a> {
    /// Where they were going, checked already; empty for home.
    pub next: &'a str,
    /// Whether they want to stay signed in; where it isn't asked, that decides nothing.
    pub stay: bool,
}

impl<'a> From<&'a str> for Onward<'a> {
    fn from(next: &'a str) -> Self {
        Self { next, stay: false }
    }
}

/// How long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lasting {
    /// Beyond the browser's window.
    pub stay: bool,
    /// How long without any request.
    pub idle: Span,
    /// How long at most.
    pub longest: Span,
}

impl Door {
    /// Whether the sign-in page asks to stay signed in.
    pub fn asks_to_stay(&self) -> bool {
        self.config().stay == Stay::Ask
    }

    /// How long a session lasts for whoever wants to stay, or doesn't.
    pub(super) fn lasting(&self, wanted: bool) -> Lasting {
        let lengths = &self.config().lengths;
        let stay = match self.config().stay {
            Stay::Ask => wanted,
            Stay::Always => true,
            Stay::Never => false,
        };
        let longest = if stay {
            lengths.longest
        } else {
            lengths.longest.min(lengths.browser)
        };
        Lasting {
            stay,
            idle: lengths.idle.min(longest),
            longest,
        }
    }
}
