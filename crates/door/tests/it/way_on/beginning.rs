//! How somebody begins: what they set up, and what has become of it since.

use domain::Kind;
use testing::Place;
use testing::people::*;

use super::person::Person;
use super::search::Walk;
use super::{CLI, Rules};

/// How somebody begins: what they set up, and what of it they have lost since.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub things: Vec<(Kind, Has)>,
    pub codes: Codes,
}

/// What became of a thing before the walk begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    Yes,
    Lost,
    /// Its owner has it, and it was suspended as one that may have a copy.
    Copied,
    /// Its owner has it, and too many wrong answers have disabled it.
    Locked,
    /// Its owner has it, and the site has moved to another domain since.
    Elsewhere,
}

/// What became of the codes for the day when a factor is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    None,
    Lost,
    One,
    Two,
}

/// Somebody who has begun so, signed out.
pub async fn begin<'a>(walk: &Walk<'a>, name: String, beginning: &Beginning) -> Person<'a> {
    let (place, door) = (walk.place, walk.door);
    let admin = walk.rules == Rules::Administrators;
    let mut person = Person::new(place, door, name, admin).await;
    for (kind, has) in &beginning.things {
        person.door = match has {
            Has::Elsewhere => walk.before,
            _ => door,
        };
        person.gets(kind).await;
    }
    person.door = door;
    if beginning.codes != Codes::None {
        let codes = backup_codes(door, &person.browser).await;
        match beginning.codes {
            Codes::One => person.keeps(codes, 1).await,
            Codes::Two => person.codes.extend(codes.into_iter().take(2)),
            Codes::None | Codes::Lost => {}
        }
    }
    // What there is is older than a day, and counts.
    place.clock().advance(domain::Span::hours(25));
    for (thing, (_, has)) in person.things.iter_mut().zip(&beginning.things) {
        thing.has = *has != Has::Lost;
    }
    for (thing, (_, has)) in person.things.iter().zip(&beginning.things) {
        person.locked |= *has == Has::Locked;
        if *has == Has::Copied {
            person.copied.push(thing.id.clone());
        }
        let id = id_of(place, &thing.id);
        let now = place.now().micros();
        match has {
            Has::Yes | Has::Lost => {}
            Has::Elsewhere => person.elsewhere.push(thing.id.clone()),
            Has::Copied => {
                let set = format!(
                    "UPDATE enrolments SET suspended = {now}, copied = {now} WHERE id = {id}"
                );
                behind(place, &set).await;
            }
            Has::Locked => {
                let set = format!(
                    "INSERT INTO streaks (account, authenticator, wrong, changed) SELECT account, '{}', 100, {now} FROM enrolments WHERE id = {id}",
                    thing.id
                );
                behind(place, &set).await;
            }
        }
    }
    person.browser.seen.session = None;
    person.look().await;
    person
}

impl Person<'_> {
    /// Has so many of these codes, and as many are left.
    pub(super) async fn keeps(&mut self, codes: Vec<String>, left: usize) {
        self.codes = codes;
        self.codes.truncate(left);
        let id = of_kind(self, &BACKUP).await;
        let set = format!("UPDATE enrolments SET codes_left = {left} WHERE id = {id}");
        behind(self.place, &set).await;
    }
}

/// An id as the database writes it.
fn id_of(place: &Place, id: &str) -> String {
    match place.engine() {
        testing::Engine::Sqlite => format!("x'{id}'"),
        testing::Engine::Postgres => format!("'\\x{id}'"),
    }
}

async fn of_kind(person: &Person<'_>, kind: &Kind) -> String {
    let all = person.door.user_factors(&CLI, &person.name).await;
    let one = all.unwrap().into_iter().find(|one| one.kind == *kind);
    id_of(person.place, &one.unwrap().id)
}

async fn behind(place: &Place, statement: &str) {
    match place.engine() {
        testing::Engine::Sqlite => place.sqlite().execute_batch(statement).unwrap(),
        testing::Engine::Postgres => {
            place
                .postgres()
                .await
                .batch_execute(statement)
                .await
                .unwrap();
        }
    }
}
