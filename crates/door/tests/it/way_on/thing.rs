//! What somebody has in their hands: an app, a token, a mailbox.

use domain::{Form, Kind, Stop};
use door::{At, Door, Shown};
use testing::Place;
use testing::drivers::{self, Holder, Scene};
use testing::people::*;

/// Codes by e-mail.
pub const MAIL: Kind = Kind::of("email");

enum Device {
    App(App),
    Token(Box<FidoToken>, u32),
    Mailbox(Box<dyn Holder>),
}

/// One enrolment, and whether its owner has it with them.
pub struct Thing {
    pub kind: Kind,
    pub id: String,
    pub has: bool,
    device: Device,
}

impl Thing {
    /// Sets one up; refused where the door refuses it.
    pub async fn set_up(
        kind: &Kind,
        at: At<'_>,
        door: &Door,
        place: &Place,
        browser: &mut Browser,
    ) -> Result<Self, Stop> {
        let begun = post(door, at, kind, "", None, &[("name", "New")], browser).await?;
        let Shown::Done(done) = begun else {
            panic!("nothing was begun")
        };
        let page = done.show.unwrap().1.as_str().to_owned();
        let id = enrolment(&page);
        let (device, code) = match *kind == TOTP {
            true => {
                let app = App::read(&page);
                let code = app.code(place, 0);
                (Device::App(app), code)
            }
            false => {
                let asked = options(&page);
                let (token, sent) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
                (Device::Token(Box::new(token), 1), sent)
            }
        };
        let fields = [("code", code.as_str())];
        let path = "/{id}/confirm";
        let done = post(door, at, kind, path, Some(&id), &fields, browser).await?;
        let Shown::Done(done) = done else {
            panic!("not confirmed")
        };
        browser.keep(&done.session.unwrap());
        Ok(Self {
            kind: kind.clone(),
            id,
            has: true,
            device,
        })
    }

    /// A mailbox that gets codes.
    pub async fn mailbox(scene: Scene<'_>) -> Self {
        let (door, name) = (scene.door, scene.name.to_owned());
        let holder = drivers::of(&MAIL).enrol(scene).await;
        let all = door.user_factors(&door::Actor::COMMAND_LINE, &name).await;
        let own = all.unwrap().into_iter().find(|one| one.kind == MAIL);
        Self {
            kind: MAIL,
            id: own.unwrap().id,
            has: true,
            device: Device::Mailbox(holder),
        }
    }

    /// What is posted to have it asked; nothing where it needn't be.
    pub fn asks(&self) -> Option<Form> {
        match &self.device {
            Device::Mailbox(holder) => Some(Form::new(holder.asks())),
            Device::App(_) | Device::Token(..) => None,
        }
    }

    /// The right answer to a question.
    pub async fn answer(&mut self, question: &str, place: &Place, door: &Door) -> String {
        match &mut self.device {
            Device::App(app) => {
                place.clock().advance(domain::Span::seconds(30));
                app.code(place, 0)
            }
            Device::Token(token, count) => {
                *count += 1;
                let mut moment = Moment::honest(&options(question), ORIGIN);
                moment.count = *count;
                token.sign(&moment)
            }
            Device::Mailbox(holder) => {
                let right = holder.fresh(place, door).await;
                holder.say(&right, question)
            }
        }
    }
}
