//! The system's clock: the only place where the program asks what time it is.

pub mod floored;
pub(crate) mod watch;

use std::time::{SystemTime, UNIX_EPOCH};

use domain::{Clock, Timestamp};

/// The clock of the machine, in microseconds since 1970.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "here the time that is passed in everywhere else begins"
    )]
    fn now(&self) -> Timestamp {
        // A clock before 1970 is wrong by decades; a moment then is as good as any until it is set.
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_tells_this_century_and_goes_forward() {
        let first = SystemClock.now();
        assert!(first > Timestamp::from_seconds(1_700_000_000), "{first:?}");
        assert!(first < Timestamp::from_seconds(4_102_444_800), "{first:?}");
        assert!(SystemClock.now() >= first);
    }
}
