//! `countersign audit`.

mod verify;

use std::collections::{BTreeMap, BTreeSet};

use domain::Fault;
use domain::ids::AccountId;
use door::activity::{Cursor, EventView, Query};

use super::At;
use super::desk::{ACTOR, Desk};
use crate::cli::tree::keeping::{Audit, Events};
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

/// How many events are read at once.
const PAGE: i64 = 1_000;

pub(super) async fn run(command: Audit, at: &mut At<'_>) -> Result<(), Stopped> {
    let desk = Desk::open(at, Schema::Keep).await?;
    match command {
        Audit::List(which) => list(&desk, which, at).await,
        Audit::Verify(form) => verify::run(&desk, form, at).await,
    }
}

async fn list(desk: &Desk, which: Events, at: &mut At<'_>) -> Result<(), Stopped> {
    let events = read(desk, &which).await?;
    if which.form.json {
        return desk.json(at, &events);
    }
    let names = names(desk, &events).await?;
    let called = |id: &str| names.get(id).map_or(id, String::as_str).to_owned();
    let head = [
        "TIME", "ACTOR", "ACCOUNT", "ACTION", "OUTCOME", "KIND", "TIMES", "ADDRESS", "DETAIL",
    ];
    let rows: Vec<_> = events
        .into_iter()
        .map(|event| {
            [
                desk.moment(event.moment()),
                called(&event.actor),
                called(event.subject.as_deref().unwrap_or_default()),
                event.action,
                event.outcome,
                event.kind,
                event.times.to_string(),
                event.address,
                event.detail,
            ]
        })
        .collect();
    print::columns(at.out, head, &rows)
}

/// The newest events that are wanted, the newest last.
async fn read(desk: &Desk, which: &Events) -> Result<Vec<EventView>, Stopped> {
    let mut all: Vec<EventView> = Vec::new();
    loop {
        let read = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let most = which.limit.saturating_sub(read).min(PAGE);
        let last = all.last().map(|event| {
            let id = event.id.parse();
            let at = event.moment();
            id.map(|id| Cursor { at, id })
        });
        let query = Query {
            account: which.account.clone(),
            before: last
                .transpose()
                .map_err(|e| Fault::new(format!("an event's id is {e}")))?,
            most,
        };
        let page = desk.door.audit(&ACTOR, &query).await;
        let page = page.map_err(|stop| {
            let name = which.account.as_deref().unwrap_or_default();
            desk.no_account(name, stop)
        })?;
        let full = i64::try_from(page.len()).unwrap_or(0) == most;
        all.extend(page);
        if !full || i64::try_from(all.len()).unwrap_or(i64::MAX) >= which.limit {
            all.reverse();
            return Ok(all);
        }
    }
}

/// What the accounts in these events are called, by id as events write it. Those that were deleted
/// have no name any more.
async fn names(desk: &Desk, events: &[EventView]) -> Result<BTreeMap<String, String>, Stopped> {
    let wanted: BTreeSet<AccountId> = events
        .iter()
        .flat_map(|event| [Some(event.actor.as_str()), event.subject.as_deref()])
        .flatten()
        .filter_map(|id| id.parse().ok())
        .collect();
    let wanted: Vec<_> = wanted.into_iter().collect();
    let names = desk.door.account_names(&ACTOR, &wanted).await;
    let names = names.map_err(|stop| desk.no(stop))?;
    Ok(names
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect())
}
