//! How long sessions last: while the browser is open, or for whoever wants to stay signed in.

use domain::Span;
use door::{Onward, Progress, Stay};
use testing::people::*;
use testing::{Place, on_both};

on_both! {
    async fn N_25_V7_3_1_V7_3_2_sessions_end_when_idle_and_at_the_latest_after_thirty_days(place: Place) {
        let always = |config: &mut door::Config| config.stay = Stay::Always;
        let never = |config: &mut door::Config| config.stay = Stay::Never;
        let (ask, always, never) = (place.door().await, place.door_with(always).await, place.door_with(never).await);
        add(&ask, "anna", false).await;
        add(&ask, "root", true).await;
        let (week, month, day) = (Span::days(7), Span::days(30), Span::hours(12));
        // Administrators' sessions last as long as anybody's.
        for (door, name, stay, (idle, longest, lasts)) in [
            (&ask, "anna", false, (day, day, None)),
            (&ask, "anna", true, (week, month, Some(month))),
            (&ask, "root", true, (week, month, Some(month))),
            (&always, "anna", false, (week, month, Some(month))),
            (&never, "anna", true, (day, day, None)),
        ] {
            let mut browser = Browser::new("192.0.2.1");
            let begin = async |browser: &mut Browser| {
                let onward = Onward { next: "", stay };
                let Progress::In(new) = door.sign_in(name, PASSWORD, onward, &browser.seen).await.unwrap() else { panic!() };
                assert_eq!(new.lasts, lasts, "{name} {stay}");
                browser.keep(&new);
                browser.seen.session.clone().unwrap()
            };
            let token = begin(&mut browser).await;
            let alive = async |token| door.session(token, &browser.seen).await.unwrap().is_some();
            place.clock().advance(idle.minus(Span::seconds(2)));
            assert!(alive(&token).await, "{name} just before");
            place.clock().advance(idle);
            assert!(!alive(&token).await, "{name} idle");
            let token = begin(&mut browser).await;
            let alive = async |token| door.session(token, &browser.seen).await.unwrap().is_some();
            let (used, mut left) = (Span::hours(11), longest);
            while left > used {
                place.clock().advance(used);
                left = left.minus(used);
                assert!(alive(&token).await, "{name} {stay}");
            }
            place.clock().advance(left.minus(Span::micros(1)));
            assert!(alive(&token).await, "{name} {stay} just before its end");
            place.clock().advance(Span::micros(1));
            assert!(!alive(&token).await, "{name} {stay} at the latest");
        }
    }

    async fn whoever_wants_to_stay_does_after_the_second_step_and_after_each_rise(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        for (stay, lasts) in [(true, Some(Span::days(30))), (false, None)] {
            place.clock().advance(Span::minutes(2));
            let onward = Onward { next: "/settings", stay };
            let Progress::Owed(token) = door.sign_in("anna", PASSWORD, onward, &browser.seen).await.unwrap() else { panic!() };
            let waiting = door.pending(&token).await.unwrap().unwrap();
            let code = app.code(&place, 0);
            let Ok(Progress::In(new)) = answer(&door, &waiting, &TOTP, &code, &browser).await else { panic!() };
            assert_eq!((new.lasts, new.next.as_str()), (lasts, "/settings"));
            browser.keep(&new);
            // The other half of a double click sets the same cookie.
            let Ok(Progress::In(again)) = answer(&door, &waiting, &TOTP, &code, &browser).await else { panic!() };
            assert_eq!(again.lasts, lasts);

            place.clock().advance(Span::minutes(11));
            let live = browser.live(&door).await;
            let risen = door.step_up(&live, &TOTP, &form(&[("code", &app.code(&place, 0))]), &browser.seen).await.unwrap();
            assert_eq!(risen.lasts, lasts.map(|lasts| lasts.minus(Span::minutes(11))));
            browser.keep(&risen);
        }
    }
}
