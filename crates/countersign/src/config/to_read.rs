//! Which file the settings are read from.

use std::path::{Path, PathBuf};

use super::{FILE, Sources, variables};

/// The file to read.
pub(super) struct FileToRead {
    /// As people are told of it.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// Whether somebody asked for it by name.
    pub(super) named: bool,
}

pub(super) fn find(from: &Sources) -> Option<FileToRead> {
    let named = from
        .file
        .as_deref()
        .or_else(|| variables::config(&from.variables).map(Path::new));
    match named {
        Some(path) => Some(FileToRead {
            name: path.display().to_string(),
            path: from.folder.join(path),
            named: true,
        }),
        None => {
            let path = from.folder.join(FILE);
            // Whether it can be read is asked afterwards: one that is there and can't be is an error.
            path.symlink_metadata().is_ok().then(|| FileToRead {
                name: FILE.to_owned(),
                path,
                named: false,
            })
        }
    }
}
