//! Where a code stands among the time steps around now (RFC 6238 §5.2, §6).
//!
//! A phone sets its clock by itself: the current step and one either side are its own. A token's clock
//! drifts: the steps are counted from where it was last, and each accepted code moves that by at most
//! one, never further than [`FAR`] from the server's time, and away from that time once a day at most: a
//! clock that goes wrong by seconds a day takes weeks for a step.
//!
//! Whoever has seen old codes must not bring a token's clock back to them, one after the other. So two codes in a row find a token
//! anywhere within [`FAR`] only where it is set up, or in a session of its owner's; at sign-in they find it
//! between where it was last and the present.

use std::ops::RangeInclusive;

use domain::{Span, Timestamp};

use crate::Enrolment;
use crate::oath::{Codes, Moves, Shared, step};

/// How many steps a token may be away from the server's time.
const FAR: i64 = 20;

/// How long a drift stays where it went before it goes further away.
const REST: Span = Span::days(1);

/// What a code is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CodeMatch {
    /// Acceptable: this step, by a clock that is so many steps away.
    Step {
        step: i64,
        /// Its device's drift from now on.
        drift: i64,
    },
    /// Acceptable by time, but this step or a later one has been accepted already.
    Used,
    /// Right on a clock that is this many seconds away.
    Off(i64),
    Nowhere,
}

/// A device, and how far it has come.
pub(crate) struct Watch<'a> {
    shared: &'a Shared,
    period: u32,
    current: i64,
    last_counter: i64,
    /// The drift, for a token.
    drift: Option<i64>,
    /// Whether the drift may grow.
    strays: bool,
}

impl<'a> Watch<'a> {
    /// The device of an enrolment; none where it doesn't go by time.
    pub(crate) fn of(shared: &'a Shared, of: &Enrolment, now: Timestamp) -> Option<Self> {
        let (period, drift) = match shared.moves {
            Moves::App { period } => (period, None),
            Moves::Token { period } => (period, Some(of.drift.clamp(-FAR, FAR))),
            Moves::Counter { .. } => return None,
        };
        Some(Self {
            shared,
            period,
            current: step(now, period),
            last_counter: of.last_counter,
            drift,
            strays: of.strayed.is_none_or(|at| now >= at.plus(REST)),
        })
    }

    /// The seconds of its step.
    pub(crate) const fn period(&self) -> u32 {
        self.period
    }

    /// The furthest step that can have been accepted by now: of an app the next one; of a token, that is found by
    /// two codes between where it was last and the present, the one after those.
    pub(crate) fn latest(&self) -> i64 {
        let reach = self.drift.map_or(0, |drift| drift.saturating_add(1).max(0));
        self.current.saturating_add(reach).saturating_add(1)
    }

    /// Whether it is a token.
    pub(crate) const fn drifts(&self) -> bool {
        self.drift.is_some()
    }

    /// The step that the device shows now, as far as its drift is known.
    pub(crate) fn by_now(&self) -> i64 {
        self.current.saturating_add(self.drift.unwrap_or(0))
    }

    /// Looks for what was typed, only above the last counter. Two codes reach no further into the past than one, and
    /// never lead away from the present.
    pub(crate) fn find(&self, typed: &Codes<'_>) -> CodeMatch {
        let (first, second) = match typed {
            Codes::One(code) => return self.near(code),
            Codes::Two(first, second) => (first, second),
        };
        let drift = self.drift.unwrap_or(0);
        let reach = drift.saturating_sub(1)..=drift.saturating_add(1).max(0);
        match self.two(first, second, reach) {
            CodeMatch::Step { step, drift: away } if away.abs() > drift.abs() => {
                CodeMatch::Step { step, drift }
            }
            found => found,
        }
    }

    /// Looks for two codes in a row wherever the token's clock may be.
    pub(crate) fn find_anywhere(&self, typed: &Codes<'_>) -> CodeMatch {
        match typed {
            Codes::One(_) => CodeMatch::Nowhere,
            Codes::Two(first, second) => self.two(first, second, FAR.saturating_neg()..=FAR),
        }
    }

    /// Looks for the first code of a token, whose drift nobody knows yet.
    pub(crate) fn find_first(&self, typed: &Codes<'_>) -> CodeMatch {
        let Codes::One(code) = typed else {
            return self.find_anywhere(typed);
        };
        if !self.drifts() {
            return self.near(code);
        }
        let nearest = (0..=FAR)
            .flat_map(|away| [away, away.saturating_neg()])
            .find(|away| self.fits(code, *away));
        match nearest {
            Some(away) => self.at(away, away),
            None => self.far(code),
        }
    }

    fn fits(&self, code: &str, away: i64) -> bool {
        self.shared.fits(code, self.current.saturating_add(away))
    }

    /// The step so far from now, unless it or a later one was accepted before. What was accepted while the
    /// server's clock was ahead of the latest there could be blocks no other: the guard knows which were used.
    fn at(&self, away: i64, drift: i64) -> CodeMatch {
        let step = self.current.saturating_add(away);
        if step > self.last_counter
            || (self.last_counter > self.latest() && step != self.last_counter)
        {
            CodeMatch::Step { step, drift }
        } else {
            CodeMatch::Used
        }
    }

    /// The step that is its own now, and one either side.
    fn near(&self, code: &str) -> CodeMatch {
        let drift = self.drift.unwrap_or(0);
        // All three are computed whatever fits, and the newest wins.
        let near: Vec<i64> = [-1, 0, 1]
            .into_iter()
            .map(|one| drift.saturating_add(one))
            .filter(|away| self.drift.is_none() || away.abs() <= FAR)
            .filter(|away| self.fits(code, *away))
            .collect();
        match near.last() {
            Some(away) if self.drifts() && (self.strays || away.abs() <= drift.abs()) => {
                self.at(*away, *away)
            }
            Some(away) => self.at(*away, drift),
            None => self.far(code),
        }
    }

    /// To tell how far a clock is off: up to an hour around.
    fn far(&self, code: &str) -> CodeMatch {
        let reach = 3600i64
            .checked_div(i64::from(self.period.max(1)))
            .unwrap_or(0);
        let far = (1..=reach)
            .flat_map(|away| [away, away.saturating_neg()])
            .find(|away| self.fits(code, *away));
        far.map_or(CodeMatch::Nowhere, |away| {
            CodeMatch::Off(away.saturating_mul(i64::from(self.period)))
        })
    }

    /// Two codes in a row, by which a token that went astray is found again (RFC 4226 §7.4), both of them
    /// within `reach` and [`FAR`].
    fn two(&self, first: &str, second: &str, reach: RangeInclusive<i64>) -> CodeMatch {
        if !self.drifts() {
            return CodeMatch::Nowhere;
        }
        let (from, until) = reach.into_inner();
        let found = (from.max(FAR.saturating_neg())..until.min(FAR))
            .rev()
            .find(|away| self.fits(first, *away) && self.fits(second, away.saturating_add(1)));
        // Neither of the two may have been accepted before.
        match found.map(|away| (self.at(away, away), away.saturating_add(1))) {
            Some((CodeMatch::Step { .. }, away)) => self.at(away, away),
            Some((used, _)) => used,
            None => CodeMatch::Nowhere,
        }
    }
}
