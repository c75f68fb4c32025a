//! Lists that are given as a file: reading one, and what is said where rows of it weren't taken.

use std::io::Read;
use std::path::Path;

use zeroize::Zeroizing;

use crate::cli::Stopped;

/// What stands in a file, or on standard input for `-`: at most one byte more than may be read, so that it shows.
pub(super) fn file(path: &Path, most: usize) -> Result<Zeroizing<Vec<u8>>, Stopped> {
    let shown = path.display();
    let no = |error| Stopped::Refused(format!("{shown} can't be read: {error}"));
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Zeroizing::new(Vec::new());
    let from: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).map_err(no)?)
    };
    from.take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(no)?;
    Ok(bytes)
}

/// Done, or refused where so many rows weren't taken.
pub(super) fn all_taken(refused: usize) -> Result<(), Stopped> {
    match refused {
        0 => Ok(()),
        1 => Err(Stopped::Refused(
            "1 row can't be taken; the report says why.".to_owned(),
        )),
        n => Err(Stopped::Refused(format!(
            "{n} rows can't be taken; the report says why."
        ))),
    }
}
