//! The guards of the card file, each against every state of its row: what was so when it was read may have
//! changed by the time of the commit.

use domain::ids::{AccountId, EnrolmentId, SessionId};
use factors::Enrolment;
use factors::enrolment::{self, New};
use store::{Batch, Guard, Store};
use testing::people::*;
use testing::{Place, on_both};

use crate::audit::behind;
use crate::moved::blob;

/// How a row stands when a guard meets it.
const STATES: [(&str, &str); 4] = [
    ("on", "last_counter = 5"),
    ("not confirmed", "confirmed = NULL"),
    ("suspended", "suspended = 1"),
    ("used up", "codes_left = 0, last_counter = 9"),
];

/// The session in which one is suspended.
const SESSION: SessionId = SessionId::from_bytes([7; 16]);

type Make = fn(&Enrolment) -> Guard;

/// In which of the states a guard lets its batch through. Each was made for a row whose last counter is 5, with 3 codes
/// left.
#[rustfmt::skip]
const GUARDS: [(&str, Make, [bool; 4]); 20] = [
    ("a counter", |of| enrolment::advance(of, 9, of.added), [true, false, false, false]),
    ("the same counter", |of| enrolment::advance(of, 5, of.added), [false, false, false, false]),
    ("a counter before", |of| enrolment::advance(of, 4, of.added), [false, false, false, false]),
    ("a step", |of| enrolment::accept(of, 9, 9, of.added), [true, false, false, false]),
    ("the same step", |of| enrolment::accept(of, 5, 5, of.added), [false, false, false, false]),
    ("a step before", |of| enrolment::accept(of, 4, 5, of.added), [false, false, false, false]),
    ("a step before one of a clock that was ahead", |of| enrolment::accept(of, 3, 4, of.added), [true, false, false, false]),
    ("a step of a clock that was ahead, and a drift", |of| enrolment::accept_drifting(of, 3, 1, 4, of.added), [true, false, false, false]),
    ("a step before one that is another by now", |of| {
        let read = Enrolment { last_counter: 6, ..of.clone() };
        enrolment::accept(&read, 3, 4, of.added)
    }, [false, false, false, false]),
    ("a step and a drift", |of| enrolment::accept_drifting(of, 9, 1, 9, of.added), [true, false, false, false]),
    ("a drift that is another", |of| {
        let read = Enrolment { drift: 2, ..of.clone() };
        enrolment::accept_drifting(&read, 10, 1, 10, of.added)
    }, [false, false, false, false]),
    ("a count", |of| enrolment::count(of, 9, of.added), [true, false, false, false]),
    ("a count that stands", |of| enrolment::count(of, 5, of.added), [false, false, false, false]),
    ("one of the codes left", |of| enrolment::spend(of, of.added), [true, false, false, false]),
    ("a confirmation", |of| enrolment::confirm(of, 9, of.added), [false, true, false, false]),
    ("a confirmation by a step that was used", |of| enrolment::confirm(of, 5, of.added), [false, false, false, false]),
    ("a name", |of| enrolment::rename(of.account, of.id, "x"), [true, false, true, true]),
    ("a suspension", |of| enrolment::suspend(of.account, of.id, of.added, SESSION), [true, false, false, true]),
    ("a suspension as a copy", |of| enrolment::suspend_as_copied(of, of.added), [true, false, true, true]),
    ("a removal", |of| enrolment::remove(of.account, of.id), [true, true, true, true]),
];

/// Those that name the account as well.
#[rustfmt::skip]
const OF_AN_ACCOUNT: [(&str, Make, &str); 5] = [
    ("a confirmation", |of| enrolment::confirm(of, 9, of.added), "confirmed = NULL"),
    ("a name", |of| enrolment::rename(of.account, of.id, "x"), "last_counter = 5"),
    ("a suspension", |of| enrolment::suspend(of.account, of.id, of.added, SESSION), "last_counter = 5"),
    ("a suspension as a copy", |of| enrolment::suspend_as_copied(of, of.added), "last_counter = 5"),
    ("a removal", |of| enrolment::remove(of.account, of.id), "last_counter = 5"),
];

/// A row that is on, as a guard has read it; and what has become of it since.
async fn row(place: &Place, store: &Store, account: AccountId, since: &str) -> Enrolment {
    let id = EnrolmentId::new(&**place.random());
    let new = New {
        id,
        account,
        kind: &TOTP,
        name: "Phone",
        added: place.now(),
        confirmed: true,
        until: None,
        codes_left: 3,
        sealed: None,
    };
    let insert = enrolment::insert_counted(new, 5);
    Batch::from(insert).commit(store).await.unwrap();
    let all = enrolment::of_account(&store.reader(), account).await;
    let of = all.unwrap().into_iter().find(|one| one.id == id).unwrap();
    let id = blob(place, &id.to_string());
    behind(
        place,
        &format!("UPDATE enrolments SET {since} WHERE id = {id}"),
    )
    .await;
    of
}

on_both! {
    async fn each_guard_of_an_enrolment_holds_in_its_states_alone(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let account = crate::moved::account(&door, "anna").await.parse().unwrap();
        let store = place.store(&testing::schemas()).await;
        for (what, make, holds) in GUARDS {
            for ((state, since), holds) in STATES.iter().zip(holds) {
                let of = row(&place, &store, account, since).await;
                let done = Batch::from(make(&of)).commit(&store).await;
                assert_eq!(done.is_ok(), holds, "{what}, {state}: {done:?}");
            }
        }
    }

    async fn a_guard_that_names_an_account_leaves_every_other_alone(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        add(&door, "berit", false).await;
        let [anna, berit] = ["anna", "berit"].map(|name| crate::moved::account(&door, name));
        let (anna, berit) = (anna.await.parse().unwrap(), berit.await.parse().unwrap());
        let store = place.store(&testing::schemas()).await;
        for (what, make, since) in OF_AN_ACCOUNT {
            let of = row(&place, &store, anna, since).await;
            let hers = Enrolment { account: berit, ..of.clone() };
            assert!(Batch::from(make(&hers)).commit(&store).await.is_err(), "{what}");
            Batch::from(make(&of)).commit(&store).await.unwrap();
        }
    }

    async fn a_key_that_does_not_count_and_never_has_goes_on_at_nought(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let account = crate::moved::account(&door, "anna").await.parse().unwrap();
        let store = place.store(&testing::schemas()).await;
        for (last, to, holds) in [(0, 0, true), (0, 1, true), (1, 0, false), (1, 1, false), (-1, 0, true), (-1, 1, true)] {
            let of = row(&place, &store, account, &format!("last_counter = {last}")).await;
            let done = Batch::from(enrolment::count(&of, to, place.now())).commit(&store).await;
            assert_eq!(done.is_ok(), holds, "{last} {to}");
        }
    }
}
