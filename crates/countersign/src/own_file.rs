//! Files that are their owner's alone, and that lines are added to.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

/// Opens a file that is its owner's alone; never through a link, and never anything but a file.
///
/// # Errors
/// It can't be opened so.
pub(crate) fn open(how: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    let file = how.mode(0o600).custom_flags(flags).open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is not a file"))
    }
}

/// Adds a line, to a file that need not exist yet.
///
/// # Errors
/// It can't be opened so, or written.
pub(crate) fn append(path: &Path, line: &str) -> io::Result<()> {
    let mut how = OpenOptions::new();
    let mut file = open(how.read(true).append(true).create(true), path)?;
    // What a crash cut short is no beginning of this line.
    let new = if ends_a_line(&file)? { "" } else { "\n" };
    // One write, so that a line is there whole whoever else writes.
    file.write_all(format!("{new}{line}\n").as_bytes())
}

/// Whether what is added begins a line.
fn ends_a_line(file: &File) -> io::Result<bool> {
    let Some(last) = file.metadata()?.len().checked_sub(1) else {
        return Ok(true);
    };
    let mut byte = [0];
    file.read_exact_at(&mut byte, last)?;
    Ok(byte == *b"\n")
}
