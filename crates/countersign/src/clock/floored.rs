//! The system's clock on a machine that has none of its own: it starts somewhere in the past, and may be set a
//! while later, or never. What is in the database already was there before.

use std::sync::OnceLock;
use std::time::Duration;

use domain::{Clock, Fault, Span, Stop, Timestamp};
use door::activity::Query;
use door::{Actor, Door};
use tokio::time::Instant;

use super::SystemClock;

/// How long the start waits for the clock to be set.
const WAIT: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(500);

/// A clock that isn't set is behind by more than that. What is less may be an event of a clock that was ahead
/// and has been put right since, by which nobody should go.
const BEHIND: Span = Span::days(1);

/// The system's clock, which may be told what it can't be before.
#[derive(Debug, Default)]
pub struct Floored {
    system: SystemClock,
    floor: OnceLock<(Timestamp, Instant)>,
}

impl Floored {
    /// Goes on from that moment until the system's clock is beyond.
    fn never_before(&self, moment: Timestamp) {
        // Told once: there is one start.
        self.floor.get_or_init(|| (moment, Instant::now()));
    }
}

impl Clock for Floored {
    fn now(&self) -> Timestamp {
        let system = self.system.now();
        self.floor.get().map_or(system, |(moment, since)| {
            let gone = i64::try_from(since.elapsed().as_micros()).unwrap_or(i64::MAX);
            system.max(moment.plus(Span::micros(gone)))
        })
    }
}

/// Waits for the clock to be set where it isn't, and goes by the newest moment in the database where nobody sets
/// it.
///
/// # Errors
/// When the database doesn't answer.
pub async fn settle(clock: &Floored, door: &Door) -> Result<(), Fault> {
    let query = Query {
        account: None,
        before: None,
        most: 1,
    };
    let newest = match door.audit(&Actor::COMMAND_LINE, &query).await {
        Ok(newest) => newest,
        Err(Stop::Fault(fault)) => return Err(fault),
        Err(Stop::Refused(_)) => return Ok(()),
    };
    if let Some(newest) = newest.first() {
        settle_after(clock, newest.moment(), door).await;
    }
    Ok(())
}

async fn settle_after(clock: &Floored, newest: Timestamp, door: &Door) {
    let is_behind = || clock.now() < newest.minus(BEHIND);
    if !is_behind() {
        return;
    }
    let words = door.words(domain::Language::FIRST, "UTC");
    let (now, shown) = (words.machine(clock.now()), words.machine(newest));
    tracing::warn!(
        event = "clock-not-set",
        "this machine's clock says {now}, but the newest entry of the database is of {shown}: waiting for it to be \
         set, {} s at most",
        WAIT.as_secs()
    );
    let until_set = async {
        while is_behind() {
            tokio::time::sleep(LOOK).await;
        }
    };
    if tokio::time::timeout(WAIT, until_set).await.is_ok() {
        tracing::info!(event = "clock-set", "the clock is set");
        return;
    }
    clock.never_before(newest);
    tracing::warn!(
        event = "clock-by-database",
        "nobody has set this machine's clock: going on from {shown} until it is; codes of authenticator apps are \
         refused for as long as that is wrong"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_goes_on_from_the_floor_and_follows_the_system_beyond_it() {
        let clock = Floored::default();
        let system = SystemClock.now();
        assert!(clock.now() >= system);
        clock.never_before(system.plus(Span::days(30)));
        let first = clock.now();
        assert!(first >= system.plus(Span::days(30)));
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(clock.now().since(first).as_micros(), 60_000_000);

        let past = Floored::default();
        past.never_before(system.minus(Span::days(30)));
        assert!(past.now() >= system);
    }
}
