//! What `countersign user` shows: the list, one account, its second factors.

use domain::Timestamp;
use door::{AccountView, EmailView, FactorView};
use serde::Serialize;

use super::desk::{ACTOR, Desk};
use super::{At, yes};
use crate::cli::{Stopped, print};

/// As many as there are in a page.
const PAGE: i64 = i64::MAX;

/// Accounts in order of name, after a name.
async fn page(desk: &Desk, after: &str) -> Result<Vec<AccountView>, Stopped> {
    let page = desk.door.accounts(&ACTOR, after, PAGE).await;
    page.map_err(|stop| desk.no(stop))
}

async fn all(desk: &Desk) -> Result<Vec<AccountView>, Stopped> {
    let mut all = page(desk, "").await?;
    let mut after = all.last().map(|account| account.name.clone());
    while let Some(name) = after {
        let more = page(desk, &name).await?;
        after = more.last().map(|account| account.name.clone());
        all.extend(more);
    }
    Ok(all)
}

/// When somebody last signed in, or that they were invited and haven't come yet.
fn signed_in(desk: &Desk, at: Option<i64>, invited: bool) -> String {
    if invited {
        return "invited, not come yet".to_owned();
    }
    desk.maybe(at.map(Timestamp::from_micros))
}

/// `user list`
pub(super) async fn list(desk: &Desk, json: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let all = all(desk).await?;
    if json {
        return desk.json(at, &all);
    }
    let head = [
        "NAME",
        "DISPLAY NAME",
        "ADMIN",
        "ENABLED",
        "FACTORS",
        "GROUPS",
        "SIGNED IN",
    ];
    let rows: Vec<_> = all
        .into_iter()
        .map(|account| {
            [
                account.name,
                account.display_name,
                yes(account.admin),
                yes(account.enabled),
                account.factors.join(", "),
                account.groups.join(", "),
                signed_in(desk, account.signed_in, account.invited),
            ]
        })
        .collect();
    print::columns(at.out, head, &rows)
}

/// An address, with what it isn't for.
pub(super) fn address(email: &EmailView) -> String {
    let only = if email.signs_in {
        ""
    } else {
        " (for messages only: it signs in to another account)"
    };
    format!("{}{only}", email.address)
}

/// `user show`
pub(super) async fn show(
    desk: &Desk,
    name: &str,
    json: bool,
    at: &mut At<'_>,
) -> Result<(), Stopped> {
    let account = desk.door.account(&ACTOR, name).await;
    let account = account.map_err(|stop| desk.no_account(name, stop))?;
    if json {
        return desk.json(at, &account);
    }
    let emails = account.emails.iter().map(address);
    let facts = [
        ("Name", account.name.clone()),
        ("Id", account.id.clone()),
        ("Display name", account.display_name.clone()),
        ("E-mail", emails.collect::<Vec<_>>().join(", ")),
        ("Groups", account.groups.join(", ")),
        ("Administrator", yes(account.admin)),
        ("Enabled", yes(account.enabled)),
        ("Password", yes(account.has_password)),
        ("Factors", account.factors.join(", ")),
        ("Made", desk.moment(Timestamp::from_micros(account.created))),
        (
            "Signed in",
            signed_in(desk, account.signed_in, account.invited),
        ),
    ];
    print::facts(at.out, &facts)?;
    for wait in &account.waits {
        let from = match (wait.ladder.as_str(), wait.known_browser) {
            ("gate", true) => "networks of its own",
            ("gate", false) => "unknown networks",
            (_, true) => "a known browser",
            (_, false) => "unknown browsers",
        };
        let next = if wait.next > 0 {
            let from = desk.moment(Timestamp::from_micros(wait.next));
            format!("; the next is looked at from {from}")
        } else {
            String::new()
        };
        at.say(&format!(
            "{} wrong answers in a row from {from} ({}){next}",
            wait.wrong, wait.ladder
        ))?;
    }
    Ok(())
}

/// One enrolment, for programs.
#[derive(Serialize)]
struct Factor {
    id: String,
    kind: String,
    name: String,
    added: String,
    used: Option<String>,
    until: Option<String>,
    /// Codes left, for what is used up.
    left: i64,
    suspended: bool,
    /// From when on it counts in full, where it doesn't yet.
    counts_from: Option<String>,
    /// From when on it is removed, its owner having wanted that.
    leaving: Option<String>,
    /// Its kind is switched off.
    off: bool,
}

impl Factor {
    fn of(desk: &Desk, view: FactorView) -> Self {
        Self {
            id: view.id,
            kind: view.kind.to_string(),
            name: view.name,
            added: desk.moment(view.added),
            used: view.used.map(|at| desk.moment(at)),
            until: view.until.map(|at| desk.moment(at)),
            left: view.left,
            suspended: view.suspended,
            counts_from: view.counts_from.map(|at| desk.moment(at)),
            leaving: view.leaving.map(|at| desk.moment(at)),
            off: view.off,
        }
    }

    const fn state(&self) -> &'static str {
        match (self.off, self.suspended) {
            (true, _) => "switched off",
            (false, true) => "suspended",
            (false, false) if self.counts_from.is_some() => "waiting",
            (false, false) => "on",
        }
    }
}

/// `user factors`
pub(super) async fn factors(
    desk: &Desk,
    name: &str,
    json: bool,
    at: &mut At<'_>,
) -> Result<(), Stopped> {
    let all = desk.door.user_factors(&ACTOR, name).await;
    let all = all.map_err(|stop| desk.no_account(name, stop))?;
    let all: Vec<_> = all.into_iter().map(|view| Factor::of(desk, view)).collect();
    if json {
        return print::json(at.out, &all);
    }
    let rows: Vec<_> = all
        .into_iter()
        .map(|factor| {
            [
                factor.state().to_owned(),
                factor.id,
                factor.kind,
                factor.name,
                factor.added,
                factor.used.unwrap_or_else(|| "never".to_owned()),
            ]
        })
        .collect();
    print::columns(
        at.out,
        ["STATE", "ID", "KIND", "NAME", "ADDED", "USED"],
        &rows,
    )
}
