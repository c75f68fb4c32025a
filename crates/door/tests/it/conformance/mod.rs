//! Every kind of factor in the registry, whichever it is, keeps what a factor must keep. How a kind is
//! enrolled and answered stands in `testing::drivers`; one without a driver fails here by name.

mod answers;
mod at_once;
mod elsewhere;
mod guide;
mod restart;
mod states;
mod words;

use domain::{Form, Kind, Refusal, Span, Stop};
use door::{Actor, Config, Door, Pending, Progress};
use factors::Registry;
use testing::Place;
use testing::drivers::{self, Driver, Given, Holder, Scene};
use testing::people::*;

use crate::races::settled;

/// The program's factors, and the one of the guide, which is a crate of its own.
pub fn registry() -> Registry {
    Registry::built_in().with(sent_code::SentCode)
}

/// A door with all of these, none of whose limits is in the way.
pub async fn house(place: &Place) -> Door {
    let tell = |config: &mut Config| {
        settled(config);
        config.limits.asked_wait = Span::ZERO;
    };
    place.door_asking(registry(), tell).await
}

/// Every kind of the registry.
pub fn kinds() -> Vec<Kind> {
    kinds_of(&registry())
}

/// The program's own.
pub fn own_kinds() -> Vec<Kind> {
    kinds_of(&Registry::built_in())
}

fn kinds_of(registry: &Registry) -> Vec<Kind> {
    let kinds = registry.iter().map(|factor| factor.about().kind.clone());
    kinds.collect()
}

/// What the registry says of a kind.
fn about(kind: &Kind) -> factors::About {
    registry().get(kind).unwrap().about().clone()
}

/// Whether a kind only helps out.
pub fn is_fallback(kind: &Kind) -> bool {
    about(kind).role.is_fallback()
}

/// What a password and this kind amount to.
pub fn assurance(kind: &Kind) -> domain::Assurance {
    match about(kind).role.strength() {
        Some(domain::Strength::PhishingResistant) => domain::Assurance::PhishingResistant,
        _ => domain::Assurance::TwoFactor,
    }
}

/// Whether a kind opens no change but adding something better.
pub fn is_mailed(kind: &Kind) -> bool {
    about(kind).role.strength() == Some(domain::Strength::Mailed)
}

/// Whether a kind has to ask before it can be answered.
pub fn asks(kind: &Kind) -> bool {
    registry().get(kind).unwrap().asks().is_some()
}

/// Whether an answer fits one question alone: a signature, or what was sent for it.
pub fn is_bound(kind: &Kind) -> bool {
    asks(kind) || about(kind).answered == factors::Answered::Signed
}

/// The driver of a kind.
pub fn driver(kind: &Kind) -> &'static dyn Driver {
    let own = drivers::ALL
        .iter()
        .chain([&(&guide::SentCode as &dyn Driver)]);
    let mut own = own.filter(|driver| driver.kind() == *kind);
    *own.next().unwrap_or_else(|| panic!("{kind} has no driver"))
}

/// The kinds that make a second proof owed.
pub fn main_kinds() -> Vec<Kind> {
    let mut kinds = kinds();
    kinds.retain(|kind| !is_fallback(kind));
    kinds
}

/// Somebody who has a factor of a kind; beside one that only helps out, one that is owed.
pub struct Person {
    pub name: String,
    pub kind: Kind,
    pub browser: Browser,
    holder: Box<dyn Holder>,
}

impl Person {
    pub async fn with(place: &Place, door: &Door, kind: &Kind, name: &str) -> Self {
        let name = format!("{name}.{kind}");
        add(door, &name, false).await;
        let mut browser = Browser::new("192.0.2.1");
        session(door, &name, &mut browser).await;
        let mut holder = None;
        let first = main_kinds().into_iter().take(is_fallback(kind).into());
        for kind in first.chain([kind.clone()]) {
            let scene = Scene {
                place,
                door,
                name: &name,
                browser: &mut browser,
            };
            holder = Some(driver(&kind).enrol(scene).await);
        }
        Self {
            name,
            kind: kind.clone(),
            browser,
            holder: holder.unwrap(),
        }
    }

    /// Enrols once more; what was there before is the one that goes on answering.
    pub async fn enrol_another(&mut self, place: &Place, door: &Door) {
        let scene = Scene {
            place,
            door,
            name: &self.name,
            browser: &mut self.browser,
        };
        drop(driver(&self.kind).enrol(scene).await);
    }

    /// A right answer that was never given.
    pub async fn fresh(&mut self, place: &Place, door: &Door) -> Given {
        self.holder.fresh(place, door).await
    }

    /// Has a kind ask that has to.
    pub async fn ask(&self, door: &Door, pending: &Pending) {
        let words = door.words(domain::Language::FIRST, "");
        if asks(&self.kind) {
            let form = Form::new(self.holder.asks());
            let asked = door.ask(pending, &self.kind, &form, &words, &self.browser.seen);
            match asked.await {
                // What is suspended sends nothing.
                Ok(()) | Err(Stop::Refused(Refusal::NoSuch)) => {}
                Err(stop) => panic!("{}: {stop:?}", self.kind),
            }
            door.send_messages().await.unwrap();
        }
    }

    /// What is sent to answer this sign-in, which is this person's.
    pub async fn say(&self, door: &Door, pending: &Pending, right: &Given) -> String {
        self.ask(door, pending).await;
        self.say_unasked(door, pending, right).await
    }

    /// What is sent to answer anybody's sign-in.
    pub async fn say_unasked(&self, door: &Door, pending: &Pending, right: &Given) -> String {
        let words = door.words(domain::Language::FIRST, "");
        match door.question(pending, &self.kind, &words).await {
            Ok(question) => self.holder.say(right, question.fragment.as_str()),
            // There is no question where the kind is off or nothing of it is left.
            Err(_) => right.code.clone(),
        }
    }

    /// Wrong answers that are nearly right.
    pub fn nearly(&self, place: &Place, right: &Given) -> Vec<String> {
        self.holder.nearly(place, right)
    }

    /// A new pending sign-in.
    pub async fn pending(&self, door: &Door) -> Pending {
        pending(door, &self.name, &self.browser).await.1
    }

    /// Answers one.
    pub async fn answer(
        &self,
        door: &Door,
        pending: &Pending,
        code: &str,
    ) -> Result<Progress, Stop> {
        answer(door, pending, &self.kind, code, &self.browser).await
    }

    /// Answers one, and is let in.
    #[track_caller]
    pub fn is_in(&mut self, answered: Result<Progress, Stop>) {
        match answered {
            Ok(Progress::In(new)) => self.browser.keep(&new),
            other => panic!("{} wasn't let in: {other:?}", self.kind),
        }
    }

    /// An answer was refused as wrong.
    #[track_caller]
    pub fn is_wrong(&self, answered: Result<Progress, Stop>, what: &str) {
        let said = refusal(answered);
        let wrong = [
            Refusal::WrongCode(self.kind.clone()),
            Refusal::NotACode(self.kind.clone()),
        ];
        assert!(wrong.contains(&said), "{}, {what}: {said:?}", self.kind);
    }

    /// How many sessions there are.
    pub async fn sessions(&self, door: &Door) -> usize {
        let sessions = door.user_sessions(&Actor::COMMAND_LINE, &self.name).await;
        sessions.unwrap().len()
    }

    /// Whether a password alone lets in.
    pub async fn owes_nothing(&self, door: &Door) -> bool {
        let stranger = Browser::new("203.0.113.1");
        let led = by_password(door, &self.name, &stranger).await.unwrap();
        matches!(led, Progress::In(_))
    }
}

#[test]
fn every_kind_has_a_driver_and_every_driver_a_kind() {
    let kinds = kinds();
    for kind in &kinds {
        assert_eq!(driver(kind).kind(), *kind);
    }
    assert_eq!(
        drivers::ALL.len() + 1,
        kinds.len(),
        "drivers are in crates/testing/src/drivers"
    );
}
