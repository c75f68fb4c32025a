//! A clock that was changed, for whoever looks within the hour why codes are refused.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::Span;
use tokio::time::Instant;

/// How long it is told, by the time that has gone and not by the clock.
const TOLD: Duration = Duration::from_secs(3_600);

#[derive(Default)]
pub(crate) struct Jumped(Mutex<Option<(Instant, i64)>>);

impl Jumped {
    /// It was changed by so much.
    pub(crate) fn by(&self, by: Span) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some((Instant::now(), by.as_micros() / 1_000_000));
    }

    /// By how many seconds it was within the last hour.
    pub(crate) fn lately(&self) -> Option<i64> {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.filter(|(when, _)| when.elapsed() < TOLD)
            .map(|(_, seconds)| seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_change_is_told_for_an_hour() {
        let jumped = Jumped::default();
        assert_eq!(jumped.lately(), None);
        jumped.by(Span::hours(-1));
        tokio::time::advance(TOLD.saturating_sub(Duration::from_secs(1))).await;
        assert_eq!(jumped.lately(), Some(-3_600));
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(jumped.lately(), None);
    }
}
