//! Codes by e-mail: read off the way by which messages leave.

use std::sync::Arc;

use domain::{Kind, Span};
use door::{Actor, At, Door, EmailChange, Shown};

use super::{Doing, Driver, Given, Holder, Scene};
use crate::people::post;
use crate::{Letters, Place};

const KIND: Kind = Kind::of("email");

/// Codes by e-mail, as people set them up.
pub struct EmailCode;

/// A mailbox that gets codes.
struct Mailbox {
    /// The account whose it is.
    name: String,
    address: String,
    enrolment: String,
    letters: Arc<Letters>,
}

impl Mailbox {
    fn code(&self) -> Option<String> {
        let text = self.letters.last_at(&self.name, &self.address)?;
        let line = text.lines().map(|line| line.trim().replace(' ', ""));
        let is_code = |line: &String| line.len() == 8 && line.bytes().all(|b| b.is_ascii_digit());
        line.into_iter().find(is_code)
    }
}

impl Driver for EmailCode {
    fn kind(&self) -> Kind {
        KIND
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
            let at = At::Settings(&live);
            let fields = [("email", address.as_str())];
            let begun = post(door, at, &KIND, "", None, &fields, scene.browser).await;
            let Ok(Shown::Done(begun)) = begun else {
                panic!("nothing was sent to {address}");
            };
            door.send_messages().await.unwrap();
            let (_, page) = begun.show.unwrap();
            let (_, id) = page
                .as_str()
                .split_once("name=\"enrolment\" value=\"")
                .unwrap();
            let mailbox = Mailbox {
                name: scene.name.to_owned(),
                address,
                enrolment: id.split('"').next().unwrap().to_owned(),
                letters: Arc::clone(scene.place.letters()),
            };
            let id = Some(mailbox.enrolment.as_str());
            let code = mailbox.code().unwrap();
            let fields = [("code", code.as_str())];
            let path = "/{id}/confirm";
            let confirmed = post(door, at, &KIND, path, id, &fields, scene.browser).await;
            let Ok(Shown::Done(confirmed)) = confirmed else {
                panic!("{} was not confirmed", mailbox.address);
            };
            scene.browser.keep(&confirmed.session.unwrap());
            Box::new(mailbox) as Box<dyn Holder>
        })
    }
}

impl Holder for Mailbox {
    fn fresh<'a>(&'a mut self, place: &'a Place, _: &'a Door) -> Doing<'a, Given> {
        place.clock().advance(Span::seconds(1));
        let given = Given {
            // It is sent once it is asked for.
            code: "0123 4567".to_owned(),
            enrolment: self.enrolment.parse().unwrap(),
        };
        Box::pin(async move { given })
    }

    fn asks(&self) -> Vec<(String, String)> {
        vec![("to".to_owned(), self.enrolment.clone())]
    }

    fn say(&self, given: &Given, _: &str) -> String {
        self.code().unwrap_or_else(|| given.code.clone())
    }

    fn nearly(&self, _: &Place, _: &Given) -> Vec<String> {
        super::nearly_like(&self.code().unwrap_or_else(|| "01234567".to_owned()))
    }
}
