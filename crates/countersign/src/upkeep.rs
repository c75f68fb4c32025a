//! What a server does once a minute: it seals what was written, sweeps what is over and looks at the
//! database's clock, each on its own, so that however long it takes to sweep, what was written is sealed in time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::{Fault, Stop};
use door::Door;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};

use crate::server::until;

const MINUTE: Duration = Duration::from_secs(60);

/// Seals what was written, every minute, and at the end writes what was only counted.
///
/// # Errors
/// None: what goes wrong is logged, and tried again a minute later.
pub(crate) async fn seal(door: Door, stopped: watch::Receiver<bool>) -> Result<(), Fault> {
    let ended = every_minute(stopped, || {
        let door = door.clone();
        async move { say("audit-seal", "not all was sealed", door.seal_events().await) }
    });
    ended.await?;
    door.write_all_counted().await;
    Ok(())
}

/// Sweeps what is over, every minute.
///
/// # Errors
/// None, as for [`seal`].
pub(crate) async fn sweep(door: Door, stopped: watch::Receiver<bool>) -> Result<(), Fault> {
    every_minute(stopped, || {
        let door = door.clone();
        async move { say("sweep", "not all was swept", door.sweep().await) }
    })
    .await
}

/// How often messages are looked for that were queued elsewhere, or come due.
const LOOKED_FOR: Duration = Duration::from_secs(10);

/// How long what was queued here has to be committed.
const COMMITTED: Duration = Duration::from_millis(200);

/// Sends messages: a moment after one is queued here, and what others have queued every ten seconds.
///
/// # Errors
/// None, as for [`seal`].
pub(crate) async fn send(door: Door, stopped: watch::Receiver<bool>) -> Result<(), Fault> {
    let sending = async {
        loop {
            tokio::select! {
                () = door.message_queued() => tokio::time::sleep(COMMITTED).await,
                () = tokio::time::sleep(LOOKED_FOR) => {}
            }
            let sent = door.send_messages().await;
            say("outbox", "not all messages were sent", sent.map(|_| ()));
        }
    };
    tokio::select! {
        () = until(stopped) => Ok(()),
        () = sending => Ok(()),
    }
}

/// Looks how far the database's clock is from ours, at once and every minute: waits are counted by it.
///
/// # Errors
/// None, as for [`seal`].
pub(crate) async fn clock(door: Door, stopped: watch::Receiver<bool>) -> Result<(), Fault> {
    let look = || {
        let door = door.clone();
        async move {
            let looked = door.database_clock().await;
            say(
                "clock",
                "the database's clock",
                looked.map(|_| ()).map_err(Stop::from),
            );
        }
    };
    look().await;
    every_minute(stopped, look).await
}

/// Looks at once and every minute whether the synchronous standby that there was is gone, and tells it once.
///
/// # Errors
/// None, as for [`seal`].
pub(crate) async fn standby(door: Door, stopped: watch::Receiver<bool>) -> Result<(), Fault> {
    let was_gone = AtomicBool::new(false);
    let look = || async {
        // What doesn't answer is told by whoever waits for it.
        let Ok(gone) = door.has_lost_its_standby().await else {
            return;
        };
        match (was_gone.swap(gone, Ordering::Relaxed), gone) {
            (false, true) => tracing::warn!(
                event = "standby-lost",
                "the synchronous standby is gone: what is committed is kept by one server alone"
            ),
            (true, false) => {
                tracing::info!(event = "standby-back", "a standby is synchronous again")
            }
            _ => {}
        }
    };
    look().await;
    every_minute(stopped, look).await
}

/// A run that takes longer than a minute is followed by the next one; no two are under way at once. The
/// end cuts one short between two of its batches, and another node or the next start goes on from there.
async fn every_minute<F: Future<Output = ()>>(
    stopped: watch::Receiver<bool>,
    work: impl Fn() -> F,
) -> Result<(), Fault> {
    let mut minutes = tokio::time::interval_at(Instant::now() + MINUTE, MINUTE);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let working = async {
        loop {
            minutes.tick().await;
            work().await;
        }
    };
    tokio::select! {
        () = until(stopped) => Ok(()),
        () = working => Ok(()),
    }
}

fn say(event: &'static str, what: &str, done: Result<(), Stop>) {
    match done {
        Ok(()) => {}
        Err(Stop::Refused(refusal)) => tracing::warn!(event, "{what}: {}", refusal.key()),
        Err(Stop::Fault(fault)) => tracing::warn!(event, "{what}: {fault}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_is_done_every_minute_one_run_at_a_time_until_the_end() {
        let (stop, stopped) = watch::channel(false);
        let (begun, at_work) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (count, busy) = (Arc::clone(&begun), Arc::clone(&at_work));
        let work = move || {
            let (count, busy) = (Arc::clone(&count), Arc::clone(&busy));
            async move {
                assert_eq!(busy.fetch_add(1, Ordering::SeqCst), 0, "two at once");
                // The second takes longer than its minute.
                let long = count.fetch_add(1, Ordering::SeqCst) == 1;
                tokio::time::sleep(MINUTE * if long { 3 } else { 0 }).await;
                busy.fetch_sub(1, Ordering::SeqCst);
            }
        };
        let minutes = tokio::spawn(every_minute(stopped, work));
        for expected in [0, 1, 2, 2, 2, 3, 4] {
            assert_eq!(begun.load(Ordering::SeqCst), expected);
            tokio::time::sleep(MINUTE + Duration::from_millis(1)).await;
        }
        stop.send_replace(true);
        minutes.await.unwrap().unwrap();
        let last = begun.load(Ordering::SeqCst);
        tokio::time::sleep(MINUTE * 3).await;
        assert_eq!(begun.load(Ordering::SeqCst), last);
    }
}
