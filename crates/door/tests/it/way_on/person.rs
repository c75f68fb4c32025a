//! Somebody with an account, what they have in their hands, and every button that there is for them.

use std::collections::BTreeMap;

use domain::secret::Token;
use domain::{Kind, Span, Stop, Timestamp};
use door::jobs::{Due, Job};
use door::{Actor, At, Door, Freshness, LiveSession, Progress};
use testing::Place;
use testing::drivers::Scene;
use testing::people::*;

use super::button::Button;
use super::thing::{MAIL, PHONE, Thing};

const CLI: Actor = Actor::COMMAND_LINE;

/// What became of a press.
pub struct Pressed {
    /// A page had said what it would mean, before it was pressed.
    pub told: bool,
}

pub struct Person<'a> {
    pub place: &'a Place,
    pub door: &'a Door,
    pub name: String,
    pub password: String,
    pub browser: Browser,
    pub waiting: Option<Token>,
    pub things: Vec<Thing>,
    /// Codes for the day when a factor is missing, which they have.
    pub codes: Vec<String>,
    /// Of these, what is bound to the domain that the site had before.
    pub elsewhere: Vec<String>,
    /// Since when what is suspended is.
    pub suspended: BTreeMap<String, Timestamp>,
    /// Of which there may be a copy.
    pub copied: Vec<String>,
    /// When a link has chosen the password, and whether its page said that codes by e-mail rest then.
    pub reset: Option<Timestamp>,
    pub said_that_codes_rest: bool,
    /// Whether too many wrong answers have disabled something of theirs in the beginning.
    pub locked: bool,
}

/// How long proofs are young in this walk, which has to answer often.
pub const YOUNG: Span = Span::minutes(60);

impl<'a> Person<'a> {
    pub async fn new(place: &'a Place, door: &'a Door, name: String, admin: bool) -> Self {
        add(door, &name, admin).await;
        let change = door::EmailChange::Add(&format!("{name}@example.org"));
        door.change_emails(&CLI, &name, change).await.unwrap();
        let mut browser = Browser::new("192.0.2.1");
        match by_password(door, &name, &browser).await.unwrap() {
            Progress::In(new) => browser.keep(&new),
            other => panic!("{other:?}"),
        }
        Self {
            place,
            door,
            name,
            password: PASSWORD.to_owned(),
            browser,
            waiting: None,
            things: Vec::new(),
            codes: Vec::new(),
            suspended: BTreeMap::new(),
            elsewhere: Vec::new(),
            copied: Vec::new(),
            reset: None,
            said_that_codes_rest: false,
            locked: false,
        }
    }

    /// Has a thing from the start.
    pub async fn gets(&mut self, kind: &Kind) {
        let thing = if *kind == MAIL || *kind == PHONE {
            let scene = Scene {
                place: self.place,
                door: self.door,
                name: &self.name,
                browser: &mut self.browser,
            };
            Thing::inbox(kind, scene).await
        } else {
            self.add(kind).await.unwrap()
        };
        self.things.push(thing);
        self.place.clock().advance(Span::seconds(60));
    }

    pub async fn live(&self) -> Option<LiveSession> {
        let token = self.browser.seen.session.as_ref()?;
        self.door.session(token, &self.browser.seen).await.unwrap()
    }

    pub async fn pending(&self) -> Option<door::Pending> {
        self.door.pending(self.waiting.as_ref()?).await.unwrap()
    }

    /// Presses it; nothing where there is no such button here, or it is refused.
    pub async fn press(&mut self, button: &Button) -> Option<Pressed> {
        if self.live().await.is_none() {
            self.browser.seen.session = None;
        }
        if self.pending().await.is_none() {
            self.waiting = None;
        }
        let told = self.is_told(button).await;
        match self.pressed(button).await {
            Some(Ok(())) => {
                self.look().await;
                let told = told || (*button == Button::Forget && self.said_that_codes_rest);
                Some(Pressed { told })
            }
            Some(Err(Stop::Refused(_))) | None => None,
            Some(Err(Stop::Fault(fault))) => panic!("{button:?}: {fault}"),
        }
    }

    /// Notes what has been suspended meanwhile.
    pub async fn look(&mut self) {
        let own = self.door.user_factors(&CLI, &self.name).await.unwrap();
        for one in own {
            if one.suspended {
                self.suspended.entry(one.id).or_insert(self.place.now());
            } else {
                self.suspended.remove(&one.id);
            }
        }
    }

    /// Whether a page says beforehand that nothing might be left to sign in by.
    async fn is_told(&self, button: &Button) -> bool {
        let Some(live) = self.live().await else {
            return false;
        };
        match button {
            Button::Suspend(n) => {
                let id = self.things[*n].id.parse().unwrap();
                let said = self.door.suspension(&live, id).await;
                said.is_ok_and(|said| said.last)
            }
            // That one can't sign in with it any more is what the page says; that the rest is lost, only its owner knows.
            Button::Remove(n) => {
                let id = self.things[*n].id.parse().unwrap();
                let said = self.door.removal(&live, id).await;
                said.is_ok_and(|said| said.last || said.shut.is_some()) || self.has_lost_more(*n)
            }
            // Whoever signed in by the last code reads so; whoever suspended what they have did at that.
            Button::SignOut => {
                let spent = self.door.step_up_ways(&live).await.unwrap().codes;
                let own = self.door.own_factors(&live).await.unwrap();
                let suspended =
                    |thing: &Thing| own.iter().any(|one| one.id == thing.id && one.suspended);
                spent
                    || self
                        .things
                        .iter()
                        .any(|thing| thing.has && suspended(thing))
            }
            _ => false,
        }
    }

    /// Whether it has something else that they have lost.
    fn has_lost_more(&self, n: usize) -> bool {
        let mut others = self.things.iter().enumerate();
        self.things[n].has && others.any(|(other, thing)| other != n && !thing.has)
    }

    async fn pressed(&mut self, button: &Button) -> Option<Result<(), Stop>> {
        match button {
            Button::Password => Some(self.sign_in().await),
            Button::Alone(n) => self.sign_in_alone(*n).await,
            Button::Forget => self.forget_password().await,
            Button::Answer(n) => self.answer(*n).await,
            Button::AnswerCode => self.answer_code().await,
            Button::SetUp(kind) => {
                let pending = self.pending().await?;
                let at = At::SigningIn(&pending);
                let set_up = Thing::set_up(kind, at, self.door, self.place, &mut self.browser);
                Some(set_up.await.map(|thing| {
                    self.things.push(thing);
                    self.waiting = None;
                }))
            }
            Button::WaitMoment => {
                self.place.clock().advance(YOUNG.plus(Span::minutes(1)));
                Some(Ok(()))
            }
            Button::WaitDay => {
                self.place.clock().advance(Span::hours(25));
                let (job, failures) = (Job::Leaving, 0);
                self.door.run_job(Due { job, failures }).await;
                Some(Ok(()))
            }
            _ => self.pressed_inside(button).await,
        }
    }

    async fn pressed_inside(&mut self, button: &Button) -> Option<Result<(), Stop>> {
        let live = self.live().await?;
        let (door, seen) = (self.door, self.browser.seen.clone());
        let id = |n: &usize| self.things[*n].id.parse().unwrap();
        match button {
            Button::ConfirmPassword => {
                let new = door.step_up_by_password(&live, &self.password, &seen).await;
                Some(new.map(|new| self.browser.keep(&new)))
            }
            Button::Confirm(n) => self.confirm(*n, &live).await,
            Button::ConfirmCode => {
                let code = self.codes.pop()?;
                let typed = form(&[("code", &code)]);
                match door.step_up(&live, &BACKUP, &typed, &seen).await {
                    Ok(new) => {
                        self.browser.keep(&new);
                        Some(Ok(()))
                    }
                    Err(stop) => {
                        self.codes.push(code);
                        Some(Err(stop))
                    }
                }
            }
            Button::Add(kind) => Some(self.add(kind).await.map(|thing| self.things.push(thing))),
            Button::MakeCodes => {
                let shown = match make_codes(door, &live, &self.browser).await {
                    Ok(shown) => shown,
                    Err(stop) => return Some(Err(stop)),
                };
                self.keeps(codes_shown(shown), 1).await;
                Some(Ok(()))
            }
            Button::Suspend(n) => Some(door.suspend_factor(&live, id(n), &seen).await),
            Button::Resume(n) => Some(door.resume_factor(&live, id(n), &seen).await),
            Button::Remove(n) => Some(door.remove_factor(&live, id(n), &seen).await.map(drop)),
            Button::Turn(n) => self.turn(*n, &live).await,
            Button::ChangePassword => Some(self.change_password(&live).await),
            Button::AddAddress => Some(self.add_address(&live).await),
            Button::RemoveAddress => self.remove_address(&live).await,
            Button::MakeDevicePassword => Some(self.make_device_password(&live).await),
            Button::SignOut => {
                let out = door.sign_out(&live, &seen).await;
                self.browser.seen.session = None;
                Some(out)
            }
            _ => None,
        }
    }

    async fn add(&mut self, kind: &Kind) -> Result<Thing, Stop> {
        let live = self.live().await.expect("a session");
        let at = At::Settings(&live);
        Thing::set_up(kind, at, self.door, self.place, &mut self.browser).await
    }

    /// What its proofs open, where somebody is signed in.
    pub async fn freshness(&self) -> Option<Freshness> {
        let live = self.live().await?;
        Some(self.door.freshness(&live).await.unwrap())
    }
}
