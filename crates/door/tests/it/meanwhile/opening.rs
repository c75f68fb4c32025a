//! What opens again that guessing had closed, and what doesn't.

use domain::{Refusal, Span};
use door::administration::NewAccount;
use door::{Actor, Progress};
use testing::people::*;
use testing::{Place, on_both};

use super::{hurried, wrong_passwords};
use crate::races::raised;

on_both! {
    async fn time_alone_opens_no_ladder_that_has_ended(place: Place) {
        let door = place.door_with(hurried).await;
        add(&door, "anna", false).await;
        wrong_passwords(&place, &door, 95).await;
        place.clock().advance(Span::days(31));
        door.sweep().await.unwrap();
        let stranger = Browser::new("198.51.100.1");
        assert_eq!(refusal(by_password(&door, "anna", &stranger).await), Refusal::WrongSignIn);
    }

    async fn a_new_password_by_an_invite_opens_the_passwords_ladder(place: Place) {
        let door = place.door_with(hurried).await;
        let mut owner = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut owner).await;
        wrong_passwords(&place, &door, 95).await;
        let link = door.invite(&Actor::COMMAND_LINE, &NewAccount::invited("anna", false)).await.unwrap();
        let stranger = Browser::new("198.51.100.1");
        let new = "en helt annan mening";
        assert!(matches!(door.finish_invite(&link, new, &stranger.seen).await, Ok(Progress::Owed(_))));
        assert!(matches!(door.sign_in("anna", new, "", &stranger.seen).await, Ok(Progress::Owed(_))));
    }

    async fn N_6_a_disabled_password_is_looked_at_nowhere_until_an_administrator_helps(place: Place) {
        let door = place.door_with(|c| { raised(c); c.limits.authenticator = 100; }).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        wrong_passwords(&place, &door, 101).await;
        assert_eq!(refusal(door.step_up_by_password(&live, PASSWORD, &browser.seen).await), Refusal::Locked);
        door.unlock_account(&Actor::COMMAND_LINE, "anna").await.unwrap();
        assert!(door.step_up_by_password(&live, PASSWORD, &browser.seen).await.is_ok());
    }

    async fn N_6_a_device_disabled_by_wrong_codes_is_opened_by_a_session_as_strong(place: Place) {
        let door = place.door_with(|c| { raised(c); c.limits.authenticator = 5; }).await;
        let mut browser = Browser::new("192.0.2.1");
        let phone = with_app(&place, &door, "anna", &mut browser).await;
        sign_in(&place, &door, "anna", &phone, &mut browser).await;
        let live = browser.live(&door).await;
        let (_, waiting) = pending(&door, "anna", &Browser::new("198.51.100.1")).await;
        for _ in 0..5 {
            let _ = answer(&door, &waiting, &TOTP, &phone.wrong(&place), &Browser::new("198.51.100.1")).await;
        }
        place.clock().advance(Span::seconds(60));
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let code = phone.code(&place, 0);
        assert_eq!(refusal(answer(&door, &waiting, &TOTP, &code, &browser).await), Refusal::Locked);
        door.resume_factor(&live, phone.enrolment.parse().unwrap(), &browser.seen).await.unwrap();
        assert!(answer(&door, &waiting, &TOTP, &code, &browser).await.is_ok());
    }
}
