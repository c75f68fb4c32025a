//! What a site that nobody has configured offers, and what being known is worth.

use domain::{Assurance, Span};
use door::{At, Progress};
use testing::drivers::{add_token, begin_token};
use testing::people::{
    BACKUP, Browser, FidoToken, HOTP, Moment, ORIGIN, PASSKEY, SECURITY_KEY, TOTP, add,
    backup_codes, by_password, enrol_token, form, post, refusal, session, sign_in, with_app,
};
use testing::{Place, on_both};

use crate::ripening::by_token;

on_both! {
    async fn N_1_N_2_N_3_without_a_setting_there_is_a_way_that_can_not_be_phished(place: Place) {
        let door = place.door().await;
        for (n, kind) in [SECURITY_KEY, PASSKEY].into_iter().enumerate() {
            let name = format!("anna{n}");
            add(&door, &name, false).await;
            let mut browser = Browser::new("192.0.2.1");
            session(&door, &name, &mut browser).await;
            let (token, _) = add_token(&door, &kind, "Key", &mut browser).await;
            // The password alone has authorised it: it is as good as any for a day, and then as good as it is.
            assert_eq!(browser.live(&door).await.assurance(), Assurance::TwoFactor, "{kind}");
            place.clock().advance(Span::days(1));
            by_token(&door, &name, (&kind, &token), &mut browser).await;
            assert_eq!(browser.live(&door).await.assurance(), Assurance::PhishingResistant, "{kind}");
        }
        // What is typed never gets there, however much of it.
        let mut browser = Browser::new("192.0.2.2");
        let app = with_app(&place, &door, "berit", &mut browser).await;
        let mut fob = enrol_token(&door, &HOTP, "Fob", &mut browser).await;
        let codes = backup_codes(&door, &browser).await;
        sign_in(&place, &door, "berit", &app, &mut browser).await;
        place.clock().advance(Span::minutes(11));
        for (kind, code) in [(HOTP, fob.press()), (TOTP, app.code(&place, 0)), (BACKUP, codes[0].clone())] {
            let live = browser.live(&door).await;
            if let Ok(new) = door.step_up(&live, &kind, &form(&[("code", &code)]), &browser.seen).await {
                browser.keep(&new);
            }
            assert_eq!(browser.live(&door).await.assurance(), Assurance::TwoFactor, "{kind}");
        }
    }

    async fn L08_N_27_a_known_browser_is_asked_for_the_second_step_each_time(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        for _ in 0..3 {
            place.clock().advance(Span::minutes(1));
            assert!(browser.seen.known.is_some());
            assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Progress::Owed(_))));
            sign_in(&place, &door, "anna", &app, &mut browser).await;
        }
    }

    async fn W_R2_a_page_to_register_is_answered_by_the_session_that_was_asked_and_once(place: Place) {
        let door = place.door_with(crate::races::raised).await;
        add(&door, "anna", false).await;
        for kind in [SECURITY_KEY, PASSKEY] {
            let [mut here, mut there] = ["192.0.2.1", "192.0.2.2"].map(Browser::new);
            for browser in [&mut here, &mut there] {
                session(&door, "anna", browser).await;
            }
            let (asked, id) = begin_token(&door, &kind, "Key", &here).await;
            let (_, sent) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
            let fields = [("code", sent.as_str())];
            let confirm = async |browser: &Browser| {
                let live = browser.live(&door).await;
                post(&door, At::Settings(&live), &kind, "/{id}/confirm", Some(&id), &fields, browser).await
            };
            let stolen = confirm(&there).await;
            let said = match stolen {
                Ok(door::Shown::Page(_, _, Some(refusal))) => refusal,
                Ok(_) => panic!("{kind}: another session of the same account answered"),
                Err(stop) => refusal::<()>(Err(stop)),
            };
            assert_eq!(said, domain::Refusal::WrongCode(kind.clone()));
            let Ok(door::Shown::Done(done)) = confirm(&here).await else { panic!("{kind}: not confirmed") };
            here.keep(&done.session.unwrap());
            assert_eq!(door.own_factors(&here.live(&door).await).await.unwrap().len(), 1);
            // The other half of a double click aside, the same answer makes nothing again.
            place.clock().advance(Span::seconds(11));
            assert!(!matches!(confirm(&here).await, Ok(door::Shown::Done(_))), "{kind}: twice");
            let live = here.live(&door).await;
            door.remove_factor(&live, id.parse().unwrap(), &here.seen).await.unwrap();
            assert!(!matches!(confirm(&here).await, Ok(door::Shown::Done(_))), "{kind}: after it was removed");
            assert!(door.own_factors(&here.live(&door).await).await.unwrap().is_empty());
        }
    }
}
