//! Whether somebody can administer the site, and proves it twice.

use domain::{Refusal, Stop};

use super::super::desk::{ACTOR, Desk};
use super::check::{Check, sentence};
use crate::cli::Stopped;
use crate::data::Data;

const ADMINISTRATORS: &str = "administrators";

/// An administrator who can act.
struct Administrator {
    name: String,
    /// Whether there is a second factor that isn't a mere fallback.
    has_factor: bool,
}

pub(super) async fn inspect(desk: &Desk, data: &Data) -> Check {
    match ask(desk).await {
        Ok((any, all)) => judge(any, &all, &data.set_up_link().display().to_string()),
        Err(Stopped::Refused(why) | Stopped::Usage(why)) => Check::wrong(
            ADMINISTRATORS,
            sentence(why),
            "Look at what is told of the database.",
        ),
        Err(Stopped::Unread) => Check::not_looked_at(ADMINISTRATORS),
    }
}

async fn ask(desk: &Desk) -> Result<(bool, Vec<Administrator>), Stopped> {
    let no = |stop| desk.no(stop);
    let any = !desk
        .door
        .accounts(&ACTOR, "", 1)
        .await
        .map_err(no)?
        .is_empty();
    let mut all = Vec::new();
    let mut after = Some(String::new());
    while let Some(name) = after {
        let page = desk.door.administrators(&ACTOR, &name).await.map_err(no)?;
        after = page.last().map(|account| account.name.clone());
        for account in page {
            let factors = match desk.door.user_factors(&ACTOR, &account.name).await {
                Ok(factors) => factors,
                // Deleted or renamed meanwhile.
                Err(Stop::Refused(Refusal::NoSuch)) => continue,
                Err(stop) => return Err(no(stop)),
            };
            all.push(Administrator {
                name: account.name,
                has_factor: factors.iter().any(|factor| !factor.fallback),
            });
        }
    }
    Ok((any, all))
}

fn judge(any: bool, all: &[Administrator], link: &str) -> Check {
    if !any {
        return Check::wrong(
            ADMINISTRATORS,
            "There is no account yet.",
            format!(
                "Open the set-up link that \"countersign serve\" writes to {link}, or run \"countersign user add NAME --admin\"."
            ),
        );
    }
    if all.is_empty() {
        return Check::wrong(
            ADMINISTRATORS,
            "No administrator can act: none is enabled and has a password.",
            "Run \"countersign user enable NAME\" for one who was, or \"countersign user add NAME --admin\".",
        );
    }
    let without: Vec<_> = all
        .iter()
        .filter(|one| !one.has_factor)
        .map(|one| one.name.as_str())
        .collect();
    let count = match all.len() {
        1 => "One administrator is enabled".to_owned(),
        many => format!("{many} administrators are enabled"),
    };
    match without.as_slice() {
        [] => Check::ok(ADMINISTRATORS, format!("{count}, with a second factor.")),
        names => Check::warning(
            ADMINISTRATORS,
            format!("{count}; without a second factor: {}.", names.join(", ")),
            "Have them set one up under Settings, Security, or run \"countersign policy require --everyone\".",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn somebody_administers_and_proves_it_twice() {
        let one = |name: &str, has_factor| Administrator {
            name: name.to_owned(),
            has_factor,
        };
        for (any, all, expected) in [
            (false, &[][..], State::Wrong),
            (true, &[], State::Wrong),
            (true, &[one("ada", true)], State::Ok),
            (true, &[one("ada", true), one("bo", true)], State::Ok),
            (true, &[one("ada", true), one("bo", false)], State::Warning),
            (true, &[one("ada", false)], State::Warning),
        ] {
            assert_eq!(judge(any, all, "data/setup-link").state, expected);
        }
        let check = judge(true, &[one("ada", true), one("bo", false)], "");
        assert!(check.finding.ends_with("factor: bo."), "{check:?}");
    }
}
