//! Buckets: names that no account has share a fixed number of budgets, so that they are counted as
//! accounts are, and nobody fills a table by making names up.

use domain::budget::bound::Bound;
use domain::ids::AccountId;
use store::Reader;

/// How many there are: a power of two.
const BUCKETS: usize = Bound::Names.at_once();

/// What nobody's name counts as: an address counts as the name before its `@`, as an account's address counts
/// as the account.
pub(crate) fn unknown(typed: &str) -> String {
    let typed = typed.trim().to_ascii_lowercase();
    match typed.split_once('@') {
        Some((local, _)) => local.to_owned(),
        None => typed,
    }
}

/// The bucket of a name that no account has, whatever its case, as the id that budgets count it by. By
/// keyed hash, so that nobody outside can tell which names share one.
pub(crate) fn of_unknown_name(reader: &Reader, name: &str) -> AccountId {
    let hash = reader
        .keys()
        .lookup
        .hash("unknown-name", unknown(name).as_bytes());
    // The first byte tells the key.
    let number = hash
        .iter()
        .skip(1)
        .take(2)
        .fold(0usize, |sum, byte| (sum << 8) | usize::from(*byte));
    let number = u16::try_from(number & BUCKETS.saturating_sub(1)).unwrap_or(0);
    let mut bytes = *b"unknown-name-\0\0\0";
    for (to, from) in bytes.iter_mut().skip(14).zip(number.to_be_bytes()) {
        *to = from;
    }
    AccountId::from_bytes(bytes)
}
