//! Codes by e-mail.

use domain::Kind;
use door::{Actor, At, EmailChange};

use super::delivered::{Inbox, Way};
use super::{Doing, Driver, Holder, Scene};

static WAY: Way = Way {
    kind: Kind::of("email"),
    field: "email",
    code_of,
};

/// Codes by e-mail, as people set them up.
pub struct EmailCode;

fn code_of(text: &str) -> Option<String> {
    let mut lines = text.lines().map(|line| line.trim().replace(' ', ""));
    lines.find(|line| line.len() == 8 && line.bytes().all(|b| b.is_ascii_digit()))
}

impl Driver for EmailCode {
    fn kind(&self) -> Kind {
        WAY.kind.clone()
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(async move {
            let (door, actor) = (scene.door, Actor::COMMAND_LINE);
            // It is off until somebody wants it.
            let kinds = door.kinds(&actor).await.unwrap();
            if kinds.iter().any(|kind| kind.kind == "email" && !kind.on) {
                door.switch_kind(&actor, "email", true).await.unwrap();
            }
            let live = scene.browser.live(door).await;
            let already = door.own_factors(&live).await.unwrap().len();
            let address = format!("{}.{already}@example.org", scene.name);
            let more = EmailChange::Add(&address);
            door.change_emails(&actor, scene.name, more).await.unwrap();
            let (here, who) = ((scene.place, door), (scene.name, scene.browser));
            let mailbox = Inbox::added(&WAY, here, who, At::Settings(&live), &address).await;
            Box::new(mailbox) as Box<dyn Holder>
        })
    }
}
