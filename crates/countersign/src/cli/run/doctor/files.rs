//! The files in the data folder: a command that root once ran leaves some that the server can't open.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use super::check::Check;
use crate::data::Data;

const FILES: &str = "data-files";

/// A file, and whose it is.
struct File {
    name: String,
    owner: u32,
    mode: u32,
}

/// Looks at what is there; none where nothing is. The key file has a check of its own for its mode.
pub(super) fn inspect(data: &Data) -> Option<Check> {
    let owner = std::fs::metadata(data.folder()).ok()?.uid();
    let database = data.database();
    let beside = ["", "-wal", "-shm"].map(|end| {
        let mut path = database.clone().into_os_string();
        path.push(end);
        path.into()
    });
    // A key elsewhere may be anybody's who lets the server read it.
    let key = data.key_file().to_owned();
    let key = (key.parent() == Some(data.folder())).then_some(key);
    let is_key = |path: &std::path::Path| path == data.key_file();
    let files: Vec<File> = beside
        .into_iter()
        .chain([data.set_up_link(), data.audit_seals(), data.mail_accepted()])
        .chain(key)
        .filter_map(|path: std::path::PathBuf| {
            let about = std::fs::metadata(&path).ok()?;
            let mode = about.permissions().mode() & 0o777;
            Some(File {
                name: path.display().to_string(),
                owner: about.uid(),
                mode: if is_key(&path) { 0 } else { mode },
            })
        })
        .collect();
    (!files.is_empty()).then(|| judge(owner, &files))
}

fn judge(owner: u32, files: &[File]) -> Check {
    let names = |these: &[&File]| -> String {
        let names: Vec<_> = these.iter().map(|file| file.name.as_str()).collect();
        names.join(" ")
    };
    let theirs: Vec<_> = files.iter().filter(|file| file.owner != owner).collect();
    if !theirs.is_empty() {
        let names = names(&theirs);
        return Check::wrong(
            FILES,
            format!("Not the data folder's owner but somebody else has: {names}."),
            format!(
                "Run \"chown {owner} {names}\", and commands as the user that the server runs as."
            ),
        );
    }
    let open: Vec<_> = files.iter().filter(|file| file.mode & 0o077 != 0).collect();
    if !open.is_empty() {
        let names = names(&open);
        return Check::warning(
            FILES,
            format!("Others can read: {names}."),
            format!("Run \"chmod 600 {names}\"."),
        );
    }
    Check::ok(FILES, "Only the owner can read the files.")
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn files_are_the_folders_owners_and_nobody_elses() {
        for (files, expected, says) in [
            (&[(7, 0o600), (7, 0)][..], State::Ok, "Only the owner"),
            (&[(7, 0o600), (7, 0o640)], State::Warning, "read: file-1."),
            (&[(0, 0o600), (7, 0o640)], State::Wrong, "has: file-0."),
        ] {
            let files: Vec<_> = files
                .iter()
                .enumerate()
                .map(|(n, (owner, mode))| File {
                    name: format!("file-{n}"),
                    owner: *owner,
                    mode: *mode,
                })
                .collect();
            let check = judge(7, &files);
            assert_eq!(check.state, expected, "{check:?}");
            assert!(check.finding.contains(says), "{check:?}");
        }
    }
}
