//! Where a code stands among the counters ahead (RFC 4226 §7.2, §7.4). A token that was pressed too often is
//! found again at sign-in too: that only leads forward, and every code up to the second of the two is dead then,
//! so that it makes nothing good that somebody saw before.

use crate::Enrolment;
use crate::oath::{Codes, Moves, Shared};

/// Presses that may have come to nothing since the last accepted code.
const AHEAD: i64 = 10;
/// Within how many counters two codes in a row are looked for.
const ASTRAY: i64 = 100;
/// The same where nobody knows how often the token was pressed before it came here.
const UNKNOWN: i64 = 10_000;
/// How far back a code is known as one that was used.
const BEHIND: i64 = 10;

/// What a code is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CodeMatch {
    /// Acceptable: the counter of the last code typed.
    Counter(i64),
    /// One of the last that were accepted, or that lay before one.
    Used,
    Nowhere,
}

/// A token, and how far it has come.
pub(crate) struct Presses<'a> {
    shared: &'a Shared,
    /// The first counter that may answer.
    next: i64,
    /// Nobody knows yet which it is.
    unknown: bool,
}

impl<'a> Presses<'a> {
    /// The token of an enrolment; none where it doesn't count presses.
    pub(crate) fn of(shared: &'a Shared, of: &Enrolment) -> Option<Self> {
        let Moves::Counter { from } = shared.moves else {
            return None;
        };
        Some(Self {
            shared,
            next: of.last_counter.saturating_add(1).max(from.unwrap_or(0)),
            unknown: from.is_none() && !of.exists(),
        })
    }

    /// Looks for what was typed, only from the next counter on.
    pub(crate) fn find(&self, typed: &Codes<'_>) -> CodeMatch {
        let found = match typed {
            Codes::One(_) if self.unknown => None,
            // All are computed whatever fits.
            Codes::One(code) => self.counters(AHEAD).fold(None, |found, counter| {
                let fits = self.shared.fits(code, counter);
                found.or(fits.then_some(counter))
            }),
            Codes::Two(first, second) => {
                let most = if self.unknown { UNKNOWN } else { ASTRAY };
                self.counters(most)
                    .find(|counter| {
                        self.shared.fits(first, *counter)
                            && self.shared.fits(second, counter.saturating_add(1))
                    })
                    .map(|counter| counter.saturating_add(1))
            }
        };
        match (found, typed) {
            (Some(counter), _) => CodeMatch::Counter(counter),
            (None, Codes::One(code)) if self.was(code) => CodeMatch::Used,
            (None, _) => CodeMatch::Nowhere,
        }
    }

    /// Whether one code would not have been enough for this counter.
    pub(crate) const fn was_astray(&self, counter: i64) -> bool {
        counter.saturating_sub(self.next) > AHEAD
    }

    /// The counters from the next one on, so many of them skipped.
    fn counters(&self, skipped: i64) -> std::ops::RangeInclusive<i64> {
        self.next..=self.next.saturating_add(skipped)
    }

    fn was(&self, code: &str) -> bool {
        let from = self.next.saturating_sub(BEHIND).max(0);
        (from..self.next).any(|counter| self.shared.fits(code, counter))
    }
}
