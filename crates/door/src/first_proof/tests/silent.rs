//! A source that doesn't answer is a fault for its own accounts, takes nobody's attempts, and holds up nobody else.

use std::time::Duration;

use domain::{Refusal, Secret};
use testing::{Place, on_both};

use super::elsewhere::Does;
use super::{OWN, THEIRS, door, is_away, refusal, session, stranger};
use crate::{Actor, Client, DevicePasswords, PasswordChange, Progress};

/// Longer than any test runs.
const HOUR: Duration = Duration::from_secs(3_600);
const ANNA: &str = "elsewhere-anna";

on_both! {
    async fn an_account_of_another_source_signs_in_confirms_and_passes_the_gate_by_it(place: Place) {
        let (door, other) = door(&place, HOUR, |_| {}).await;
        session(&door, "THERE\\anna", THEIRS).await;
        // Longer than anything takes here, and still in its time.
        other.shall(Does::AnswerAfter(Duration::from_millis(20)));
        let (live, seen) = session(&door, ANNA, THEIRS).await;
        assert!(door.step_up_by_password(&live, THEIRS, &seen).await.is_ok());
        let secret = Secret::new(THEIRS.to_owned());
        let client = door.client(ANNA, &secret, "files.example.org", &stranger()).await;
        assert!(matches!(client, Ok(Client::Account(_))), "{client:?}");
    }

    async fn what_our_own_table_keeps_of_it_opens_nothing(place: Place) {
        let (door, _) = door(&place, Duration::from_millis(1), |_| {}).await;
        assert_eq!(refusal(door.sign_in(ANNA, OWN, "", &stranger()).await), Refusal::WrongSignIn);
        assert_eq!(refusal(door.sign_in("bea", THEIRS, "", &stranger()).await), Refusal::WrongSignIn);
        session(&door, "bea", OWN).await;
    }

    async fn its_password_is_not_changed_here(place: Place) {
        let (door, _) = door(&place, HOUR, |_| {}).await;
        let (live, seen) = session(&door, ANNA, THEIRS).await;
        let next = "en annan mening här";
        let changed = door.change_password(&live, PasswordChange { current: THEIRS, new: next, device_passwords: DevicePasswords::Stay }, &seen).await;
        assert_eq!(refusal(changed), Refusal::NotAllowed);
        let next = Secret::new(next.to_owned());
        let set = async |name| door.set_user_password(&Actor::COMMAND_LINE, name, &next).await;
        assert_eq!(refusal(set(ANNA).await), Refusal::NotAllowed);
        assert!(set("bea").await.is_ok());
    }

    async fn v16_5_2_one_that_is_silent_or_away_is_a_fault_that_takes_no_attempt(place: Place) {
        let (door, other) = door(&place, Duration::from_millis(20), |c| {
            c.limits.address = 1;
            c.limits.free = 1;
            c.limits.gate_strangers = 1;
        }).await;
        let (live, seen) = session(&door, ANNA, THEIRS).await;
        let secret = Secret::new(THEIRS.to_owned());
        for does in [Does::BeSilent, Does::Fail, Does::BeSilent] {
            other.shall(does);
            assert!(is_away(&door.sign_in(ANNA, THEIRS, "", &stranger()).await));
            assert!(is_away(&door.step_up_by_password(&live, THEIRS, &seen).await));
            assert!(is_away(&door.client(ANNA, &secret, "files.example.org", &stranger()).await));
            session(&door, "bea", OWN).await;
        }
        other.shall(Does::Answer);
        assert!(door.client(ANNA, &secret, "files.example.org", &stranger()).await.is_ok());
        assert!(door.step_up_by_password(&live, THEIRS, &seen).await.is_ok());
        session(&door, ANNA, THEIRS).await;
    }

    async fn however_many_wait_for_it_others_sign_in_and_none_of_them_takes_a_place_that_hashes(place: Place) {
        let (door, other) = door(&place, HOUR, |c| {
            c.limits.address = 1_000;
            c.limits.free = 1_000;
            c.limits.strangers = 1_000;
            c.hashing_queue = 2;
        }).await;
        let mut known = session(&door, ANNA, THEIRS).await.1;
        known.session = None;
        other.shall(Does::BeSilent);
        let ask = |seen| {
            let door = door.clone();
            tokio::spawn(async move { door.sign_in(ANNA, THEIRS, "", &seen).await.map(drop) })
        };
        let strangers: Vec<_> = (0..64).map(|_| ask(stranger())).collect();
        let is_over = |n: usize| strangers.iter().filter(|one| one.is_finished()).count() == n;
        while !(other.asking() == 16 && is_over(48)) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(door.hashing_load(), (0, 0));
        session(&door, "bea", OWN).await;
        // Half of the places are left to known browsers.
        let owner = ask(known);
        while other.asking() < 17 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        owner.abort();
        for stranger in strangers {
            if stranger.is_finished() {
                assert_eq!(refusal(stranger.await.unwrap()), Refusal::Busy);
            } else {
                stranger.abort();
            }
        }
        // Whoever goes away gives the place back.
        while other.asking() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        other.shall(Does::Answer);
        assert!(matches!(door.sign_in(ANNA, THEIRS, "", &stranger()).await, Ok(Progress::In(_))));
    }
}
