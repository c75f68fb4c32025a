//! Whether anything still happens on a connection, and when it would have to give way to others.
//! Looked at by a timer or whoever needs its place, and told by a few numbers, since a timer for every
//! head, or waking the connection at every request, would cost as much as the request.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::places::Yields;

/// How long a connection may stay on which no request begins or ends: its visitor sends a head piece by
/// piece, answers pings and asks for nothing, or asks and never reads. Proxies have to
/// let go of theirs earlier.
pub const STILL: Duration = Duration::from_secs(15);

/// How long a handshake and a head may take before they count as slow.
const FAIR: Duration = Duration::from_secs(3);

/// What a connection is waiting for, in the order in which they give way; each since its last whole
/// request, or since it was opened. Whatever is kept open on purpose belongs at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Idle {
    /// For the rest of a head, or for its first byte, and for longer than is fair.
    Head(Instant),
    /// For the rest of a body, for the next request, or for a head that has had little time yet.
    Request(Instant),
}

/// What is at work on a connection, and when that last changed.
#[derive(Debug)]
pub(crate) struct Pulse {
    opened: Instant,
    at_work: AtomicUsize,
    /// Of those at work, the ones whose body hasn't come to its end.
    half: AtomicUsize,
    /// No head has come, or a part of the next one.
    in_head: AtomicBool,
    /// When a request last ended, in milliseconds since it was opened.
    changed: AtomicU64,
    /// When one had last come whole, in the same.
    whole: AtomicU64,
}

impl Default for Pulse {
    fn default() -> Self {
        Self {
            opened: Instant::now(),
            at_work: AtomicUsize::new(0),
            half: AtomicUsize::new(0),
            in_head: AtomicBool::new(true),
            changed: AtomicU64::new(0),
            whole: AtomicU64::new(0),
        }
    }
}

impl Pulse {
    fn now(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn at(&self, moment: &AtomicU64) -> Instant {
        self.opened + Duration::from_millis(moment.load(Ordering::Relaxed))
    }

    /// Bytes have come: where no request is at work, they begin another head.
    pub(crate) fn heard(&self) {
        if self.at_work.load(Ordering::Relaxed) == 0 {
            self.in_head.store(true, Ordering::Relaxed);
        }
    }

    /// A request has come to its end.
    pub(crate) fn is_whole(&self) {
        self.whole.store(self.now(), Ordering::Relaxed);
    }
}

impl Yields for Pulse {
    type Turn = Idle;

    /// What it is waiting for; none from when a request is whole until its answer is made. While that is
    /// being sent it is idle since the request was whole, and so among the last to give way.
    fn turn(&self, now: Instant) -> Option<Idle> {
        let at_work = self.at_work.load(Ordering::Acquire);
        if at_work > self.half.load(Ordering::Relaxed) {
            return None;
        }
        let since = self.at(&self.whole);
        let in_head = self.in_head.load(Ordering::Relaxed);
        Some(if in_head && now.duration_since(since) >= FAIR {
            Idle::Head(since)
        } else {
            Idle::Request(since)
        })
    }
}

/// A request that is at work on a connection, until this is dropped.
pub(crate) struct AtWork(Arc<Pulse>);

impl AtWork {
    /// Its head is whole.
    pub(crate) fn begin(pulse: &Arc<Pulse>) -> Self {
        pulse.at_work.fetch_add(1, Ordering::Relaxed);
        pulse.in_head.store(false, Ordering::Relaxed);
        Self(Arc::clone(pulse))
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.changed.store(self.0.now(), Ordering::Relaxed);
        self.0.at_work.fetch_sub(1, Ordering::Release);
    }
}

/// A body that hasn't come to its end, until this is dropped.
pub(crate) struct Half(Arc<Pulse>);

impl Half {
    pub(crate) fn begin(pulse: &Arc<Pulse>) -> Self {
        pulse.half.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(pulse))
    }

    /// It has come to its end.
    pub(crate) fn end(self) {
        self.0.is_whole();
    }
}

impl Drop for Half {
    fn drop(&mut self) {
        self.0.half.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Ends when no request has been at work, begun or ended for too long.
pub(crate) async fn still(pulse: Arc<Pulse>) {
    loop {
        // In this order: what has just ended has left its time.
        let at_work = pulse.at_work.load(Ordering::Acquire) > 0;
        let until = pulse.at(&pulse.changed) + STILL;
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

    #[tokio::test(start_paused = true)]
    async fn it_is_idle_since_its_last_whole_request_whatever_comes_after_that() {
        let pulse = Arc::new(Pulse::default());
        let opened = Instant::now();
        let second = || tokio::time::sleep(Duration::from_secs(1));
        pulse.heard();
        assert_eq!(
            pulse.turn(Instant::now()),
            Some(Idle::Request(opened)),
            "just opened"
        );
        tokio::time::sleep(FAIR).await;
        assert_eq!(pulse.turn(Instant::now()), Some(Idle::Head(opened)));

        let (work, half) = (AtWork::begin(&pulse), Half::begin(&pulse));
        pulse.heard();
        assert_eq!(
            pulse.turn(Instant::now()),
            Some(Idle::Request(opened)),
            "half a form"
        );
        second().await;
        half.end();
        let whole = Instant::now();
        assert_eq!(pulse.turn(Instant::now()), None, "it is being answered");
        second().await;
        drop(work);
        assert_eq!(pulse.turn(Instant::now()), Some(Idle::Request(whole)));
        pulse.heard();
        tokio::time::sleep(FAIR).await;
        assert_eq!(pulse.turn(Instant::now()), Some(Idle::Head(whole)));

        // Several at once, as HTTP/2 has them: one whole one is enough.
        let (_form, _its) = (AtWork::begin(&pulse), Half::begin(&pulse));
        let page = AtWork::begin(&pulse);
        pulse.is_whole();
        assert_eq!(pulse.turn(Instant::now()), None);
        drop(page);
        assert_eq!(
            pulse.turn(Instant::now()),
            Some(Idle::Request(Instant::now()))
        );
    }

    #[test]
    fn half_heads_go_before_all_others_and_then_the_idlest() {
        let old = Instant::now();
        let young = old + Duration::from_secs(1);
        let mut all = [
            Idle::Request(young),
            Idle::Head(young),
            Idle::Request(old),
            Idle::Head(old),
        ];
        all.sort();
        let order = [
            Idle::Head(old),
            Idle::Head(young),
            Idle::Request(old),
            Idle::Request(young),
        ];
        assert_eq!(all, order);
    }
}
