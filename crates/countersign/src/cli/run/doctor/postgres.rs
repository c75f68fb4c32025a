//! Whether PostgreSQL keeps what was committed, and what is known of the way to it. A commit that is
//! forgotten in a crash brings a used code back to life.

use store::condition::{Between, Channel, Postgres, Replication, Standbys};

use super::check::Check;
use super::standbys;

/// The oldest version that the tests know.
const OLDEST: i64 = 13;

pub(super) fn judge(about: &Postgres, durability: &str) -> Vec<Check> {
    let is = Replication {
        synchronous_commit: about.synchronous_commit.clone(),
        standbys: about.standbys,
    };
    vec![
        version(about.number, &about.version),
        primary(about.standby, about.read_only),
        commit(&is, durability),
        crash(about.fsync, about.full_page_writes),
        standbys::judge(&is, durability),
        pooler(&about.between, about.carried),
        tls(about.channel),
    ]
}

fn version(number: i64, version: &str) -> Check {
    const CHECK: &str = "postgresql-version";
    if number < OLDEST * 10_000 {
        let finding =
            format!("PostgreSQL {version} is older than {OLDEST}, the oldest that is supported.");
        return Check::warning(CHECK, finding, "Move the database to a newer PostgreSQL.");
    }
    Check::ok(CHECK, format!("PostgreSQL {version} is supported."))
}

fn primary(standby: bool, read_only: bool) -> Check {
    const CHECK: &str = "postgresql-primary";
    if standby {
        return Check::wrong(
            CHECK,
            "This server is a standby, which takes no changes.",
            "Name the primary in \"database\"; it may hold several hosts, and the one that takes changes is used.",
        );
    }
    if read_only {
        return Check::wrong(
            CHECK,
            "Transactions are read-only here.",
            "Run \"ALTER DATABASE … RESET default_transaction_read_only\", or the same for the role.",
        );
    }
    Check::ok(CHECK, "This server takes changes.")
}

fn commit(is: &Replication, durability: &str) -> Check {
    const CHECK: &str = "postgresql-commit";
    let all = match is.standbys {
        Standbys::Hidden(all) | Standbys::Seen { all, .. } => all,
    };
    match is.synchronous_commit.as_str() {
        "off" => Check::wrong(
            CHECK,
            "synchronous_commit is off: a crash forgets what was just committed, so that a code could be used twice.",
            "Run \"ALTER DATABASE … SET synchronous_commit = on\" (or change postgresql.conf) and restart Countersign.",
        ),
        "local" if all > 0 && durability != "local" => Check::warning(
            CHECK,
            "synchronous_commit is local: no commit waits for a standby, and one that takes over may not know it.",
            "Set synchronous_commit = on, with synchronous_standby_names, if a standby is to take over.",
        ),
        value => Check::ok(CHECK, format!("synchronous_commit is {value}.")),
    }
}

fn crash(fsync: bool, full_page_writes: bool) -> Check {
    const CHECK: &str = "postgresql-crash-safety";
    let off = match (fsync, full_page_writes) {
        (true, true) => return Check::ok(CHECK, "fsync and full_page_writes are on."),
        (false, true) => "fsync is off",
        (true, false) => "full_page_writes is off",
        (false, false) => "fsync and full_page_writes are off",
    };
    Check::wrong(
        CHECK,
        format!("{off}: a crash of that machine can damage the database."),
        "Set fsync = on and full_page_writes = on in postgresql.conf, and reload PostgreSQL.",
    )
}

fn pooler(between: &Between, carried: Option<bool>) -> Check {
    const CHECK: &str = "postgresql-pooler";
    if carried == Some(false) {
        return Check::warning(
            CHECK,
            "A pooler stands between that can't carry prepared statements, so that the server does without them.",
            "Set postgres.prepared = false, or have PgBouncer carry them (from 1.21 on, with max_prepared_statements \
             above 0) and restart Countersign.",
        );
    }
    let statements = match carried {
        Some(_) => "It carries prepared statements.",
        None => "No statements are prepared.",
    };
    let finding = match between {
        Between::Nothing => "Nothing shows between the program and the server.".to_owned(),
        Between::Something { server } => format!(
            "The server itself is at {server}: a pooler or a forwarded port stands between. {statements}"
        ),
    };
    Check::ok(CHECK, finding)
}

fn tls(channel: Channel) -> Check {
    const CHECK: &str = "postgresql-tls";
    let remedy =
        "Add sslmode=require to the database's address, and set ssl = on in postgresql.conf.";
    match channel {
        Channel::Local => Check::ok(
            CHECK,
            "What this program sends to the database stays on this machine.",
        ),
        Channel::Tls => Check::ok(CHECK, "What goes to the database goes by TLS."),
        Channel::Plain => Check::warning(
            CHECK,
            "What goes to the database can be read on the network.",
            remedy,
        ),
        Channel::Unknown => Check::warning(
            CHECK,
            "Can't tell from here whether the connection to the database uses TLS.",
            "Add sslmode=require to the database's address, so that it never goes plainly.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    const NONE: Standbys = Standbys::Seen {
        all: 0,
        synchronous: 0,
    };
    const ONE: Standbys = Standbys::Seen {
        all: 1,
        synchronous: 0,
    };

    fn is(synchronous_commit: &str, standbys: Standbys) -> Replication {
        Replication {
            synchronous_commit: synchronous_commit.to_owned(),
            standbys,
        }
    }

    #[test]
    fn versions_below_13_are_told() {
        for (number, expected) in [
            (120_022, State::Warning),
            (129_999, State::Warning),
            (130_000, State::Ok),
            (180_001, State::Ok),
        ] {
            assert_eq!(version(number, "x").state, expected, "{number}");
        }
    }

    #[test]
    fn a_commit_waits_for_the_disk() {
        for (value, standbys, expected) in [
            ("on", NONE, State::Ok),
            ("on", ONE, State::Ok),
            ("remote_apply", ONE, State::Ok),
            ("remote_write", ONE, State::Ok),
            ("local", NONE, State::Ok),
            ("local", ONE, State::Warning),
            ("local", Standbys::Hidden(1), State::Warning),
            ("off", NONE, State::Wrong),
            ("off", ONE, State::Wrong),
        ] {
            let is = is(value, standbys);
            assert_eq!(commit(&is, "").state, expected, "{is:?}");
        }
        let meant = commit(&is("local", ONE), "local");
        assert_eq!(meant.state, State::Ok, "{meant:?}");
    }

    #[test]
    fn a_server_takes_changes_and_survives_a_crash() {
        for (standby, read_only, expected) in [
            (false, false, State::Ok),
            (true, true, State::Wrong),
            (false, true, State::Wrong),
        ] {
            assert_eq!(primary(standby, read_only).state, expected);
        }
        for (fsync, full_page_writes, expected) in [
            (true, true, State::Ok),
            (false, true, State::Wrong),
            (true, false, State::Wrong),
            (false, false, State::Wrong),
        ] {
            assert_eq!(crash(fsync, full_page_writes).state, expected);
        }
    }

    #[test]
    fn what_stands_between_and_who_could_listen_is_told() {
        let something = Between::Something {
            server: "h:5432".to_owned(),
        };
        for (between, carried, expected, says) in [
            (&something, Some(true), State::Ok, "It carries"),
            (&something, None, State::Ok, "No statements are prepared"),
            (&something, Some(false), State::Warning, "can't carry"),
            // One on the server's own port doesn't show otherwise.
            (
                &Between::Nothing,
                Some(false),
                State::Warning,
                "can't carry",
            ),
            (&Between::Nothing, Some(true), State::Ok, "Nothing shows"),
        ] {
            let check = pooler(between, carried);
            assert_eq!(check.state, expected, "{check:?}");
            assert!(check.finding.contains(says), "{check:?}");
        }
        for (channel, expected) in [
            (Channel::Local, State::Ok),
            (Channel::Tls, State::Ok),
            (Channel::Plain, State::Warning),
            (Channel::Unknown, State::Warning),
        ] {
            assert_eq!(tls(channel).state, expected);
        }
    }
}
