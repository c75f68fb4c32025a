//! What `postgres.durability` says, beside what PostgreSQL does. A commit that is forgotten when a standby
//! takes over brings a used code back to life.

use store::condition::{Replication, Standbys, replication};
use store::{Place, PostgresOptions};

use crate::cli::Stopped;
use crate::config::Loaded;

/// The setting that says how many servers keep what is committed.
pub const KEY: &str = "postgres.durability";

/// How PostgreSQL stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Durable {
    /// As it was asked for.
    Well,
    /// Nobody said that standbys may forget, and they may.
    Doubtful(String),
    /// Not as it was asked for: goes on after the setting's place.
    Refused(&'static str),
}

/// Looks at it before anything is written.
///
/// # Errors
/// One sentence where the setting can't be held.
pub async fn check(loaded: &Loaded, place: &Place) -> Result<(), Stopped> {
    let Place::Postgres(options) = place else {
        return Ok(());
    };
    match found(loaded, options).await? {
        Durable::Well => Ok(()),
        Durable::Doubtful(why) => {
            tracing::warn!(event = "asynchronous-standbys", "{why}");
            Ok(())
        }
        Durable::Refused(why) => Err(loaded.complain(KEY, why).into()),
    }
}

async fn found(loaded: &Loaded, options: &PostgresOptions) -> Result<Durable, Stopped> {
    let asked = loaded.settings.text(KEY);
    if asked == "local" {
        return Ok(Durable::Well);
    }
    Ok(judge(asked, &replication(options).await?))
}

/// What is asked for beside what there is.
pub fn judge(asked: &str, is: &Replication) -> Durable {
    let waits = !["off", "local"].contains(&is.synchronous_commit.as_str());
    match (asked, is.standbys) {
        ("local", _) => Durable::Well,
        ("synchronous", Standbys::Hidden(_)) => Durable::Refused(
            "is \"synchronous\", and this user isn't allowed to see how the standbys follow: GRANT pg_monitor to it.",
        ),
        ("synchronous", Standbys::Seen { .. }) if !waits => Durable::Refused(
            "is \"synchronous\", and no commit waits for a standby: set synchronous_commit = on.",
        ),
        ("synchronous", Standbys::Seen { synchronous: 0, .. }) => Durable::Refused(
            "is \"synchronous\", and no standby is: start one that synchronous_standby_names names (with Patroni: \
             synchronous_mode), or write \"local\" if a standby that takes over may have forgotten the last commits.",
        ),
        (
            _,
            Standbys::Seen {
                all,
                synchronous: 0,
            },
        ) if all > 0 => Durable::Doubtful(format!(
            "{}: one that takes over may have forgotten the last commits, so that a code could be used twice; name \
             one in synchronous_standby_names (with Patroni: synchronous_mode), or write postgres.durability = \
             \"local\" if that will do",
            match all {
                1 => "the standby is asynchronous".to_owned(),
                many => format!("all {many} standbys are asynchronous"),
            }
        )),
        _ => Durable::Well,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_there_or_told() {
        let seen = |all, synchronous| Standbys::Seen { all, synchronous };
        #[rustfmt::skip]
        let cases = [
            ("",            "on",    seen(0, 0),          ""),
            ("",            "on",    seen(1, 0),          "the standby is asynchronous"),
            ("",            "on",    seen(2, 0),          "all 2 standbys are asynchronous"),
            ("",            "on",    seen(2, 1),          ""),
            ("",            "on",    Standbys::Hidden(1), ""),
            ("local",       "on",    seen(1, 0),          ""),
            ("local",       "local", seen(1, 1),          ""),
            ("synchronous", "on",    seen(0, 0),          "no standby is"),
            ("synchronous", "on",    seen(1, 0),          "no standby is"),
            ("synchronous", "on",    seen(2, 1),          ""),
            ("synchronous", "remote_apply", seen(1, 1),   ""),
            ("synchronous", "local", seen(1, 1),          "synchronous_commit = on"),
            ("synchronous", "off",   seen(1, 1),          "synchronous_commit = on"),
            ("synchronous", "on",    Standbys::Hidden(1), "pg_monitor"),
        ];
        for (asked, commit, standbys, says) in cases {
            let is = Replication {
                synchronous_commit: commit.to_owned(),
                standbys,
            };
            let found = judge(asked, &is);
            let said = match &found {
                Durable::Well => "",
                Durable::Doubtful(why) => why,
                Durable::Refused(why) => why,
            };
            assert_eq!(
                matches!(found, Durable::Refused(_)),
                asked == "synchronous" && !says.is_empty()
            );
            assert!(
                said.contains(says) && said.is_empty() == says.is_empty(),
                "{is:?}: {said}"
            );
        }
    }
}
