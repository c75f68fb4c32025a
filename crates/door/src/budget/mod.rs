//! Attempt budgets: spent before an answer is looked at, given back by a completed sign-in alone.

pub(crate) mod addresses;
pub(crate) mod buckets;
pub(crate) mod emptied;
pub(crate) mod guesses;
pub(crate) mod ladders;
pub(crate) mod settle;
pub(crate) mod spend;
pub(crate) mod spends;
pub(crate) mod streaks;

/// What lasts longer than it may by more than this was begun by a clock that has been put back since. Clocks of
/// nodes differ by less.
const PUT_BACK: domain::Span = domain::Span::minutes(1);
