//! Secrets that stand in files of their own, and the two ways in which one is shown to others by
//! mistake: a file that everybody can read, and an argument that stands in the list of processes.

use std::fs::{File, Metadata};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// More than any secret has.
const LONGEST: u64 = 65_536;

/// Why a file isn't read, in half a sentence.
pub(super) fn unread(error: std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::InvalidData => "isn't text in UTF-8".to_owned(),
        _ => format!("can't be read: {error}"),
    }
}

/// Reads a file's text, and what the system knows of this very file. At most that many bytes.
pub(super) fn read(file: File, longest: u64) -> Result<(String, Metadata), String> {
    let about = file.metadata().map_err(unread)?;
    let mut text = String::new();
    file.take(longest.saturating_add(1))
        .read_to_string(&mut text)
        .map_err(unread)?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > longest {
        return Err(format!("is longer than {longest} bytes"));
    }
    Ok((text, about))
}

/// Whether anybody on the machine may read it.
pub(super) fn is_open(about: &Metadata) -> bool {
    about.is_file() && about.mode() & 0o004 != 0
}

/// Reads a secret, the file's text without one newline at its end, and says whether anybody on the machine
/// may read it.
pub(super) fn secret(path: &Path) -> Result<(String, bool), String> {
    let (mut text, about) = read(File::open(path).map_err(unread)?, LONGEST)?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    if text.is_empty() {
        return Err("is empty".to_owned());
    }
    Ok((text, is_open(&about)))
}

/// Whether a database URL or connection string holds a password.
pub fn holds_password(database: &str) -> bool {
    let in_words = database.to_ascii_lowercase().contains("password=");
    let in_authority = database.split_once("://").is_some_and(|(_, rest)| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        // A password may hold an unescaped '/', so the last '@' of the whole counts as well.
        let user = authority
            .rsplit_once('@')
            .or_else(|| rest.rsplit_once('@'))
            .map(|(user, _)| user);
        user.and_then(|user| user.split_once(':'))
            .is_some_and(|(_, password)| !password.is_empty())
    });
    in_words || in_authority
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_a_database_address_is_seen() {
        for with in [
            "postgres://u:p@h/d",
            "postgres://u:p/w@h/d",
            "host=h password=p",
            "postgres://h/d?user=u&password=p",
        ] {
            assert!(holds_password(with), "{with}");
        }
        for without in [
            "",
            "postgres://h/d",
            "postgres://u@h:5432/d",
            "postgres://u:@h/d",
            "host=h user=u",
            "postgres://h:1,i:2/d",
        ] {
            assert!(!holds_password(without), "{without}");
        }
    }
}
