//! The audit log can't be changed unseen.

pub mod catching_up;
mod free;
mod noted;
mod retention;
mod rows;
mod sealing;
mod tampering;

use domain::Span;
use door::activity::{EventView, Query};
use door::audit::{Flaw, Verified};
use door::{Actor, Door};
use testing::{Engine, Place};

/// Runs statements on the database beside the program, as whoever tampers with it would.
pub async fn behind(place: &Place, statements: &str) {
    match place.engine() {
        Engine::Sqlite => place.sqlite().execute_batch(statements).unwrap(),
        Engine::Postgres => {
            let client = place.postgres().await;
            client.batch_execute(statements).await.unwrap();
        }
    }
}

pub async fn verify(door: &Door) -> Verified {
    door.verify_audit(&Actor::COMMAND_LINE, &[]).await.unwrap()
}

/// What was done to the log, if anything was.
pub async fn flaw(door: &Door) -> Option<Flaw> {
    verify(door).await.broken.map(|broken| broken.flaw)
}

/// All events, newest first.
pub async fn all(door: &Door) -> Vec<EventView> {
    let query = Query {
        most: 10_000,
        ..Query::default()
    };
    door.audit(&Actor::COMMAND_LINE, &query).await.unwrap()
}

/// Writes so many events, a second apart.
pub async fn write(place: &Place, door: &Door, from: usize, events: usize) {
    for n in from..from + events {
        let name = format!("group {n}");
        door.add_group(&Actor::COMMAND_LINE, &name).await.unwrap();
        place.clock().advance(Span::seconds(1));
    }
}

/// Lets everything settle and seals it.
pub async fn seal(place: &Place, door: &Door) {
    place.clock().advance(Span::minutes(3));
    door.seal_events().await.unwrap();
}
