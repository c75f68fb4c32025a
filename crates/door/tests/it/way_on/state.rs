//! A state that somebody is in, and the buttons that there are.

use std::collections::BTreeSet;

use domain::Kind;
use door::{Freshness, LiveSession};
use testing::people::*;

use super::CLI;
use super::button::Button;
use super::keys::other;
use super::person::{Person, YOUNG};
use super::thing::MAIL;
use crate::outbox::in_table;

/// How much may be set up in a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// An app more.
    Small,
    /// An app or a key more.
    Whole,
}

impl Size {
    fn kinds(self) -> Vec<Kind> {
        match self {
            Self::Small => vec![TOTP],
            Self::Whole => vec![TOTP, SECURITY_KEY],
        }
    }
}

/// A state, by all that what the program does depends on.
pub type State = String;

/// The state that somebody is in.
pub async fn state(person: &Person<'_>) -> State {
    let own = person.door.user_factors(&CLI, &person.name).await.unwrap();
    let (now, day) = (person.place.now(), domain::Span::hours(24));
    let locked = locked(person).await;
    let things = person.things.iter().filter_map(|thing| {
        let one = own.iter().find(|one| one.id == thing.id)?;
        let suspended = person.suspended.get(&one.id);
        let suspended = suspended.map(|since| now.since(*since) < day);
        Some(format!(
            "{}{} suspended {suspended:?} counts {} leaving {} off {} copied {} locked {} elsewhere {}",
            thing.kind,
            if thing.has { "" } else { " (lost)" },
            one.counts_from.is_none(),
            one.leaving.is_some(),
            one.off,
            person.copied.contains(&one.id),
            locked.contains(&thing.id),
            person.elsewhere.contains(&thing.id),
        ))
    });
    // In whatever order they came.
    let things: BTreeSet<_> = things.collect();
    let left = own.iter().find(|one| one.fallback);
    let left = left.map(|one| one.left.min(2));
    let stands = match (person.live().await, person.pending().await) {
        (Some(live), _) => {
            let ways = person.door.step_up_ways(&live).await.unwrap();
            let fresh = person.door.freshness(&live).await.unwrap();
            format!(
                "in {fresh:?} by {:?} {} {} {:?}",
                proofs(person, &live),
                ways.codes,
                ways.password_given,
                live.by_fallback()
            )
        }
        (None, Some(pending)) => {
            let choices = person
                .door
                .choices(&pending, &person.browser.seen)
                .await
                .unwrap();
            format!(
                "asked {:?} {:?}",
                choices.kinds.len(),
                choices.fallbacks.len()
            )
        }
        (None, None) => "out".to_owned(),
    };
    format!(
        "{stands}; {things:?}; codes {left:?}, has {}; {}",
        person.codes.len().min(2),
        mails(person).await
    )
}

async fn addresses(person: &Person<'_>) -> usize {
    let account = person.door.account(&CLI, &person.name).await;
    account.unwrap().emails.len()
}

/// What of messages is there.
async fn mails(person: &Person<'_>) -> String {
    let month = domain::Span::days(30);
    let rests = |since: domain::Timestamp| person.place.now().since(since) < month;
    let mailed = person.things.iter().any(|thing| thing.kind == MAIL);
    let rests = mailed && person.reset.is_some_and(rests);
    format!("{} addresses, codes rest {rests}", addresses(person).await)
}

/// What somebody has proved a moment ago.
fn proofs(person: &Person<'_>, live: &LiveSession) -> BTreeSet<String> {
    let young = |proof: &&domain::Proof| person.place.now().since(proof.at) < YOUNG;
    let young = live.proofs().iter().filter(young);
    young.map(|proof| proof.kind.to_string()).collect()
}

/// What too many wrong answers have disabled.
async fn locked(person: &Person<'_>) -> String {
    match person.locked {
        true => in_table(person.place, "streaks").await,
        false => String::new(),
    }
}

/// Whether somebody is signed in and has something with them that signs in.
pub async fn is_goal(person: &Person<'_>) -> bool {
    if person.live().await.is_none() {
        return false;
    }
    let own = person.door.user_factors(&CLI, &person.name).await.unwrap();
    let locked = locked(person).await;
    let shut = |id: &str| locked.contains(id) || person.elsewhere.iter().any(|one| one == id);
    let usable = |id: &str| {
        let mut own = own.iter();
        !shut(id) && own.any(|one| one.id == *id && !one.suspended && !one.off)
    };
    person
        .things
        .iter()
        .any(|thing| thing.has && usable(&thing.id))
}

/// Every button that there could be for somebody; those that there aren't are refused.
pub async fn buttons(person: &Person<'_>, size: Size, most: usize) -> Vec<Button> {
    let things = 0..person.things.len();
    if person.pending().await.is_some() {
        let answers = things.filter(|n| person.things[*n].has).map(Button::Answer);
        let set_up = size.kinds().into_iter().map(Button::SetUp);
        return answers.chain([Button::AnswerCode]).chain(set_up).collect();
    }
    let Some(fresh) = person.freshness().await else {
        let alone = things.filter(|n| person.things[*n].kind == PASSKEY && person.things[*n].has);
        let out = [Button::Password, Button::Forget, Button::WaitDay];
        return out.into_iter().chain(alone.map(Button::Alone)).collect();
    };
    let own = person.door.user_factors(&CLI, &person.name).await.unwrap();
    let there = own.iter().filter(|one| !one.fallback).count();
    let mut all = vec![
        Button::ConfirmPassword,
        Button::ConfirmCode,
        Button::ChangePassword,
        Button::MakeDevicePassword,
        Button::SignOut,
    ];
    // Where codes go there, or wherever somebody has the time.
    if size == Size::Whole || person.things.iter().any(|thing| thing.kind == MAIL) {
        all.push(match addresses(person).await {
            0 => Button::AddAddress,
            _ => Button::RemoveAddress,
        });
    }
    // Beside some that are left it would be the same again.
    if person.codes.is_empty() {
        all.push(Button::MakeCodes);
    }
    for n in things.filter(|n| own.iter().any(|one| one.id == person.things[*n].id)) {
        all.extend([Button::Suspend(n), Button::Resume(n), Button::Remove(n)]);
        if person.things[n].has {
            all.push(Button::Confirm(n));
            if other(&person.things[n].kind).is_some() {
                all.push(Button::Turn(n));
            }
        }
    }
    // One more is enough to see what comes of it.
    for kind in size.kinds() {
        let mut has = person.things.iter().filter(|thing| thing.has);
        if !has.any(|thing| thing.kind == kind) && there < most {
            all.push(Button::Add(kind));
        }
    }
    if fresh != Freshness::None {
        all.push(Button::WaitMoment);
    }
    all
}
