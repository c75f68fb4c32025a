//! However much has come together, sealing and sweeping go on until nothing is left, and hold nobody up.
#![allow(clippy::disallowed_methods, reason = "this measures real time")]

use std::time::{Duration, Instant};

use domain::Span;
use door::Door;
use door::audit::Flaw;
use testing::people::*;
use testing::{Engine, Place, on_both};

use super::{behind, flaw, seal, verify, write};

/// How many events and dead sessions; the size of a site that was attacked for an hour, where it is set.
fn many() -> usize {
    let asked = std::env::var("COUNTERSIGN_TEST_MANY");
    asked.map_or(6_000, |many| many.parse().unwrap())
}

/// So many copies of the oldest event and of somebody's session, which is over.
pub async fn pile_up(place: &Place, events: usize, sessions: usize) {
    let (id, numbers) = match place.engine() {
        Engine::Sqlite => (
            "randomblob(16)",
            "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < MANY)",
        ),
        Engine::Postgres => (
            "decode(md5(random()::text || n::text), 'hex')",
            "WITH numbers AS (SELECT generate_series(1, MANY) AS n)",
        ),
    };
    let many = |most: usize, statement: &str| {
        let numbers = numbers.replace("MANY", &most.to_string());
        let statement = statement.replace("WITH NUMBERS", &numbers);
        statement.replace("RANDOM", id)
    };
    let statements = [
        many(
            events,
            "WITH NUMBERS INSERT INTO events SELECT RANDOM, at, actor, subject, action, outcome, kind, detail, address,
                agent, request, times, NULL, salt, origin, hash, NULL, NULL
             FROM (SELECT * FROM events ORDER BY at LIMIT 1) AS one, numbers",
        ),
        many(
            sessions,
            "WITH NUMBERS INSERT INTO sessions SELECT RANDOM, secret, RANDOM, account, epoch, proofs, name, address, agent, made,
                seen, idle, made, stay, wrong
             FROM (SELECT * FROM sessions LIMIT 1) AS one, numbers",
        ),
    ];
    behind(place, &statements.join(";")).await;
}

pub async fn count(place: &Place, table: &str) -> i64 {
    let text = format!("SELECT count(*) FROM {table}");
    match place.engine() {
        Engine::Sqlite => place
            .sqlite()
            .query_row(&text, [], |row| row.get(0))
            .unwrap(),
        Engine::Postgres => place
            .postgres()
            .await
            .query_one(&text, &[])
            .await
            .unwrap()
            .get(0),
    }
}

/// The median of complete sign-ins by password, one after the other, until something is done.
async fn sign_ins(door: &Door, until: impl Fn(usize) -> bool) -> Duration {
    let mut took = Vec::new();
    while !until(took.len()) {
        let begun = Instant::now();
        session(door, "anna", &mut Browser::new("192.0.2.1")).await;
        took.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    took.sort_unstable();
    took[took.len() / 2]
}

on_both! {
    async fn what_has_piled_up_is_sealed_and_swept_in_one_run_beside_which_people_sign_in(place: Place) {
        // What a hash costs by default, so that a sign-in is one.
        let door = place.door_with(|config| config.argon2 = (19_456, 2)).await;
        add(&door, "anna", false).await;
        add(&door, "bea", false).await;
        session(&door, "bea", &mut Browser::new("192.0.2.1")).await;
        let quiet = sign_ins(&door, |done| done == 40).await;
        pile_up(&place, many(), many()).await;
        let dead = count(&place, "sessions").await;
        place.clock().advance(Span::minutes(6));
        let overdue = door.overdue_events().await.unwrap().unwrap();
        assert!(usize::try_from(overdue.events).unwrap() > many());

        let begun = Instant::now();
        let busy = tokio::spawn({
            let door = door.clone();
            async move {
                let sealed = door.seal_events().await;
                let sealing = begun.elapsed();
                sealed.and(door.sweep().await).map(|()| sealing)
            }
        });
        let beside = sign_ins(&door, |_| busy.is_finished()).await;
        let sealing = busy.await.unwrap().unwrap();
        eprintln!(
            "{} of each: sealed in {sealing:?}, swept by {:?}; a sign-in took {quiet:?}, and {beside:?} beside it",
            many(), begun.elapsed()
        );
        assert_eq!(door.overdue_events().await.unwrap(), None);
        let left = count(&place, "sessions").await;
        assert_eq!(count(&place, "sessions WHERE expires = made").await, 0, "{left} of {dead}");
        assert!(beside < quiet * 3, "{beside:?} beside {quiet:?}");
    }

    async fn one_that_cannot_be_sealed_keeps_no_other_from_it(place: Place) {
        let door = place.door().await;
        write(&place, &door, 0, 40).await;
        // Stands for one whose count rises each time between it being read and sealed.
        let restless = match place.engine() {
            Engine::Sqlite => "CREATE TRIGGER restless BEFORE UPDATE OF place ON events
                WHEN old.detail = 'group 17' BEGIN SELECT RAISE(IGNORE); END",
            Engine::Postgres => "CREATE FUNCTION restless() RETURNS trigger LANGUAGE plpgsql
                    AS 'BEGIN IF old.detail = ''group 17'' THEN RETURN NULL; END IF; RETURN new; END';
                CREATE TRIGGER restless BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION restless()",
        };
        behind(&place, restless).await;
        seal(&place, &door).await;
        let verified = verify(&door).await;
        assert_eq!((verified.sealed, verified.open, verified.broken), (39, 1, None));
        behind(&place, match place.engine() {
            Engine::Sqlite => "DROP TRIGGER restless",
            Engine::Postgres => "DROP TRIGGER restless ON events",
        }).await;
        seal(&place, &door).await;
        assert_eq!(verify(&door).await.sealed, 40);
    }

    async fn one_that_was_changed_keeps_none_after_it_from_being_sealed(place: Place) {
        let door = place.door().await;
        write(&place, &door, 0, 40).await;
        behind(&place, "UPDATE events SET detail = 'x' WHERE detail = 'group 3'").await;
        seal(&place, &door).await;
        assert_eq!(door.unsealed_events().await.unwrap(), None);
        assert_eq!(flaw(&door).await, Some(Flaw::Changed));
    }

    async fn an_event_that_should_be_sealed_by_now_is_found(place: Place) {
        let door = place.door().await;
        write(&place, &door, 0, 3).await;
        let first = crate::audit::all(&door).await[2].at;
        place.clock().advance(Span::minutes(5).minus(Span::seconds(3)));
        assert_eq!(verify(&door).await.overdue, None, "five minutes");
        place.clock().advance(Span::micros(1));
        let overdue = verify(&door).await.overdue.unwrap();
        assert_eq!((overdue.events, overdue.oldest), (1, first));
        assert_eq!(door.overdue_events().await.unwrap(), Some(overdue));
        place.clock().advance(Span::seconds(10));
        assert_eq!(verify(&door).await.overdue.unwrap().events, 3);
        assert_eq!(flaw(&door).await, None, "not changed, but it could have been");
        door.seal_events().await.unwrap();
        assert_eq!(verify(&door).await.overdue, None);
    }

    async fn what_goes_wrong_with_one_table_keeps_no_other_from_being_swept(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        session(&door, "anna", &mut Browser::new("192.0.2.1")).await;
        pile_up(&place, 0, 1_200).await;
        // It comes before the sessions.
        behind(&place, "ALTER TABLE known_browsers RENAME TO lost").await;
        place.clock().advance(Span::minutes(1));
        assert!(door.sweep().await.is_err());
        assert_eq!(count(&place, "sessions").await, 1);
    }

    async fn however_many_write_it_is_sealed(place: Place) {
        let door = place.door().await;
        let writer = door.clone();
        write(&place, &door, 0, 1_000).await;
        place.clock().advance(Span::minutes(3));
        // Somebody holds the database for a while, so that the line before it fills.
        let held = (place.engine() == Engine::Sqlite).then(|| place.sqlite());
        if let Some(held) = &held {
            held.execute_batch("BEGIN IMMEDIATE").unwrap();
        }
        let writing = tokio::spawn(testing::at_once(1_500, move |n| {
            let door = writer.clone();
            async move {
                if n == 700 {
                    door.seal_events().await.map(|()| false)
                } else {
                    let added = door.add_group(&door::Actor::COMMAND_LINE, &format!("busy {n}")).await;
                    Ok(added.is_err())
                }
            }
        }));
        tokio::time::sleep(Duration::from_secs(1)).await;
        drop(held);
        let busy = writing.await.unwrap();
        let refused = busy.iter().filter(|done| matches!(done, Ok(true))).count();
        for done in busy {
            done.unwrap();
        }
        if place.engine() == Engine::Sqlite {
            assert!(refused > 0, "the line was never full");
        }
        let verified = verify(&door).await;
        assert_eq!((verified.sealed, verified.broken), (1_000, None));
    }
}
