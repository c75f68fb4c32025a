//! The files in the data folder: a command that root once ran leaves some that the server can't open.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::super::mail::written::PASSWORD;
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
    let is_key = |path: &Path| path == data.key_file();
    let files: Vec<File> = beside
        .into_iter()
        .chain([data.set_up_link(), data.audit_seals(), data.mail_accepted()])
        .chain(key)
        .chain(mail_passwords(data.folder()))
        .filter_map(|path: PathBuf| {
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

/// The files that a set-up of mail wrote a password into, of which there are several where settings that it couldn't
/// write name the first.
fn mail_passwords(folder: &Path) -> Vec<PathBuf> {
    let is_one = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with(PASSWORD))
    };
    let all = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = all.map(|entry| entry.path()).filter(is_one).collect();
    found.sort();
    found
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
    use domain::setting::{Settings, Value};
    use testing::Folder;

    use super::super::check::State;
    use super::*;

    #[test]
    fn the_mail_servers_password_is_among_them() {
        let folder = Folder::new();
        let mut settings = Settings::default();
        let text = folder.path().to_str().unwrap().to_owned();
        settings.set("data", Value::Text(text));
        let data = Data::of(&settings);
        assert_eq!(inspect(&data), None);
        let set = |name: &str, mode| {
            let file = folder.path().join(name);
            std::fs::write(&file, "x").unwrap();
            std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
        };
        set("mail-password", 0o600);
        assert_eq!(inspect(&data).unwrap().state, State::Ok);
        set("mail-password-2", 0o644);
        let check = inspect(&data).unwrap();
        assert_eq!(check.state, State::Warning);
        assert!(check.finding.ends_with("/mail-password-2."), "{check:?}");
    }

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
