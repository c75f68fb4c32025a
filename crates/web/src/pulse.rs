//! Whether anything still happens on a connection. Looked at by a timer and told by two numbers, since
//! a timer for every head, or waking the connection at every request, would cost as much as the request.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// How long a connection may stay on which no request begins or ends: its visitor sends a head piece by
/// piece, answers pings and asks for nothing, or asks and never reads.
const STILL: Duration = Duration::from_secs(15);

/// What is at work on a connection, and when that last changed.
#[derive(Debug)]
pub(crate) struct Pulse {
    opened: Instant,
    at_work: AtomicUsize,
    /// Milliseconds since it was opened.
    changed: AtomicU64,
}

impl Default for Pulse {
    fn default() -> Self {
        Self {
            opened: Instant::now(),
            at_work: AtomicUsize::new(0),
            changed: AtomicU64::new(0),
        }
    }
}

impl Pulse {
    fn beat(&self) {
        let since = self.opened.elapsed().as_millis();
        let since = u64::try_from(since).unwrap_or(u64::MAX);
        self.changed.store(since, Ordering::Relaxed);
    }

    /// When it will have been still for too long, if nothing happens until then.
    fn until(&self) -> Instant {
        let changed = Duration::from_millis(self.changed.load(Ordering::Relaxed));
        self.opened + changed + STILL
    }
}

/// A request that is at work on a connection, until this is dropped.
pub(crate) struct AtWork(Arc<Pulse>);

impl AtWork {
    pub(crate) fn begin(pulse: &Arc<Pulse>) -> Self {
        pulse.at_work.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(pulse))
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.beat();
        self.0.at_work.fetch_sub(1, Ordering::Release);
    }
}

/// Ends when no request has been at work, begun or ended for too long.
pub(crate) async fn still(pulse: Arc<Pulse>) {
    loop {
        // In this order: what has just ended has left its time.
        let at_work = pulse.at_work.load(Ordering::Acquire) > 0;
        let until = pulse.until();
        if until > Instant::now() {
            sleep_until(until).await;
        } else if at_work {
            tokio::time::sleep(STILL).await;
        } else {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_still_only_when_nothing_is_at_work_and_nothing_has_been_for_long() {
        let pulse = Arc::new(Pulse::default());
        let begun = Instant::now();
        still(Arc::clone(&pulse)).await;
        assert_eq!(begun.elapsed().as_secs(), 15, "nobody ever asked");

        let work = AtWork::begin(&pulse);
        let waiting = tokio::spawn(still(Arc::clone(&pulse)));
        tokio::time::sleep(Duration::from_secs(95)).await;
        assert!(!waiting.is_finished(), "at work for long");
        drop(work);
        tokio::time::sleep(Duration::from_secs(14)).await;
        assert!(!waiting.is_finished(), "just ended");
        tokio::time::sleep(Duration::from_secs(17)).await;
        assert!(waiting.is_finished());
    }
}
