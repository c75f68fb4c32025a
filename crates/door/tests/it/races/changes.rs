//! Changes to an account at the same moment: each counts, and none counts twice.

use domain::{Refusal, Stop};
use door::{Actor, At};
use testing::{Place, on_both};

use testing::at_once;

use super::raised;
use testing::people::*;

on_both! {
    async fn a_form_that_makes_a_secret_makes_it_once(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let number = domain::secret::write_token(&domain::secret::token(&**place.random()));
        let made = at_once(8, |_| {
            let (door, live, browser, number) = (door.clone(), live.clone(), browser.clone(), number.clone());
            async move {
                let fields = [("name", "Phone"), ("number", number.as_str())];
                post(&door, At::Settings(&live), &TOTP, "", None, &fields, &browser).await.map(drop)
            }
        }).await;
        assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1);
        for made in made {
            if let Err(Stop::Refused(refusal)) = made {
                assert_eq!(refusal, Refusal::FormUsed);
            }
        }
    }

    async fn a_form_sent_again_is_known_before_anything_is_hashed(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let number = door.form_number();
        let fields = [("number", number.as_str()), ("sure", "1")];
        let made = post(&door, At::Settings(&live), &BACKUP, "", None, &fields, &browser).await;
        assert!(made.is_ok());
        // Here, nothing can be hashed.
        let other = place.door_with(|config| config.argon2 = (1, 1)).await;
        let again = post(&other, At::Settings(&live), &BACKUP, "", None, &fields, &browser).await;
        assert_eq!(refusal(again.map(drop)), Refusal::FormUsed);
        let new = make_codes(&other, &live, &browser).await;
        assert!(matches!(new, Err(Stop::Fault(_))), "a new form was to be hashed");
    }

    async fn people_are_put_into_groups_and_taken_out_at_once(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let (come, go): (Vec<_>, Vec<_>) = (0..12).map(|n| (format!("come {n:02}"), format!("go {n:02}"))).unzip();
        for group in come.iter().chain(&go) {
            door.add_group(&Actor::COMMAND_LINE, group).await.unwrap();
        }
        door.set_groups(&Actor::COMMAND_LINE, "anna", &go).await.unwrap();
        let changed = at_once(12, |n| {
            let (door, come, go) = (door.clone(), come[n].clone(), go[n].clone());
            async move { door.change_groups(&Actor::COMMAND_LINE, "anna", &[go], &[come]).await }
        }).await;
        for done in changed {
            done.unwrap();
        }
        assert_eq!(door.account(&Actor::COMMAND_LINE, "anna").await.unwrap().groups, come);
        let nowhere = door.change_groups(&Actor::COMMAND_LINE, "anna", &[], &["nowhere".into()]).await;
        assert_eq!(refusal(nowhere), Refusal::UnknownGroup("nowhere".into()));
    }

    async fn a_session_that_many_wrong_answers_end_at_once_is_written_down_once(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let tried = at_once(24, |_| {
            let (door, live, browser) = (door.clone(), live.clone(), browser.clone());
            async move { door.step_up_by_password(&live, "wrong", &browser.seen).await }
        }).await;
        let refused: Vec<_> = tried.into_iter().map(refusal).collect();
        let looked_at = refused.iter().filter(|refusal| **refusal == Refusal::WrongPassword).count();
        assert_eq!((looked_at, refused.len()), (4, 24));
        let ended = events(&door, "anna").await.into_iter().filter(|event| event == "session.ended done");
        assert_eq!(ended.count(), 1);
    }
}
