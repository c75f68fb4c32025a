//! A file that is ready to take another's place: written whole beside it, with its rights and its owner, so that
//! whoever reads it sees one or the other.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

/// One that is ready; gone again where it isn't put in its place.
pub(crate) struct Ready {
    new: PathBuf,
    file: PathBuf,
}

impl Ready {
    /// Writes these bytes beside a file, with that mode, and that owner where one is given.
    pub(crate) fn make(
        file: &Path,
        bytes: &[u8],
        mode: u32,
        owner: Option<(u32, u32)>,
    ) -> std::io::Result<Self> {
        let name = file.file_name().and_then(|name| name.to_str());
        let new = file.with_file_name(format!(".{}.new", name.unwrap_or_default()));
        // One that a crash left behind, or a link that leads elsewhere.
        drop(std::fs::remove_file(&new));
        let mut how = OpenOptions::new();
        let mut made = how.write(true).create_new(true).mode(0o600).open(&new)?;
        let ready = Self {
            new,
            file: file.to_owned(),
        };
        if let Some((user, group)) = owner {
            fchown(&made, Some(user), Some(group))?;
        }
        made.set_permissions(PermissionsExt::from_mode(mode))?;
        made.write_all(bytes)?;
        made.sync_all()?;
        Ok(ready)
    }

    /// Puts it in its place.
    pub(crate) fn put(self) -> std::io::Result<()> {
        std::fs::rename(&self.new, &self.file)
    }

    /// The file whose place it takes.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }
}

impl Drop for Ready {
    fn drop(&mut self) {
        // Once it is in its place, there is nothing under this name.
        drop(std::fs::remove_file(&self.new));
    }
}

#[cfg(test)]
mod tests {
    use testing::Folder;

    use super::*;

    #[test]
    fn what_is_not_put_leaves_nothing() {
        let folder = Folder::new();
        let file = folder.path().join("a");
        std::fs::write(&file, "old").unwrap();
        let count = || std::fs::read_dir(folder.path()).unwrap().count();
        let ready = Ready::make(&file, b"new", 0o600, None).unwrap();
        assert_eq!(count(), 2);
        drop(ready);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "old");
        assert_eq!(count(), 1);
        let ready = Ready::make(&file, b"new", 0o640, None).unwrap();
        ready.put().unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((count(), mode), (1, 0o640));
    }
}
