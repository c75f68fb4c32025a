//! Moments and lengths of time, in whole microseconds, and the clock that tells them.

use serde::{Deserialize, Serialize};

/// A moment: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A length of time in microseconds; never used for a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Timestamp {
    /// The moment that many microseconds after the epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The moment that many seconds after the epoch; saturates far in the future.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// Microseconds since the epoch, as stored.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The month that it is in by UTC, as `2026-11`.
    pub fn month(self) -> String {
        let at = jiff::Timestamp::from_microsecond(self.0).unwrap_or_default();
        at.strftime("%Y-%m").to_string()
    }

    /// This moment moved forward; saturates instead of wrapping.
    pub const fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }

    /// This moment moved back; saturates instead of wrapping.
    pub const fn minus(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }

    /// How long after `earlier` this moment is; negative when it is before.
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A length of so many microseconds.
    pub const fn micros(micros: i64) -> Self {
        Self(micros)
    }

    /// A length of so many seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// A length of so many minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Self::seconds(minutes.saturating_mul(60))
    }

    /// A length of so many hours.
    pub const fn hours(hours: i64) -> Self {
        Self::minutes(hours.saturating_mul(60))
    }

    /// That many days of 24 hours.
    pub const fn days(days: i64) -> Self {
        Self::hours(days.saturating_mul(24))
    }

    /// Both lengths after one another; the longest there is where it would overflow.
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// A shorter length, perhaps a negative one.
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The length in microseconds, as stored.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// Whole seconds, rounded up: what a person is told to wait.
    pub const fn seconds_up(self) -> i64 {
        let whole = self.0.div_euclid(1_000_000);
        if self.0.rem_euclid(1_000_000) == 0 {
            whole
        } else {
            whole.saturating_add(1)
        }
    }

    /// The length as the standard library has it; negative lengths are none.
    pub fn to_std(self) -> std::time::Duration {
        std::time::Duration::from_micros(u64::try_from(self.0).unwrap_or(0))
    }
}

/// Where the time comes from: the system's clock in the program, a hand-moved one in tests.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_whole_seconds_rounded_up() {
        assert_eq!(Span::micros(1).seconds_up(), 1);
        assert_eq!(Span::seconds(3).seconds_up(), 3);
        assert_eq!(Span::ZERO.seconds_up(), 0);
    }

    #[test]
    fn a_length_is_handed_on_whole_and_a_negative_one_as_none() {
        let std = std::time::Duration::from_micros(1_500_000);
        assert_eq!(Span::micros(1_500_000).to_std(), std);
        assert!(Span::micros(-1).to_std().is_zero());
    }

    #[test]
    fn moments_saturate_instead_of_wrapping() {
        assert_eq!(
            Timestamp::from_micros(i64::MAX)
                .plus(Span::days(1))
                .micros(),
            i64::MAX
        );
        assert_eq!(Timestamp::from_micros(-1).seconds(), -1);
        assert_eq!(Timestamp::from_micros(2_500_000).seconds(), 2);
    }
}
