//! What a set-up leaves: the password in a file of its own, and the settings in the configuration file, each there
//! whole or not at all. Where the file can't be written, its lines are printed.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf, absolute};

use domain::Secret;

use crate::cli::Stopped;
use crate::cli::run::At;
use crate::config::edit::{To, edited};
use crate::config::{FILE, rows};
use crate::data::Data;
use crate::wiring::factors;

/// Writes the password where only its owner reads it; its path from the root.
pub(super) fn password(
    data: &Data,
    file: &Path,
    secret: &Secret<String>,
) -> Result<PathBuf, Stopped> {
    let no = |error: std::io::Error| {
        Stopped::Refused(format!(
            "The password can't be written to {}: {error}",
            file.display()
        ))
    };
    if file.parent() == Some(data.folder()) {
        data.make()?;
    }
    let text = zeroize::Zeroizing::new(format!("{}\n", secret.expose()));
    replace(file, text.as_bytes(), 0o600, None).map_err(no)?;
    absolute(file).map_err(no)
}

/// Writes the settings of mail into the configuration file, or prints them.
pub(super) fn settings(keys: &[(&str, To)], at: &mut At<'_>) -> Result<(), Stopped> {
    let file = at.loaded.file.clone().unwrap_or_else(|| FILE.into());
    // A link stays one.
    let file = file.canonicalize().unwrap_or(file);
    let shown = file.display().to_string();
    match write(&file, keys) {
        Ok(()) => at.say(&format!(
            "Written: {shown}. Restart the server, which reads it at its start."
        )),
        Err(why) => {
            at.say(&format!("{shown} {why}. Put these lines there yourself:"))?;
            at.say("[mail]")?;
            for (key, to) in keys.iter().filter(|(_, to)| *to != To::Nothing) {
                at.say(&format!("{key} = {}", to.literal()))?;
            }
            Ok(())
        }
    }
}

fn write(file: &Path, keys: &[(&str, To)]) -> Result<(), String> {
    let (text, about) = match std::fs::read_to_string(file) {
        Ok(text) => (text, std::fs::metadata(file).ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => (String::new(), None),
        Err(error) => return Err(format!("can't be read: {error}")),
    };
    let new = edited(&text, &rows::declared(&factors()), "mail", keys);
    let new = new.ok_or("has lines for mail that are left as they are")?;
    let mode = about
        .as_ref()
        .map_or(0o644, |about| about.permissions().mode() & 0o777);
    let owner = about.map(|about| (about.uid(), about.gid()));
    replace(file, new.as_bytes(), mode, owner).map_err(|error| format!("can't be written: {error}"))
}

/// A file in place of the one before, with that mode, and the owner that it had: whoever reads it sees one whole.
fn replace(file: &Path, bytes: &[u8], mode: u32, owner: Option<(u32, u32)>) -> std::io::Result<()> {
    let name = file.file_name().and_then(|name| name.to_str());
    let new = file.with_file_name(format!(".{}.new", name.unwrap_or_default()));
    // One that a crash left behind, or a link that leads elsewhere.
    drop(std::fs::remove_file(&new));
    let made = make(&new, bytes, mode, owner).and_then(|()| std::fs::rename(&new, file));
    made.inspect_err(|_| drop(std::fs::remove_file(&new)))
}

fn make(new: &Path, bytes: &[u8], mode: u32, owner: Option<(u32, u32)>) -> std::io::Result<()> {
    let mut how = OpenOptions::new();
    let mut made = how.write(true).create_new(true).mode(0o600).open(new)?;
    if let Some((user, group)) = owner {
        std::os::unix::fs::fchown(&made, Some(user), Some(group))?;
    }
    made.set_permissions(PermissionsExt::from_mode(mode))?;
    made.write_all(bytes)?;
    made.sync_all()
}
