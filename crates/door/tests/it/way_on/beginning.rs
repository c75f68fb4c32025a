//! How somebody begins: what they set up, and what has become of it since.

use domain::Kind;
use door::Door;
use testing::Place;
use testing::people::*;

use super::CLI;
use super::person::Person;

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
pub async fn begin<'a>(
    place: &'a Place,
    door: &'a Door,
    name: String,
    beginning: &Beginning,
) -> Person<'a> {
    let mut person = Person::new(place, door, name).await;
    for (kind, _) in &beginning.things {
        person.gets(kind).await;
    }
    if beginning.codes != Codes::None {
        person.codes = backup_codes(door, &person.browser).await;
        let has = match beginning.codes {
            Codes::One => 1,
            Codes::Two => 2,
            Codes::None | Codes::Lost => 0,
        };
        person.codes.truncate(has);
        let left = if has == 1 { 1 } else { 10 };
        let id = of_kind(&person, &BACKUP).await;
        behind(
            place,
            &format!("UPDATE enrolments SET codes_left = {left} WHERE id = {id}"),
        )
        .await;
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
