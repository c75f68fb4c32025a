//! Where the audit log's seals are noted: a file in the data folder, each node its own, one seal a line.
//! Whoever can write to the database alone can't change it, and so can't put the log back unseen.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use door::audit::{Seal, Seals};

use crate::own_file::{append, open};

/// The last lines that are kept.
const KEPT: usize = 10_000;

/// How many more there may be before the older ones go, so that few notes write all of it.
const MORE: usize = 1_000;

/// The file that this node notes its seals in, one a line.
#[derive(Debug)]
pub struct SealFile {
    path: PathBuf,
    /// How many lines there are, once that was looked at.
    lines: Mutex<Option<usize>>,
}

impl SealFile {
    /// The file of that name, which need not exist yet.
    pub const fn new(path: PathBuf) -> Self {
        Self {
            path,
            lines: Mutex::new(None),
        }
    }

    /// All that is noted there; nothing where there is no file. A line that a crash cut short says nothing.
    ///
    /// # Errors
    /// It is there and can't be read, or isn't a file.
    pub fn read(&self) -> io::Result<Vec<Seal>> {
        let text = text(&self.path)?;
        Ok(text.lines().filter_map(|line| line.parse().ok()).collect())
    }

    fn keep_the_last(&self) -> io::Result<usize> {
        let text = text(&self.path)?;
        let lines: Vec<_> = text.lines().collect();
        let last = lines.get(lines.len().saturating_sub(KEPT)..);
        let last = last.unwrap_or_default();
        let mut new = self.path.clone().into_os_string();
        new.push(".new");
        let new = PathBuf::from(new);
        // One that a crash left behind may be anything.
        match std::fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = open(OpenOptions::new().write(true).create_new(true), &new)?;
        for line in last {
            writeln!(file, "{line}")?;
        }
        std::fs::rename(&new, &self.path)?;
        Ok(last.len())
    }
}

impl Seals for SealFile {
    fn note(&self, seal: &Seal) -> io::Result<()> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let before = match *lines {
            Some(before) => before,
            None => text(&self.path)?.lines().count(),
        };
        // Looked at anew after whatever goes wrong.
        *lines = None;
        append(&self.path, &seal.to_string())?;
        let now = before.saturating_add(1);
        *lines = Some(if now > KEPT.saturating_add(MORE) {
            self.keep_the_last()?
        } else {
            now
        });
        drop(lines);
        Ok(())
    }
}

fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    match open(OpenOptions::new().read(true), path) {
        Ok(mut file) => file.read_to_string(&mut text).map(|_| text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(text),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn seal(place: usize) -> Seal {
        format!("{place}:{place:066x}").parse().unwrap()
    }

    #[test]
    fn what_is_noted_is_read_again_and_the_last_ten_thousand_stay() {
        let folder = testing::Folder::new();
        let path = folder.path().join("audit-seals");
        let seals = SealFile::new(path.clone());
        assert_eq!(seals.read().unwrap(), [], "no file");
        seals.note(&seal(1)).unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        for place in 2..=11_000 {
            seals.note(&seal(place)).unwrap();
        }
        assert_eq!(seals.read().unwrap().len(), 11_000);
        // As after a restart.
        let seals = SealFile::new(path.clone());
        seals.note(&seal(11_001)).unwrap();
        let noted = seals.read().unwrap();
        assert_eq!((noted.len(), &noted[0]), (10_000, &seal(1_002)));
        assert_eq!(noted.last(), Some(&seal(11_001)));
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_line_that_was_cut_short_says_nothing() {
        let folder = testing::Folder::new();
        let path = folder.path().join("audit-seals");
        let mut cut = seal(2).to_string();
        cut.truncate(40);
        std::fs::write(&path, format!("{}\n{cut}", seal(1))).unwrap();
        assert_eq!(SealFile::new(path).read().unwrap(), [seal(1)]);
    }

    #[test]
    fn and_is_no_part_of_the_next_one() {
        let folder = testing::Folder::new();
        let path = folder.path().join("audit-seals");
        let whole = seal(2_213).to_string();
        for cut in 1..=whole.len() {
            std::fs::write(&path, format!("{}\n{whole:.cut$}", seal(7))).unwrap();
            let seals = SealFile::new(path.clone());
            seals.note(&seal(214)).unwrap();
            // Cut short once more, with the file known.
            let mut file = OpenOptions::new().append(true).open(&path).unwrap();
            file.write_all(b"2").unwrap();
            seals.note(&seal(215)).unwrap();
            let mut noted = seals.read().unwrap();
            noted.retain(|noted| cut < whole.len() || *noted != seal(2_213));
            assert_eq!(noted, [seal(7), seal(214), seal(215)], "cut after {cut}");
        }
        std::fs::write(&path, "2").unwrap();
        SealFile::new(path.clone()).note(&seal(214)).unwrap();
        assert_eq!(SealFile::new(path).read().unwrap(), [seal(214)]);
    }

    #[test]
    fn what_is_not_a_file_is_neither_written_nor_read() {
        let folder = testing::Folder::new();
        let other = folder.path().join("other");
        std::fs::write(&other, "").unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&other, &link).unwrap();
        for path in [link, folder.path().to_owned()] {
            let seals = SealFile::new(path);
            assert!(seals.note(&seal(1)).is_err());
            assert!(seals.read().is_err());
        }
        assert_eq!(std::fs::read_to_string(&other).unwrap(), "");
    }
}
