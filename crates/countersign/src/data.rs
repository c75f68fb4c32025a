//! The data folder and what the program itself puts there: nobody but its owner gets in, and no file
//! is ever readable by others, from its first moment on.

use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use domain::Fault;
use domain::setting::Settings;

use crate::ready::Ready;

/// The data folder, which need not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    folder: PathBuf,
    key_file: PathBuf,
}

impl Data {
    /// The folder and the key file that the settings name.
    pub fn of(settings: &Settings) -> Self {
        let folder = match settings.text("data") {
            "" => PathBuf::from("."),
            text => PathBuf::from(text),
        };
        let key_file = match settings.text("key_file") {
            "" => folder.join("countersign.key"),
            text => PathBuf::from(text),
        };
        Self { folder, key_file }
    }

    /// The folder that holds everything of this server on disk.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file that holds the master key.
    pub fn key_file(&self) -> &Path {
        &self.key_file
    }

    /// The file of the SQLite database in the data folder.
    pub fn database(&self) -> PathBuf {
        self.folder.join("countersign.db")
    }

    /// The file that holds the set-up link while there is no account.
    pub fn set_up_link(&self) -> PathBuf {
        self.folder.join("setup-link")
    }

    /// The file in which this node notes the audit log's seals.
    pub fn audit_seals(&self) -> PathBuf {
        self.folder.join("audit-seals")
    }

    /// The file in which it is noted that a mail server took a message.
    pub fn mail_accepted(&self) -> PathBuf {
        self.folder.join("mail-accepted")
    }

    /// Makes the folder where there is none.
    ///
    /// # Errors
    /// The folder can't be made, or isn't one.
    pub fn make(&self) -> Result<(), Fault> {
        let shown = self.folder.display();
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.folder)
            .map_err(|e| Fault::because(&format!("The data folder {shown} can't be made"), &e))
    }

    /// A sentence where others than the owner get into the folder.
    pub fn warning(&self) -> Option<String> {
        let mode = self.folder.metadata().ok()?.permissions().mode();
        let shown = self.folder.display();
        (mode & 0o077 != 0).then(|| {
            format!(
                "The data folder {shown} can be opened by others on this machine: chmod 700 {shown}"
            )
        })
    }

    /// Whether an SQLite database was begun here.
    pub fn has_database(&self) -> bool {
        self.database()
            .metadata()
            .is_ok_and(|about| about.len() > 0)
    }

    /// Makes an empty database file that others can't read, where there is none; SQLite gives the files
    /// beside it the same rights.
    ///
    /// # Errors
    /// It can't be made.
    pub fn make_database(&self) -> Result<(), Fault> {
        let path = self.database();
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path);
        match made {
            Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(Fault::because(
                &format!("The database {} can't be made", path.display()),
                &e,
            )),
            _ => Ok(()),
        }
    }

    /// Writes the set-up link, in place of the one before.
    ///
    /// # Errors
    /// It can't be written.
    pub fn write_set_up_link(&self, link: &str) -> Result<(), Fault> {
        self.replace("setup-link", &format!("{link}\n"))
    }

    /// Writes a file of this folder, in place of the one before: whoever reads it sees one of the two whole.
    ///
    /// # Errors
    /// It can't be written.
    pub fn replace(&self, name: &str, text: &str) -> Result<(), Fault> {
        let path = self.folder.join(name);
        let fault = |e| Fault::because(&format!("{} can't be written", path.display()), &e);
        let ready = Ready::make(&path, text.as_bytes(), 0o600, None);
        ready.and_then(Ready::put).map_err(fault)
    }

    /// Whether the set-up link in the file is this one.
    pub fn holds_set_up_link(&self, link: &str) -> bool {
        std::fs::read_to_string(self.set_up_link()).is_ok_and(|held| held.trim_end() == link)
    }

    /// Removes the set-up link, if there is one.
    ///
    /// # Errors
    /// It is there and can't be removed.
    pub fn remove_set_up_link(&self) -> Result<(), Fault> {
        let path = self.set_up_link();
        match std::fs::remove_file(&path) {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(Fault::because(
                &format!("The old set-up link {} can't be removed", path.display()),
                &e,
            )),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::symlink;

    use domain::setting::Value;
    use testing::Folder;

    use super::*;

    fn at(folder: &str, key: &str) -> Data {
        let mut settings = Settings::default();
        settings.set("data", Value::Text(folder.to_owned()));
        settings.set("key_file", Value::Text(key.to_owned()));
        Data::of(&settings)
    }

    #[test]
    fn the_key_lies_in_the_folder_or_where_it_is_named() {
        assert_eq!(at("d", "").key_file(), Path::new("d/countersign.key"));
        assert_eq!(at("d", "/k").key_file(), Path::new("/k"));
        assert_eq!(at("", "").folder(), Path::new("."));
    }

    #[test]
    fn the_set_up_link_is_never_written_through_a_link() {
        let folder = Folder::new();
        let data = at(folder.path().to_str().unwrap(), "");
        let theirs = folder.path().join("theirs");
        std::fs::write(&theirs, "untouched").unwrap();
        for name in [".setup-link.new", "setup-link"] {
            symlink(&theirs, folder.path().join(name)).unwrap();
            data.write_set_up_link("ours").unwrap();
            assert_eq!(std::fs::read_to_string(&theirs).unwrap(), "untouched");
            let about = data.set_up_link().symlink_metadata().unwrap();
            assert!(about.is_file() && about.permissions().mode() & 0o777 == 0o600);
            assert!(data.holds_set_up_link("ours"));
            data.remove_set_up_link().unwrap();
        }
        // Nor over anything that can't be taken away.
        std::fs::create_dir(folder.path().join(".setup-link.new")).unwrap();
        assert!(data.write_set_up_link("ours").is_err());
    }

    #[test]
    fn nothing_is_readable_by_others() {
        let name = format!("countersign-data-{}", std::process::id());
        let folder = std::env::temp_dir().join(name).join("inner");
        let data = at(folder.to_str().unwrap(), "");
        assert!(!data.has_database());
        data.make().unwrap();
        data.make().unwrap();
        data.make_database().unwrap();
        data.make_database().unwrap();
        data.write_set_up_link("old").unwrap();
        data.write_set_up_link("new").unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(data.folder()), 0o700);
        assert_eq!(mode(&data.database()), 0o600);
        assert_eq!(mode(&data.set_up_link()), 0o600);
        assert_eq!(
            std::fs::read_to_string(data.set_up_link()).unwrap(),
            "new\n"
        );
        assert_eq!(data.warning(), None);
        std::fs::set_permissions(data.folder(), Permissions::from_mode(0o750)).unwrap();
        assert!(data.warning().unwrap().contains("chmod 700"));
        assert!(data.holds_set_up_link("new") && !data.holds_set_up_link("old"));
        data.remove_set_up_link().unwrap();
        data.remove_set_up_link().unwrap();
        assert!(!data.holds_set_up_link("new"));
        std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    }
}
