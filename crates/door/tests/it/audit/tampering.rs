//! Whatever is done to sealed events behind the program's back is found, and told for what it is.

use domain::Span;
use door::audit::Flaw;
use testing::{Engine, Place, on_both};

use super::{behind, flaw, seal, verify, write};
use testing::people::*;

/// What is done, and what it is told as. `ID` is another event's id; all columns of an event are copied
/// by `COPY`, but for its id and place.
const CASES: &[(&str, &str, Flaw)] = &[
    ("its detail", "UPDATE events SET detail = 'x' WHERE place = 3", Flaw::Changed),
    ("its moment", "UPDATE events SET at = at + 1 WHERE place = 3", Flaw::Changed),
    ("whose it is", "UPDATE events SET subject = id WHERE place = 3", Flaw::Changed),
    ("its count", "UPDATE events SET times = 9 WHERE place = 3", Flaw::Changed),
    ("its address", "UPDATE events SET address = '203.0.113.9' WHERE place = 3", Flaw::Changed),
    ("its address, blanked", "UPDATE events SET address = '', agent = '' WHERE place = 7", Flaw::Changed),
    ("its id", "UPDATE events SET id = ID WHERE place = 3", Flaw::Changed),
    ("its hash", "UPDATE events SET hash = origin WHERE place = 3", Flaw::Inserted),
    ("one removed", "DELETE FROM events WHERE place = 3", Flaw::Removed),
    (
        "one removed and the gap closed",
        "DELETE FROM events WHERE place = 3; UPDATE events SET place = -place WHERE place > 3;
         UPDATE events SET place = -place - 1 WHERE place < 0",
        Flaw::Removed,
    ),
    ("the first removed", "DELETE FROM events WHERE place = 1", Flaw::Removed),
    ("the last removed", "DELETE FROM events WHERE place >= 6", Flaw::Removed),
    ("one taken out of the chain", "UPDATE events SET place = NULL WHERE place = 3", Flaw::Removed),
    (
        "the last removed and the end moved",
        "DELETE FROM events WHERE place >= 5;
         UPDATE audit_chain SET place = 4, link = (SELECT link FROM events WHERE place = 4)",
        Flaw::Record,
    ),
    (
        "the first removed as if swept",
        "UPDATE audit_chain SET start_place = 2, start_link = (SELECT link FROM events WHERE place = 2);
         DELETE FROM events WHERE place <= 2",
        Flaw::Record,
    ),
    ("addresses forgotten too early", "UPDATE audit_chain SET forgotten = 9000000000000000", Flaw::Record),
    ("the chain's row removed", "DELETE FROM audit_chain", Flaw::Record),
    (
        "one inserted",
        "UPDATE events SET place = -place WHERE place > 3; UPDATE events SET place = 1 - place WHERE place < 0;
         INSERT INTO events SELECT ID, COPY, NULL, salt, origin, hash, 4, link FROM events WHERE place = 3",
        Flaw::Inserted,
    ),
    (
        "one inserted at the end",
        "INSERT INTO events SELECT ID, COPY, NULL, salt, origin, hash, 8, link FROM events WHERE place = 7",
        Flaw::Inserted,
    ),
    (
        "one inserted before the beginning",
        "INSERT INTO events SELECT ID, COPY, NULL, salt, origin, hash, 0, link FROM events WHERE place = 7",
        Flaw::Inserted,
    ),
    (
        "one inserted, not sealed",
        "INSERT INTO events SELECT ID, COPY, NULL, salt, origin, hash, NULL, NULL FROM events WHERE place = 7",
        Flaw::Changed,
    ),
    (
        "two neighbours swapped",
        "UPDATE events SET place = -7 + place WHERE place IN (3, 4); UPDATE events SET place = -place WHERE place < 0",
        Flaw::Moved,
    ),
    (
        "two far apart swapped",
        "UPDATE events SET place = -8 + place WHERE place IN (2, 6); UPDATE events SET place = -place WHERE place < 0",
        Flaw::Moved,
    ),
    (
        "the contents of two swapped",
        "UPDATE events SET place = -7 + place WHERE place IN (3, 4); UPDATE events SET place = -place WHERE place < 0;
         UPDATE events SET link = (SELECT link FROM kept_events k WHERE k.place = events.place) WHERE place IN (3, 4)",
        Flaw::Moved,
    ),
];

const COPY: &str =
    "at, actor, subject, action, outcome, kind, detail, address, agent, request, times";

/// Six groups are added, and then somebody signs in, all of it sealed.
async fn seven_events(place: &Place) -> door::Door {
    let door = place.door().await;
    write(place, &door, 0, 5).await;
    add(&door, "anna", false).await;
    place.clock().advance(Span::seconds(1));
    session(&door, "anna", &mut Browser::new("192.0.2.1")).await;
    seal(place, &door).await;
    let verified = verify(&door).await;
    assert_eq!(
        (verified.sealed, verified.open, verified.broken),
        (7, 0, None)
    );
    door
}

on_both! {
    async fn V16_4_2_every_change_of_sealed_events_is_found_and_told(place: Place) {
        let door = seven_events(&place).await;
        behind(&place, "CREATE TABLE kept_events AS SELECT * FROM events;
            CREATE TABLE kept_chain AS SELECT * FROM audit_chain").await;
        let id = match place.engine() {
            Engine::Sqlite => "x'000102030405060708090a0b0c0d0e0f'",
            Engine::Postgres => "'\\x000102030405060708090a0b0c0d0e0f'::bytea",
        };
        for (what, statements, told) in CASES {
            let statements = statements.replace("ID", id).replace("COPY", COPY);
            behind(&place, &statements).await;
            assert_eq!(flaw(&door).await, Some(*told), "{what}");
            behind(&place, "DELETE FROM events; INSERT INTO events SELECT * FROM kept_events;
                DELETE FROM audit_chain; INSERT INTO audit_chain SELECT * FROM kept_chain").await;
            assert_eq!(flaw(&door).await, None, "put back after {what}");
        }
    }

    async fn the_event_that_shows_it_is_named_and_what_is_missing_counted(place: Place) {
        let door = seven_events(&place).await;
        let query = door::activity::Query { account: None, before: None, most: 10 };
        let mut events = door.audit(&door::Actor::COMMAND_LINE, &query).await.unwrap();
        events.reverse();
        behind(&place, "DELETE FROM events WHERE place IN (3, 4)").await;
        let broken = verify(&door).await.broken.unwrap();
        assert_eq!((broken.missing, broken.event, broken.at), (Some(2), Some(events[4].id.clone()), Some(events[4].at)));
        behind(&place, "DELETE FROM events WHERE place > 2").await;
        let broken = verify(&door).await.broken.unwrap();
        assert_eq!((broken.missing, broken.event), (Some(5), None));
    }

    async fn sealing_makes_nothing_good_that_was_changed_before(place: Place) {
        let door = place.door().await;
        write(&place, &door, 0, 3).await;
        behind(&place, "UPDATE events SET detail = 'x' WHERE detail = 'group 1'").await;
        assert_eq!(flaw(&door).await, Some(Flaw::Changed), "before");
        seal(&place, &door).await;
        assert_eq!(flaw(&door).await, Some(Flaw::Changed), "after");
    }

    async fn what_was_cut_off_is_not_sealed_over(place: Place) {
        let door = seven_events(&place).await;
        behind(&place, "DELETE FROM events WHERE place >= 6").await;
        write(&place, &door, 10, 3).await;
        seal(&place, &door).await;
        assert_eq!(flaw(&door).await, Some(Flaw::Removed));
    }
}
