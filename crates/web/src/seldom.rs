//! What goes wrong many times a second, and is told once a minute.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

const MINUTE: Duration = Duration::from_secs(60);

/// Something that happens often.
#[derive(Default)]
pub(crate) struct Seldom(Mutex<(Option<Instant>, u64)>);

impl Seldom {
    /// It happened: how often since it was told last, where it is time to tell it again.
    pub(crate) fn happened(&self) -> Option<u64> {
        let mut at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (told, count) = &mut *at;
        *count = count.saturating_add(1);
        if told.is_some_and(|told| told.elapsed() < MINUTE) {
            return None;
        }
        *told = Some(Instant::now());
        Some(std::mem::take(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_is_told_once_a_minute_with_how_often_it_was() {
        let seldom = Seldom::default();
        assert_eq!(seldom.happened(), Some(1));
        for _ in 0..1_000 {
            assert_eq!(seldom.happened(), None);
        }
        tokio::time::advance(MINUTE).await;
        assert_eq!(seldom.happened(), Some(1_001));
        assert_eq!(seldom.happened(), None);
    }
}
