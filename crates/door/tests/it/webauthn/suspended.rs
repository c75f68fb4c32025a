//! A key that is suspended or removed when its copy shows itself: the alarm is given all the same, and once.

use domain::ids::EnrolmentId;
use domain::{Refusal, Span};
use door::{Actor, Door};
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::alone;
use super::copied::signed;
use super::copies::{by_key, device_password, is_over, names_of_passwords, told, with_key};
use crate::races::{CROWD, settled};

/// The ids of somebody's factors of a kind.
async fn ids(door: &Door, name: &str, kind: &domain::Kind) -> Vec<EnrolmentId> {
    let factors = door.user_factors(&Actor::COMMAND_LINE, name).await.unwrap();
    let of_kind = factors.into_iter().filter(|one| one.kind == *kind);
    of_kind.map(|one| one.id.parse().unwrap()).collect()
}

async fn times(door: &Door, name: &str, action: &str) -> usize {
    let events = told(door, name).await;
    events.iter().filter(|(told, _)| told == action).count()
}

on_both! {
    async fn L34_a_suspended_passkey_tells_of_its_copy_once_and_is_never_resumed(place: Place) {
        let door = place.door_with(settled).await;
        add(&door, "anna", false).await;
        let mut owner = Browser::new("192.0.2.1");
        session(&door, "anna", &mut owner).await;
        let (token, id) = add_token(&door, &PASSKEY, "Laptop", &mut owner).await;
        let (spare, _) = add_token(&door, &PASSKEY, "Phone", &mut owner).await;
        place.clock().advance(Span::minutes(1));
        let mut copy = Browser::new("198.51.100.1");
        match alone(&door, &token, &copy, |moment| moment.count = 5).await.unwrap() {
            door::Progress::In(new) => copy.keep(&new),
            other => panic!("{other:?}"),
        }
        let live = copy.live(&door).await;
        device_password(&door, &live, "Made", &copy).await;
        door.suspend_factor(&live, id.parse().unwrap(), &copy.seen).await.unwrap();
        place.clock().advance(Span::minutes(1));

        let suspected = alone(&door, &token, &owner, |moment| moment.count = 2).await;
        assert_eq!(refusal(suspected), Refusal::MaybeCopied(PASSKEY));
        assert!(is_over(&door, &copy).await);
        assert!(names_of_passwords(&door, "anna").await.is_empty());
        // The owner comes again by the spare one. Whoever holds the other ends nothing more, whatever it signs.
        match alone(&door, &spare, &owner, |moment| moment.count = 2).await.unwrap() {
            door::Progress::In(new) => owner.keep(&new),
            other => panic!("{other:?}"),
        }
        for count in [1, 2, 5, 9] {
            place.clock().advance(Span::seconds(1));
            let again = alone(&door, &token, &Browser::new("198.51.100.1"), |moment| moment.count = count).await;
            assert_eq!(refusal(again), Refusal::UnknownPasswordless, "{count}");
        }
        let live = owner.live(&door).await;
        let resumed = door.resume_factor(&live, id.parse().unwrap(), &owner.seen).await;
        assert_eq!(refusal(resumed), Refusal::MaybeCopied(PASSKEY));
        assert_eq!(times(&door, "anna", "factor.copied").await, 1);
        assert_eq!(times(&door, "anna", "factor.resumed").await, 0);
    }

    async fn L37_the_copy_that_suspends_or_removes_the_key_at_that_moment_ends_as_well(place: Place) {
        let door = place.door_with(settled).await;
        let (mut changed, mut alarms) = (0, 0);
        for round in 0..8_usize {
            let (name, removes) = (format!("anna{round}"), round % 2 == 1);
            let (key, owner) = with_key(&door, &name, false).await;
            place.clock().advance(Span::minutes(1));
            let copy = by_key(&door, &name, (&key, 5), "198.51.100.1").await;
            let live = copy.live(&door).await;
            device_password(&door, &live, "Made", &copy).await;
            let id = ids(&door, &name, &SECURITY_KEY).await[0];
            place.clock().advance(Span::minutes(1));
            let (_, waiting) = pending(&door, &name, &owner).await;
            let said = signed(&door, &waiting, &key, 2).await;
            let outcomes = at_once(CROWD, |n| {
                let (door, live, copy) = (door.clone(), live.clone(), copy.clone());
                let (owner, waiting, said) = (owner.clone(), waiting.clone(), said.clone());
                async move {
                    match (n % 8, removes) {
                        (4, _) => answer(&door, &waiting, &SECURITY_KEY, &said, &owner).await.map(drop),
                        (_, false) => door.suspend_factor(&live, id, &copy.seen).await,
                        (_, true) => door.remove_factor(&live, id, &copy.seen).await.map(drop),
                    }
                }
            }).await;
            changed += outcomes.iter().filter(|outcome| outcome.is_ok()).count();
            let alarm = outcomes.into_iter().filter_map(Result::err).any(|stop| {
                refusal::<()>(Err(stop)) == Refusal::MaybeCopied(SECURITY_KEY)
            });
            alarms += usize::from(alarm);
            // Where the key was gone before the answer was looked at, there is no number to go back.
            assert!(alarm || removes, "round {round}");
            if alarm {
                assert!(is_over(&door, &copy).await, "round {round}");
                assert!(removes || times(&door, &name, "factor.copied").await == 1, "round {round}");
                assert!(removes || names_of_passwords(&door, &name).await.is_empty(), "round {round}");
            }
        }
        assert!(changed > 0 && alarms > 0, "no race: {changed} changed, {alarms} alarms");
    }

    async fn L11_of_sixty_four_that_show_a_copy_at_once_one_gives_the_alarm(place: Place) {
        let door = place.door_with(settled).await;
        let mut most = 0;
        for round in 0..8 {
            let name = format!("anna{round}");
            let (key, owner) = with_key(&door, &name, false).await;
            place.clock().advance(Span::minutes(1));
            by_key(&door, &name, (&key, 5), "198.51.100.1").await;
            place.clock().advance(Span::minutes(1));
            let mut answers = Vec::new();
            for _ in 0..CROWD {
                let (_, waiting) = pending(&door, &name, &owner).await;
                let said = signed(&door, &waiting, &key, 2).await;
                answers.push((waiting, said));
            }
            let outcomes = at_once(CROWD, |n| {
                let (door, owner, (waiting, said)) = (door.clone(), owner.clone(), answers[n].clone());
                async move { refusal(answer(&door, &waiting, &SECURITY_KEY, &said, &owner).await) }
            }).await;
            assert_eq!(times(&door, &name, "factor.copied").await, 1, "round {round}");
            let suspected = outcomes.iter().filter(|said| **said == Refusal::MaybeCopied(SECURITY_KEY)).count();
            assert!(suspected > 0, "round {round}: {outcomes:?}");
            most = most.max(suspected);
        }
        assert!(most > 1, "no race in any round");
    }
}
