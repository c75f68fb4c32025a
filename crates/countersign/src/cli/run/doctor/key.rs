//! The key file: that it is there, that nobody else reads it, and that it is the database's.

use std::path::Path;

use domain::Fault;
use store::condition::{Condition, MadeWith};
use store::{KeyFile, private};

use super::check::{Check, sentence};

const KEY: &str = "key-file";

/// What was found where the key file should be.
pub(super) struct KeyCheck {
    check: Check,
    /// Whether the database can be opened with it.
    pub(super) fits: bool,
}

impl KeyCheck {
    /// What is told of it.
    pub(super) fn check(self) -> Check {
        self.check
    }
}

/// Looks at the key file, and at the database's word for which one it should be.
pub(super) fn inspect(path: &Path, condition: Option<&Condition>) -> KeyCheck {
    let open = std::fs::metadata(path)
        .ok()
        .and_then(|about| private::open_to(&about));
    let read = match open {
        Some(open) => Read::Open(open),
        None => match KeyFile::read(path) {
            Ok(None) => Read::Absent,
            Err(fault) => Read::Fault(fault),
            Ok(Some(file)) => Read::Key {
                id: file.id(),
                is: condition
                    .and_then(|one| one.made_with.as_ref())
                    .is_some_and(|made_with| made_with.is(&file)),
            },
        },
    };
    let made_with = condition.and_then(|one| one.made_with.as_ref());
    let fits = matches!(read, Read::Key { is: true, .. });
    let check = judge(path, &read, made_with.map(id), condition.is_some());
    KeyCheck { check, fits }
}

fn id(made_with: &MadeWith) -> &str {
    &made_with.id
}

/// What is in the file.
enum Read {
    Absent,
    /// Others can read it, by this mode and group.
    Open(String),
    Fault(Fault),
    Key {
        id: String,
        /// Whether the database was made with it.
        is: bool,
    },
}

fn judge(path: &Path, read: &Read, made_with: Option<&str>, reached: bool) -> Check {
    let shown = path.display();
    let elsewhere = "Put the right key file there, or name it with \"key_file\".";
    match (read, made_with) {
        (Read::Open(open), _) => Check::wrong(
            KEY,
            format!(
                "The key file {shown} can be read by others ({open}), so that the server doesn't start."
            ),
            format!(
                "Run \"chmod 600 {shown}\", or give it to the server's own group with mode 640; if others were on \
                 this machine meanwhile, they may have the key."
            ),
        ),
        (Read::Fault(fault), _) => Check::wrong(KEY, sentence(fault), elsewhere),
        (Read::Absent, Some(theirs)) => Check::wrong(
            KEY,
            format!(
                "There is no key file at {shown}, and the database belongs to key {}.",
                short(theirs)
            ),
            elsewhere,
        ),
        (Read::Absent, None) if reached => Check::warning(
            KEY,
            format!("There is no key file at {shown} yet."),
            "Start \"countersign serve\", which makes it together with the database.",
        ),
        (Read::Absent, None) => {
            Check::wrong(KEY, format!("There is no key file at {shown}."), elsewhere)
        }
        (Read::Key { id, is: true }, Some(_)) => Check::ok(
            KEY,
            format!("{shown} holds key {}, the database's.", short(id)),
        ),
        (Read::Key { id, is: false }, Some(theirs)) if id == theirs => Check::wrong(
            KEY,
            format!(
                "{shown} holds a key with the id {}, but not the one that the database was made with.",
                short(id)
            ),
            elsewhere,
        ),
        (Read::Key { id, .. }, Some(theirs)) => Check::wrong(
            KEY,
            format!(
                "{shown} holds key {}, but the database belongs to key {}.",
                short(id),
                short(theirs)
            ),
            elsewhere,
        ),
        (Read::Key { id, .. }, None) => {
            let more = if reached {
                "no database belongs to a key yet"
            } else {
                "can't tell whether it's the database's"
            };
            Check::ok(KEY, format!("{shown} holds key {}; {more}.", short(id)))
        }
    }
}

/// Enough of an id to tell two apart.
fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn a_key_file_is_right_only_where_it_is_the_databases() {
        let (ours, theirs) = ("0123456789abcdef", "fedcba9876543210");
        let key = |is| Read::Key {
            id: ours.to_owned(),
            is,
        };
        let fault = Read::Fault(Fault::new("It can't be read"));
        for (read, made_with, reached, expected, says) in [
            (
                &key(true),
                Some(ours),
                true,
                State::Ok,
                "key 01234567, the database's.",
            ),
            (
                &key(false),
                Some(ours),
                true,
                State::Wrong,
                "with the id 01234567, but not",
            ),
            (
                &key(false),
                Some(theirs),
                true,
                State::Wrong,
                "key 01234567, but the database belongs to key fedcba98.",
            ),
            (&key(false), None, true, State::Ok, "no database belongs"),
            (&key(false), None, false, State::Ok, "can't tell"),
            (
                &Read::Absent,
                Some(theirs),
                true,
                State::Wrong,
                "belongs to key fedcba98",
            ),
            (&Read::Absent, None, true, State::Warning, "yet"),
            (
                &Read::Absent,
                None,
                false,
                State::Wrong,
                "There is no key file at k.",
            ),
            (
                &Read::Open("mode 640, group 7".to_owned()),
                Some(ours),
                true,
                State::Wrong,
                "mode 640",
            ),
            (&fault, Some(ours), true, State::Wrong, "It can't be read."),
        ] {
            let check = judge(Path::new("k"), read, made_with, reached);
            assert_eq!(check.state, expected, "{check:?}");
            assert!(check.finding.contains(says), "{check:?}");
            assert!(!check.finding.contains(ours), "an id in full: {check:?}");
        }
    }
}
