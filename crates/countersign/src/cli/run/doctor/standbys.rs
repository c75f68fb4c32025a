//! Whether a standby that takes over knows what was committed last.

use store::condition::{Replication, Standbys};

use super::check::Check;
use crate::durability::{self, Durable};

/// Whether there should be standbys is nobody's to say but who runs it; one that may forget has to be meant.
pub(super) fn judge(is: &Replication, durability: &str) -> Check {
    const CHECK: &str = "postgresql-replication";
    match durability::judge(durability, is) {
        Durable::Well => {}
        Durable::Doubtful(_) => {
            return Check::wrong(
                CHECK,
                format!(
                    "{} A code that was used could be used again after one takes over.",
                    told(is.standbys, durability)
                ),
                "Name one in synchronous_standby_names (with Patroni: synchronous_mode), or write \
                 postgres.durability = \"local\" if that will do.",
            );
        }
        Durable::Refused(why) => {
            let (finding, remedy) = why.split_once(": ").unwrap_or((why, ""));
            let mut letters = remedy.chars();
            let first = letters.next().map(char::to_uppercase).into_iter().flatten();
            return Check::wrong(
                CHECK,
                format!("postgres.durability {finding}, so that the server doesn't start."),
                first.chain(letters).collect::<String>(),
            );
        }
    }
    let finding = told(is.standbys, durability);
    match is.standbys {
        Standbys::Hidden(all) if all > 0 && durability != "local" => Check::warning(
            CHECK,
            finding,
            "Run \"GRANT pg_monitor TO …\" for the user of the database's address.",
        ),
        _ => Check::ok(CHECK, finding),
    }
}

fn told(standbys: Standbys, durability: &str) -> String {
    let connected = |count: i64| match count {
        1 => "One standby is connected".to_owned(),
        many => format!("{many} standbys are connected"),
    };
    match standbys {
        Standbys::Hidden(0) | Standbys::Seen { all: 0, .. } => {
            "No standby is connected.".to_owned()
        }
        Standbys::Hidden(all) => format!(
            "{}; this user is not allowed to see how they follow.",
            connected(all)
        ),
        Standbys::Seen {
            all,
            synchronous: 0,
        } if durability == "local" => format!(
            "{}, none of them synchronous, as postgres.durability = \"local\" says.",
            connected(all)
        ),
        Standbys::Seen {
            all,
            synchronous: 0,
        } => format!(
            "{}, none of them synchronous: one that takes over may not know the last commits.",
            connected(all)
        ),
        Standbys::Seen {
            all: 1,
            synchronous: 1,
        } => "One standby is connected, and is synchronous.".to_owned(),
        Standbys::Seen { all, synchronous } => {
            format!("{}, {synchronous} of them synchronous.", connected(all))
        }
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

    #[test]
    fn a_standby_that_may_forget_is_wrong_unless_that_is_written_down() {
        let several = Standbys::Seen {
            all: 3,
            synchronous: 1,
        };
        #[rustfmt::skip]
        let cases = [
            ("",            NONE,                State::Ok,      "No standby"),
            ("",            ONE,                 State::Wrong,   "One standby is connected, none of them synchronous"),
            ("",            several,             State::Ok,      "3 standbys are connected, 1 of them"),
            ("",            Standbys::Hidden(2), State::Warning, "not allowed to see"),
            ("local",       ONE,                 State::Ok,      "as postgres.durability = \"local\" says"),
            ("local",       Standbys::Hidden(2), State::Ok,      "not allowed to see"),
            ("synchronous", NONE,                State::Wrong,   "and no standby is"),
            ("synchronous", several,             State::Ok,      "1 of them synchronous"),
            ("synchronous", Standbys::Seen { all: 1, synchronous: 1 }, State::Ok, "and is synchronous"),
            ("synchronous", Standbys::Hidden(1), State::Wrong,   "isn't allowed to see"),
        ];
        for (durability, standbys, expected, says) in cases {
            let is = Replication {
                synchronous_commit: "on".to_owned(),
                standbys,
            };
            let check = judge(&is, durability);
            assert_eq!(check.state, expected, "{check:?}");
            assert!(check.finding.contains(says), "{check:?}");
            assert_eq!(check.remedy.is_some(), expected != State::Ok);
        }
    }
}
