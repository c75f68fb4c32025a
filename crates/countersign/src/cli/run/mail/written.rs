//! What a set-up leaves: the password in a file of its own, and the settings in the configuration file, each there
//! whole or not at all. Both are made ready before either is put in its place, so that the one isn't there without
//! the other. Where the configuration can't be written, its lines are printed, and what it says now stays true.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf, absolute};

use domain::Secret;

use crate::cli::Stopped;
use crate::cli::run::At;
use crate::config::edit::{To, edited};
use crate::config::{FILE, rows};
use crate::data::Data;
use crate::ready::Ready;
use crate::wiring::factors;

/// The file in the data folder that a password is written into, where no other is named.
pub(in crate::cli::run) const PASSWORD: &str = "mail-password";

/// How many files are tried for a password that must not take another's place.
const MOST: u32 = 99;

/// As whom messages are handed over, and by what.
pub(super) struct Login<'a> {
    pub user: &'a str,
    /// The password and the file that keeps it; none where a program prints a token.
    pub password: Option<(&'a Secret<String>, PathBuf)>,
}

/// Writes what was found to work: the password, and the settings that name its file.
///
/// # Errors
/// The password can't be written; then nothing was changed.
pub(super) fn keep(
    mut keys: Vec<(&str, To)>,
    login: Option<Login<'_>>,
    data: &Data,
    at: &mut At<'_>,
) -> Result<(), Stopped> {
    let config = at.loaded.file.clone().unwrap_or_else(|| FILE.into());
    // A link stays one.
    let config = config.canonicalize().unwrap_or(config);
    let shown = config.display().to_string();
    keys.extend(named(login.as_ref())?);
    match settings(&config, &keys) {
        Ok(settings) => {
            let password = login.and_then(|login| login.password);
            let password = password.map(|one| password_file(data, &one)).transpose()?;
            if let Some(password) = password {
                put(password)?;
            }
            put(settings)?;
            at.say(&format!(
                "Written: {shown}. Restart the server, which reads it at its start."
            ))?;
        }
        Err(why) => {
            let login = login.map(beside).transpose()?;
            if let Some(one) = login.as_ref().and_then(|login| login.password.as_ref()) {
                put(password_file(data, one)?)?;
            }
            keys.retain(|(key, _)| !matches!(*key, "user" | "password_file"));
            keys.extend(named(login.as_ref())?);
            at.say(&format!("{shown} {why}. Put these lines there yourself:"))?;
            at.say("[mail]")?;
            for (key, to) in keys.iter().filter(|(_, to)| *to != To::Nothing) {
                at.say(&format!("{key} = {}", to.literal()))?;
            }
        }
    }
    let set = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    match overriding(&keys, set) {
        None => Ok(()),
        Some(why) => at.say(&why),
    }
}

fn put(ready: Ready) -> Result<(), Stopped> {
    let file = ready.file().display().to_string();
    let no = |error| Stopped::Refused(format!("{file} can't be written: {error}."));
    ready.put().map_err(no)
}

/// The settings that say who signs in.
fn named(login: Option<&Login<'_>>) -> Result<[(&'static str, To); 2], Stopped> {
    let user = login.map_or(To::Nothing, |login| To::Text(login.user.to_owned()));
    let file = login.and_then(|login| login.password.as_ref());
    let file = match file {
        None => To::Nothing,
        Some((_, file)) => {
            let no = |error| format!("{} can't be written: {error}.", file.display());
            let file = absolute(file).map_err(|error| Stopped::Refused(no(error)))?;
            To::Text(file.display().to_string())
        }
    };
    Ok([("user", user), ("password_file", file)])
}

/// The same with a file that isn't there yet, which no setting can name: what one names now keeps its password.
fn beside(login: Login<'_>) -> Result<Login<'_>, Stopped> {
    let Some((secret, wanted)) = login.password else {
        return Ok(login);
    };
    let name = |number| {
        let mut name = wanted.clone().into_os_string();
        name.push(format!("-{number}"));
        PathBuf::from(name)
    };
    let free = |file: &PathBuf| file.symlink_metadata().is_err();
    let mut files = std::iter::once(wanted.clone()).chain((2..=MOST).map(name));
    match files.find(free) {
        Some(file) => Ok(Login {
            password: Some((secret, file)),
            ..login
        }),
        None => Err(Stopped::Refused(format!(
            "There are too many files beside {}. Remove those that no setting names.",
            wanted.display()
        ))),
    }
}

/// The password, ready to be put where only its owner reads it: whoever owns the data folder, as whom the server runs.
fn password_file(
    data: &Data,
    (secret, file): &(&Secret<String>, PathBuf),
) -> Result<Ready, Stopped> {
    if file.parent() == Some(data.folder()) {
        data.make()?;
    }
    let text = zeroize::Zeroizing::new(format!("{}\n", secret.expose()));
    let folder = std::fs::metadata(data.folder()).ok();
    let owner = owner(
        rustix::process::geteuid().is_root(),
        folder.map(|about| (about.uid(), about.gid())),
    );
    Ready::make(file, text.as_bytes(), 0o600, owner).map_err(|error| {
        let shown = file.display();
        Stopped::Refused(format!("The password can't be written to {shown}: {error}"))
    })
}

/// Who has a file that the server is to read: root gives it away, anybody else can't.
fn owner(is_root: bool, folder: Option<(u32, u32)>) -> Option<(u32, u32)> {
    folder.filter(|_| is_root)
}

/// The configuration file with these settings, ready to be put; or half a sentence that says why it can't be.
fn settings(file: &Path, keys: &[(&str, To)]) -> Result<Ready, String> {
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
    Ready::make(file, new.as_bytes(), mode, owner)
        .map_err(|error| format!("can't be written: {error}"))
}

/// A sentence where variables among those that are set go before what was written.
fn overriding(keys: &[(&str, To)], set: impl Iterator<Item = String>) -> Option<String> {
    let variable = |key: &str| format!("COUNTERSIGN_MAIL_{}", key.replace('.', "_").to_uppercase());
    let ours: Vec<_> = keys.iter().map(|(key, _)| variable(key)).collect();
    let mut found: Vec<_> = set.filter(|name| ours.contains(name)).collect();
    found.sort();
    (!found.is_empty()).then(|| {
        format!(
            "The environment goes before the file: unset {}, here and where the server is started.",
            found.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_gives_the_password_to_whoever_owns_the_data_folder() {
        assert_eq!(owner(true, Some((7, 8))), Some((7, 8)));
        assert_eq!(owner(true, None), None);
        assert_eq!(owner(false, Some((7, 8))), None);
    }

    #[test]
    fn variables_that_go_before_the_file_are_named() {
        let keys = [("server", To::Number(1)), ("password", To::Nothing)];
        let said = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            overriding(&keys, names.into_iter())
        };
        assert_eq!(said(&["PATH", "COUNTERSIGN_MAIL_HELO"]), None);
        let said = said(&["COUNTERSIGN_MAIL_SERVER", "COUNTERSIGN_MAIL_PASSWORD"]).unwrap();
        assert!(
            said.contains("unset COUNTERSIGN_MAIL_PASSWORD, COUNTERSIGN_MAIL_SERVER,"),
            "{said}"
        );
    }
}
