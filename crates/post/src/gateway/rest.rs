//! A gateway that has failed three times in a row rests: a minute, then twice as long each time, up to ten minutes.
//! After that it is asked once more, and what comes of that decides.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::NotTaken;

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

impl Rest {
    /// Whether it may be asked now.
    pub(super) fn may_ask(&self, now: Instant) -> Result<(), NotTaken> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.until {
            Some(until) if until > now => Err(NotTaken(
                "it has failed again and again, and rests".to_owned(),
            )),
            // One asks; until that has come back others go on to the next gateway.
            Some(_) => {
                state.until = Some(now + FIRST);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Notes what came of asking it.
    pub(super) fn asked(&self, taken: bool, now: Instant) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if taken {
            *state = State::default();
            return;
        }
        state.failures = state.failures.saturating_add(1);
        if let Some(more) = state.failures.checked_sub(FAILURES) {
            let doubled = FIRST.saturating_mul(1 << more.min(8));
            state.until = now.checked_add(doubled.min(LONGEST));
        }
    }
}
