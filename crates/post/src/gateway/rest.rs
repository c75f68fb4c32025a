//! A gateway that has failed three times in a row rests: a minute, then twice as long each time, up to ten minutes.
//! After that it is asked once more, and what comes of that decides.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Failures in a row after which it rests.
const FAILURES: u32 = 3;

/// How long it rests at first, and at most.
const FIRST: Duration = Duration::from_secs(60);
const LONGEST: Duration = Duration::from_secs(600);

#[derive(Default)]
struct State {
    failures: u32,
    until: Option<Instant>,
}

#[derive(Default)]
pub(super) struct Rest(Mutex<State>);

/// That it is being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    /// It hadn't rested when it was asked.
    Usual,
    /// It had: what comes of this decides.
    Again,
}

impl Rest {
    fn state<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// When its rest ends; none where it has none.
    pub(super) fn ends(&self, now: Instant) -> Option<Instant> {
        self.state(|state| state.until.filter(|until| *until > now))
    }

    /// Whether it isn't asked at this moment.
    pub(super) fn rests(&self, now: Instant) -> bool {
        self.ends(now).is_some()
    }

    /// It is asked. One asks whose rest is over; until that has come back others go on to the next gateway.
    pub(super) fn ask(&self, now: Instant) -> Asking {
        self.state(|state| match state.until {
            None => Asking::Usual,
            Some(_) => {
                state.until = now.checked_add(FIRST);
                Asking::Again
            }
        })
    }

    /// Notes what came of asking it. What was on its way when others had failed already makes its rest no longer.
    pub(super) fn came(&self, asked: Asking, broken: bool, now: Instant) {
        self.state(|state| {
            if !broken {
                *state = State::default();
                return;
            }
            if asked == Asking::Usual && state.until.is_some() {
                return;
            }
            state.failures = state.failures.saturating_add(1);
            if let Some(more) = state.failures.checked_sub(FAILURES) {
                let doubled = FIRST.saturating_mul(1 << more.min(8));
                state.until = now.checked_add(doubled.min(LONGEST));
            }
        });
    }
}
