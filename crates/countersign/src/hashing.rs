//! How many passwords may be hashed at once, held against the memory that there is: half of it, so that
//! the other half is left to the database and its cache, to ten thousand connections and to the system.
//! What doesn't fit would end the program on the day when most people sign in.

mod memory;

use std::path::Path;

use crate::config::{Complaint, Loaded};

/// The setting that says how many.
pub(crate) const AT_ONCE: &str = "argon2.threads";
/// The setting that says how much each takes.
const EACH: &str = "argon2.memory_kib";

/// What the memory is divided by: the share of hashing.
const PART: u64 = 2;

/// Why it can't be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unfit {
    /// Not one hash fits.
    NotOne,
    /// As many as were asked for don't; so many would.
    AtMost(u64),
}

/// How many hashes are made at once: as many as were asked for, or else one a core, and fewer where they
/// don't fit.
fn at_once(memory: u64, each: u64, asked: Option<u64>, cores: u64) -> Result<u64, Unfit> {
    let share = memory.checked_div(PART).unwrap_or(0);
    let most = share.checked_div(each).unwrap_or(u64::MAX);
    match asked {
        _ if most == 0 => Err(Unfit::NotOne),
        Some(asked) if asked > most => Err(Unfit::AtMost(most)),
        Some(asked) => Ok(asked),
        None => Ok(cores.min(most)),
    }
}

/// The number for the setting [`AT_ONCE`]; told in the log where it is less than one a core.
///
/// # Errors
/// The arithmetic, where the number that was asked for doesn't fit, or not one.
pub(crate) fn fit(loaded: &Loaded) -> Result<i64, Complaint> {
    let number = |key| loaded.settings.number(key).unwrap_or(0);
    let positive = |key| u64::try_from(number(key)).ok().filter(|n| *n > 0);
    let (asked, each) = (positive(AT_ONCE), positive(EACH).unwrap_or(1));
    let Some(memory) = memory::available(Path::new("/")) else {
        return Ok(number(AT_ONCE));
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let cores = u64::try_from(cores).unwrap_or(u64::MAX);
    let (all, from) = (memory.kib, memory.said_by.display());
    let share = all.checked_div(PART).unwrap_or(0);
    let room = format!("half of the {all} KiB that there are ({from}) is {share} KiB");
    match at_once(all, each, asked, cores) {
        Ok(fits) => {
            if asked.is_none() && fits < cores {
                tracing::warn!(
                    event = "hashing",
                    "only {fits} passwords are hashed at once, not one on each of {cores} cores: each takes {each} \
                     KiB ({EACH}), and {room}"
                );
            }
            Ok(i64::try_from(fits).unwrap_or(i64::MAX))
        }
        Err(Unfit::NotOne) => {
            let why = format!("is {each}: one hash takes {each} KiB, but {room}.");
            Err(loaded.complain(EACH, &why))
        }
        Err(Unfit::AtMost(most)) => {
            let asked = asked.unwrap_or(0);
            let together = asked.saturating_mul(each);
            let why = format!(
                "is {asked}: {asked} hashes of {each} KiB ({EACH}) take {together} KiB, but {room}, which is enough \
                 for {most}."
            );
            Err(loaded.complain(AT_ONCE, &why))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_shrinks_until_it_fits_and_what_was_written_fits_or_is_refused() {
        const GIB: u64 = 1 << 20;
        const MIB: u64 = 1 << 10;
        #[rustfmt::skip]
        let cases = [
            // memory, each,     asked,    cores,  result
            (64 * GIB, 19 * MIB, None,     16,     Ok(16)),
            (64 * GIB, 4 * GIB,  None,     16,     Ok(8)),
            (64 * GIB, 4 * GIB,  Some(16), 16,     Err(Unfit::AtMost(8))),
            (64 * GIB, 4 * GIB,  Some(8),  2,      Ok(8)),
            (8 * GIB,  4 * GIB,  None,     16,     Ok(1)),
            (8 * GIB,  4 * GIB,  Some(1),  16,     Ok(1)),
            (8 * GIB - 1, 4 * GIB, None,   1,      Err(Unfit::NotOne)),
            (8 * GIB - 1, 4 * GIB, Some(1), 1,     Err(Unfit::NotOne)),
            (512 * MIB, 19 * MIB, None,    8,      Ok(8)),
            (256 * MIB, 19 * MIB, None,    8,      Ok(6)),
            (256 * MIB, 19 * MIB, Some(8), 8,      Err(Unfit::AtMost(6))),
            (64 * MIB, 19 * MIB, None,     4,      Ok(1)),
            (32 * MIB, 19 * MIB, None,     4,      Err(Unfit::NotOne)),
            (0,        19 * MIB, None,     4,      Err(Unfit::NotOne)),
            (u64::MAX, 8,        Some(u64::MAX), 1, Err(Unfit::AtMost(u64::MAX / 16))),
        ];
        for (memory, each, asked, cores, result) in cases {
            let said = at_once(memory, each, asked, cores);
            assert_eq!(said, result, "{memory} {each} {asked:?} {cores}");
        }
    }
}
