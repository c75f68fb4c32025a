//! Whose a configuration file may be. Whoever writes it decides who gets in, so one that happens to lie
//! in the present folder counts only where nobody else could have put it there.

use std::fs::{File, Metadata, OpenOptions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::io::Errno;

use super::secrets;

/// Opens it; one that happens to lie there, never through a link: whose the file at its end is doesn't say who
/// has put the link there.
pub(super) fn open(path: &Path, name: &str, named: bool) -> Result<File, String> {
    let mut how = OpenOptions::new();
    how.read(true);
    if !named {
        how.custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
    }
    how.open(path).map_err(|error| match Errno::from_io_error(&error) {
        Some(Errno::LOOP) if !named => format!(
            "is a link, and in the folder where the program starts none is followed. If it is the right one, name \
             it: --config {name}"
        ),
        _ => format!("{}.", secrets::unread(error)),
    })
}

/// Says in half a sentence why this file isn't read. `named` is one that was asked for by name: whose it
/// is, and whether a group may write it, is then the asker's choice; what everybody may write is nobody's.
pub(super) fn check(about: &Metadata, name: &str, named: bool) -> Result<(), String> {
    // A pipe, as a shell gives one in place of a file.
    if named && !about.is_file() {
        return Ok(());
    }
    let us = rustix::process::geteuid().as_raw();
    judge(about.uid(), about.mode(), us, name, named)
}

fn judge(owner: u32, mode: u32, us: u32, name: &str, named: bool) -> Result<(), String> {
    if !named && owner != us && owner != 0 {
        return Err(format!(
            "belongs to user {owner}, and this is user {us}: in the folder where the program starts, only a file of \
             one's own or root's is read. If it is the right one, name it: --config {name}"
        ));
    }
    let (writers, who, remedy) = if named {
        (0o002, "everybody on this machine", "o-w")
    } else {
        (0o022, "others than its owner", "go-w")
    };
    if mode & writers != 0 {
        return Err(format!(
            "belongs to user {owner} and can be changed by {who}: chmod {remedy} {name}"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_counts_only_where_nobody_else_can_have_written_it() {
        const US: u32 = 1_000;
        #[rustfmt::skip]
        let cases = [
            // owner, mode, found there,          named
            (US,    0o600, "",                    ""),
            (US,    0o644, "",                    ""),
            (US,    0o664, "chmod go-w c.toml",   ""),
            (US,    0o646, "chmod go-w c.toml",   "chmod o-w c.toml"),
            (0,     0o644, "",                    ""),
            (0,     0o664, "chmod go-w c.toml",   ""),
            (0,     0o666, "chmod go-w c.toml",   "chmod o-w c.toml"),
            (1_001, 0o644, "--config c.toml",     ""),
            (1_001, 0o666, "--config c.toml",     "chmod o-w c.toml"),
        ];
        for (owner, mode, found, named) in cases {
            for (is_named, expected) in [(false, found), (true, named)] {
                let said = judge(owner, mode, US, "c.toml", is_named);
                let case = format!("{owner} {mode:o} {is_named}: {said:?}");
                match said {
                    Ok(()) => assert_eq!(expected, "", "{case}"),
                    Err(why) => assert!(
                        !expected.is_empty()
                            && why.ends_with(expected)
                            && why.contains(&format!("user {owner}")),
                        "{case}"
                    ),
                }
            }
        }
        assert!(
            judge(US, 0o600, 0, "c.toml", false).is_err(),
            "root takes nobody's"
        );
    }
}
