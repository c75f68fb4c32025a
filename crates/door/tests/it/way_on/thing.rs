//! What somebody has in their hands: an app, a token, a mailbox, a telephone.

use domain::{Form, Kind, Stop};
use door::{At, Door, Shown};
use testing::Place;
use testing::drivers::{self, Holder, Scene};
use testing::people::*;

/// Codes by e-mail.
pub const MAIL: Kind = Kind::of("email");
/// Text messages.
pub const PHONE: Kind = Kind::of("text-message");

enum Device {
    App(App),
    Token(Box<FidoToken>, u32),
    Inbox(Box<dyn Holder>),
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
        Self::made(kind, at, (place, door), None, browser).await
    }

    /// The same in place of another one's enrolment, where that is named.
    pub async fn made(
        kind: &Kind,
        at: At<'_>,
        (place, door): (&Place, &Door),
        instead: Option<&str>,
        browser: &mut Browser,
    ) -> Result<Self, Stop> {
        let path = instead.map_or("", |_| "/instead");
        let mut fields = vec![("name", "New")];
        fields.extend(instead.map(|id| ("instead", id)));
        let begun = post(door, at, kind, path, None, &fields, browser).await?;
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
                let origin = door.relying_party().origin;
                let (token, sent) = FidoToken::make(&asked, &Moment::honest(&asked, &origin));
                (Device::Token(Box::new(token), 1), sent)
            }
        };
        fields.push(("code", &code));
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

    /// What gets codes: a mailbox or a telephone.
    pub async fn inbox(kind: &Kind, scene: Scene<'_>) -> Self {
        let (door, name) = (scene.door, scene.name.to_owned());
        let holder = drivers::of(kind).enrol(scene).await;
        let all = door.user_factors(&door::Actor::COMMAND_LINE, &name).await;
        let own = all.unwrap().into_iter().find(|one| one.kind == *kind);
        Self {
            kind: kind.clone(),
            id: own.unwrap().id,
            has: true,
            device: Device::Inbox(holder),
        }
    }

    /// What a passkey says to the sign-in page; nothing of anything else.
    pub fn alone(&mut self, asked: &serde_json::Value) -> Option<String> {
        let Device::Token(token, count) = &mut self.device else {
            return None;
        };
        *count += 1;
        let mut moment = Moment::honest(asked, ORIGIN);
        moment.count = *count;
        moment.user.clone_from(&token.user);
        Some(token.sign(&moment))
    }

    /// What is posted to have it asked; nothing where it needn't be.
    pub fn asks(&self) -> Option<Form> {
        match &self.device {
            Device::Inbox(holder) => Some(Form::new(holder.asks())),
            Device::App(_) | Device::Token(..) => None,
        }
    }

    /// The right answer to a question; none where it can't give one here.
    pub async fn answer(&mut self, question: &str, place: &Place, door: &Door) -> Option<String> {
        Some(match &mut self.device {
            Device::App(app) => {
                place.clock().advance(domain::Span::seconds(30));
                app.code(place, 0)
            }
            // A key from before the site moved is told of instead.
            Device::Token(..) if !question.contains("data-options") => return None,
            Device::Token(token, count) => {
                *count += 1;
                let mut moment = Moment::honest(&options(question), ORIGIN);
                moment.count = *count;
                token.sign(&moment)
            }
            Device::Inbox(holder) => {
                let right = holder.fresh(place, door).await;
                holder.say(&right, question)
            }
        })
    }
}
