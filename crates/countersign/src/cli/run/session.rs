//! `countersign session`.

use domain::Refusal;
use domain::Timestamp;
use domain::ids::SessionId;

use super::At;
use super::desk::{ACTOR, Desk};
use crate::cli::sure::sure;
use crate::cli::tree::access::{End, Session};
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

pub(super) async fn run(command: Session, at: &mut At<'_>) -> Result<(), Stopped> {
    let desk = Desk::open(at, Schema::Keep).await?;
    match command {
        Session::List { name, form } => list(&desk, &name, form.json, at).await,
        Session::End(which) => end(&desk, which, at).await,
    }
}

async fn list(desk: &Desk, name: &str, json: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let all = desk.door.user_sessions(&ACTOR, name).await;
    let all = all.map_err(|stop| desk.no_account(name, stop))?;
    if json {
        return desk.json(at, &all);
    }
    let head = ["ID", "NAME", "ADDRESS", "MADE", "SEEN", "ENDS", "BROWSER"];
    let moment = |micros| desk.moment(Timestamp::from_micros(micros));
    let rows: Vec<_> = all
        .into_iter()
        .map(|session| {
            [
                session.id,
                session.name,
                session.address,
                moment(session.made),
                moment(session.seen),
                moment(session.expires),
                session.agent,
            ]
        })
        .collect();
    print::columns(at.out, head, &rows)
}

async fn end(desk: &Desk, which: End, at: &mut At<'_>) -> Result<(), Stopped> {
    let Some(name) = &which.name else {
        return everyone(desk, which.yes, at).await;
    };
    let Some(id) = which.id else {
        let ended = desk.door.end_user_sessions(&ACTOR, name, None).await;
        ended.map_err(|stop| desk.no_account(name, stop))?;
        return at.say(&format!("All sessions of {name} have ended."));
    };
    let has = desk.door.user_sessions(&ACTOR, name).await;
    has.map_err(|stop| desk.no_account(name, stop))?;
    let what = format!("session \"{}\" of {name}", id.escape_debug());
    let no = |stop| desk.none(&what, stop);
    let id: SessionId = id.parse().map_err(|_| no(Refusal::NoSuch.into()))?;
    let ended = desk.door.end_user_sessions(&ACTOR, name, Some(id)).await;
    ended.map_err(no)?;
    at.say(&format!("The session of {name} has ended."))
}

async fn everyone(desk: &Desk, yes: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    if !yes {
        let question = "Sign out everyone?";
        sure(question, "sign out everyone", "Nobody was signed out.")?;
    }
    let ended = desk.door.end_everyones_sessions(&ACTOR).await;
    let ended = ended.map_err(|stop| desk.no(stop))?;
    at.say(&format!(
        "Sessions ended: {}. Unfinished sign-ins ended: {}.",
        ended.sessions, ended.pending
    ))
}
