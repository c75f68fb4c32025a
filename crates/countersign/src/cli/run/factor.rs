//! `countersign factor`.

use super::desk::{ACTOR, Desk};
use super::{At, text_message, yes};
use crate::cli::tree::access::Factor;
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

pub(super) async fn run(command: Factor, at: &mut At<'_>) -> Result<(), Stopped> {
    let command = match command {
        // It needs no database.
        Factor::Test(asked) => return text_message::test(&asked, at).await,
        other => other,
    };
    let desk = Desk::open(at, Schema::Keep).await?;
    match command {
        Factor::Test(_) => Ok(()),
        Factor::List(form) => {
            let all = desk.door.kinds(&ACTOR).await.map_err(|s| desk.no(s))?;
            if form.json {
                return desk.json(at, &all);
            }
            let rows: Vec<_> = all
                .into_iter()
                .map(|kind| [kind.kind, yes(kind.on), yes(kind.at_sign_in)])
                .collect();
            print::columns(at.out, ["KIND", "ON", "SET UP AT SIGN-IN"], &rows)
        }
        Factor::Enable { kind } => switch(&desk, &kind, true, at).await,
        Factor::Disable { kind } => switch(&desk, &kind, false, at).await,
    }
}

async fn switch(desk: &Desk, kind: &str, on: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let switched = desk.door.switch_kind(&ACTOR, kind, on).await;
    switched.map_err(|stop| desk.no(stop))?;
    at.say(&format!("{kind} is {}.", if on { "on" } else { "off" }))
}
