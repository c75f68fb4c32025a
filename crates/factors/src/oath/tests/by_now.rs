//! What is taken as used once an older copy of the database was put back.

use domain::Span;

use super::super::step;
use super::devices::*;
use crate::stage::{OWNER, Stage, now, on};
use crate::totp::KIND;
use crate::{Enrolment, by_now, enrolment};

#[tokio::test]
async fn all_codes_up_to_now_are_used_of_what_goes_by_time_and_none_of_the_rest() {
    let stage = Stage::new().await;
    let current = step(now(), 30);
    let of = |moves, drift| {
        let (of, _) = device(&stage, 1, moves);
        Enrolment { drift, ..of }
    };
    let mut cases = vec![
        (of(APP, 0), Some(current)),
        (of(TOKEN, 0), Some(current)),
        (of(TOKEN, 4), Some(current + 4)),
        (of(TOKEN, -4), Some(current - 4)),
        (of(PRESSES, 0), None),
    ];
    let kinds = stage.registry.iter().map(|factor| &factor.about().kind);
    // One that holds no secret of its own can't be read, whatever it goes by.
    cases.extend(kinds.map(|kind| (on(kind, 1), None)));
    let reader = stage.reader();
    let at = stage.at(&reader);
    for (of, expected) in cases {
        let last_counter = stage.factor(&of.kind).counter_by_now(&at, &of);
        assert_eq!(last_counter, expected, "{} {}", of.kind, of.drift);
    }
}

#[tokio::test]
async fn help_that_has_not_ended_is_counted_and_every_enrolment_is_come_by() {
    let stage = Stage::new().await;
    for (number, minutes) in [(1, Some(5)), (2, Some(-5)), (3, Some(60)), (4, None)] {
        let of = on(&KIND, number);
        let new = enrolment::New {
            id: of.id,
            account: OWNER,
            kind: &KIND,
            name: "",
            added: now(),
            confirmed: true,
            until: minutes.map(|minutes| now().plus(Span::minutes(minutes))),
            codes_left: 1,
            sealed: None,
        };
        let insert = enrolment::insert(new);
        stage.commit(vec![insert]).await.unwrap();
    }
    let reader = stage.reader();
    assert_eq!(by_now::help(&reader, now()).await.unwrap(), 2);
    let ids = async |after| -> Vec<u8> {
        let all = by_now::next(&reader, after).await.unwrap();
        all.iter().map(|one| one.id.bytes()[0]).collect()
    };
    assert_eq!(ids(None).await, [1, 2, 3, 4]);
    assert_eq!(ids(Some(on(&KIND, 2).id)).await, [3, 4]);
    assert_eq!(ids(Some(on(&KIND, 4).id)).await, Vec::<u8>::new());
}
