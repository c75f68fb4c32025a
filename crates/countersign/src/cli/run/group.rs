//! `countersign group`.

use super::At;
use super::desk::{ACTOR, Desk};
use crate::cli::tree::access::Group;
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

pub(super) async fn run(command: Group, at: &mut At<'_>) -> Result<(), Stopped> {
    let schema = match &command {
        Group::Add { .. } => Schema::Begin,
        Group::List(_) | Group::Delete { .. } => Schema::Keep,
    };
    let desk = Desk::open(at, schema).await?;
    match command {
        Group::List(form) => {
            let all = desk.door.groups(&ACTOR).await.map_err(|s| desk.no(s))?;
            if form.json {
                return desk.json(at, &all);
            }
            let rows: Vec<_> = all
                .into_iter()
                .map(|group| [group.name, group.members.to_string()])
                .collect();
            print::columns(at.out, ["NAME", "MEMBERS"], &rows)
        }
        Group::Add { name } => {
            let added = desk.door.add_group(&ACTOR, &name).await;
            added.map_err(|stop| desk.no(stop))?;
            at.say(&format!("The group {name} was added."))
        }
        Group::Delete { name } => {
            let deleted = desk.door.delete_group(&ACTOR, &name).await;
            deleted.map_err(|stop| desk.no(stop))?;
            at.say(&format!("The group {name} was deleted."))
        }
    }
}
