//! Whether SQLite keeps what was committed.

use store::condition::Sqlite;

use super::check::Check;

const JOURNAL: &str = "sqlite-journal";
const INTEGRITY: &str = "sqlite-integrity";

/// `PRAGMA synchronous = FULL`.
const FULL: i64 = 2;

pub(super) fn judge(about: &Sqlite) -> Vec<Check> {
    let mut all = vec![journal(&about.journal, about.synchronous)];
    all.extend(about.damage.as_deref().map(integrity));
    all
}

fn journal(journal: &str, synchronous: Option<i64>) -> Check {
    match synchronous {
        Some(FULL) => Check::ok(
            JOURNAL,
            "WAL, and every commit is on the disk before it is answered.",
        ),
        Some(other) => Check::wrong(
            JOURNAL,
            format!(
                "A commit may be answered before it is on the disk (synchronous is {other}, not {FULL})."
            ),
            "Install an unchanged build of Countersign, which sets FULL by itself.",
        ),
        None => Check::warning(
            JOURNAL,
            format!("The journal mode is {journal}, not WAL."),
            "The next start of \"countersign serve\" sets WAL; if it can't, keep the database on a disk of this machine.",
        ),
    }
}

fn integrity(damage: &[String]) -> Check {
    match damage {
        [] => Check::ok(INTEGRITY, "The whole file was read, and is sound."),
        [first, ..] => Check::wrong(
            INTEGRITY,
            format!("The database is damaged ({first})."),
            "Stop the server, keep a copy of the file, and put back the newest backup (docs/running.md, \"Keeping it\").",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn only_wal_with_full_synchronisation_is_right() {
        for (mode, synchronous, expected) in [
            ("wal", Some(2), State::Ok),
            ("wal", Some(1), State::Wrong),
            ("wal", Some(3), State::Wrong),
            ("delete", None, State::Warning),
        ] {
            assert_eq!(
                journal(mode, synchronous).state,
                expected,
                "{mode} {synchronous:?}"
            );
        }
    }

    #[test]
    fn one_complaint_is_damage() {
        assert_eq!(integrity(&[]).state, State::Ok);
        assert_eq!(integrity(&["row 7 missing".to_owned()]).state, State::Wrong);
    }
}
