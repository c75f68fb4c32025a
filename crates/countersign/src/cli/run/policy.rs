//! `countersign policy`.

use domain::policy::Required;

use super::At;
use super::desk::{ACTOR, Desk};
use crate::cli::tree::access::Policy;
use crate::cli::{Stopped, print};
use crate::wiring::Schema;

pub(super) async fn run(command: Policy, at: &mut At<'_>) -> Result<(), Stopped> {
    let desk = Desk::open(at, Schema::Keep).await?;
    match command {
        Policy::Show(form) => show(&desk, form.json, at).await,
        Policy::Require(who) => {
            let required = match (who.everyone, who.group.is_empty()) {
                (true, _) => Required::Everyone,
                (false, false) => Required::Groups(who.group),
                (false, true) => Required::Nobody,
            };
            let set = desk.door.require_factor(&ACTOR, required).await;
            set.map_err(|stop| desk.no(stop))?;
            show(&desk, false, at).await
        }
        Policy::Offer(ways) => {
            let set = desk.door.offer_strongest_only(&ACTOR, ways.strongest_only);
            set.await.map_err(|stop| desk.no(stop))?;
            show(&desk, false, at).await
        }
    }
}

async fn show(desk: &Desk, json: bool, at: &mut At<'_>) -> Result<(), Stopped> {
    let policy = desk.door.policy(&ACTOR).await.map_err(|s| desk.no(s))?;
    if json {
        return desk.json(at, &policy);
    }
    let required = match policy.required {
        "groups" => format!("the groups {}", policy.groups.join(", ")),
        other => other.to_owned(),
    };
    let off = match policy.off.as_slice() {
        [] => "none".to_owned(),
        off => off.join(", "),
    };
    let facts = [
        ("Second step required of", required),
        ("Methods turned off", off),
        (
            "Offered to people with a security key or passkey",
            if policy.strongest_only {
                "only those, and backup codes".to_owned()
            } else {
                "every method they have set up".to_owned()
            },
        ),
    ];
    print::facts(at.out, &facts)
}
