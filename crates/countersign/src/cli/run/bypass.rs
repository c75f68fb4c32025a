//! `countersign bypass`.

use serde_json::json;

use super::At;
use super::desk::{ACTOR, Desk};
use crate::cli::tree::access::Bypass;
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

pub(super) async fn run(command: Bypass, at: &mut At<'_>) -> Result<(), Stopped> {
    let Bypass::Add {
        name,
        reason,
        hours,
        form,
    } = command;
    let desk = Desk::open(at, Schema::Keep).await?;
    let code = desk.door.give_code(&ACTOR, &name, hours, &reason).await;
    let code = code.map_err(|stop| desk.no_account(&name, stop))?;
    if form.json {
        let view = json!({"account": name, "code": code.expose(), "hours": hours});
        return print::json(at.out, &view);
    }
    at.say(code.expose())
}
