//! What a weaker standing must not open by way of a ceremony, and what anybody may send without end.

use domain::policy::Required;
use domain::setting::Value;
use domain::{Kind, Refusal, Span};
use door::{Actor, At, Freshness, Progress, Shown};
use testing::drivers::{add_token, begin_token};
use testing::people::*;
use testing::{Place, on_both};

use super::{alone, asked_alone, has, send_alone};
use crate::races::settled;

on_both! {
    async fn L07_by_the_narrow_way_a_new_key_takes_no_others_place(place: Place) {
        let door = place.door_with(settled).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        let phone = has(&door, &anna).await.into_iter().find(|(kind, _)| *kind == TOTP).unwrap().1;
        // The passkey is lost: password and app open the narrow way alone.
        place.clock().advance(Span::minutes(11));
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        let live = anna.live(&door).await;
        assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Narrow);
        let (_, id) = begin_token(&door, &SECURITY_KEY, "Key", &anna).await;
        let path = "/{id}/confirm";
        // A refused answer shows the question again, and that one must not be for giving the app up.
        let fields = [("code", "x"), ("instead", phone.as_str())];
        let shown = post(&door, At::Settings(&live), &SECURITY_KEY, path, Some(&id), &fields, &anna).await;
        if let Ok(Shown::Page(_, body, _)) = &shown {
            let asked = options(body.as_str());
            let (_, sent) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
            let fields = [("code", sent.as_str()), ("instead", phone.as_str())];
            drop(post(&door, At::Settings(&live), &SECURITY_KEY, path, Some(&id), &fields, &anna).await);
        }
        let left = door.user_factors(&Actor::COMMAND_LINE, "anna").await.unwrap();
        let left: Vec<Kind> = left.into_iter().map(|one| one.kind).collect();
        assert!(left.contains(&TOTP), "the app was given up: {left:?}");
        assert_eq!(refusal(shown), Refusal::OnlyTheLost);
    }

    async fn only_another_credential_is_given_up_for_a_new_one(place: Place) {
        let door = place.door_with(settled).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        let phone = has(&door, &anna).await[0].1.clone();
        let live = anna.live(&door).await;
        let fields = [("name", "Key"), ("instead", phone.as_str())];
        let shown = post(&door, At::Settings(&live), &SECURITY_KEY, "/instead", None, &fields, &anna).await;
        assert_eq!(refusal(shown), Refusal::NoSuch, "an app is no token that could be another kind");
    }

    async fn L05_only_what_is_meant_for_it_is_set_up_at_sign_in(place: Place) {
        let door = place.door_with(settled).await;
        add(&door, "anna", false).await;
        door.require_factor(&Actor::COMMAND_LINE, Required::Everyone).await.unwrap();
        let anna = Browser::new("192.0.2.1");
        let Ok(Progress::SetUp(token)) = by_password(&door, "anna", &anna).await else { panic!("no set-up") };
        let waiting = door.pending(&token).await.unwrap().unwrap();
        for kind in [HOTP, BACKUP] {
            let shown = post(&door, At::SigningIn(&waiting), &kind, "", None, &[("name", "x")], &anna).await;
            assert_eq!(refusal(shown), Refusal::NotAllowed, "{kind}");
        }
    }

    async fn L15_a_name_that_only_looks_alike_is_another_name(place: Place) {
        let door = place.door_with(settled).await;
        let words = door.words(domain::Language::FIRST, "");
        let list = |name: &'static str| {
            let (door, words) = (door.clone(), words.clone());
            async move {
                let ways = door.entrances_named(name, &words, &Browser::new("203.0.113.9").seen).await.unwrap();
                options(ways[0].question.fragment.as_str())["allowCredentials"].clone()
            }
        };
        // No account can be called by the second: were its list that of the first, another list of the first
        // would tell that somebody is called so and has a passkey.
        assert_ne!(list("kurt").await, list("\u{212a}urt").await);
        assert_eq!(list("kurt").await, list("KURT").await);
    }

    async fn L15_whoever_makes_a_signature_up_learns_of_no_id_whether_it_is_real(place: Place) {
        let door = place.door_with(settled).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, _) = add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        let asked = asked_alone(&door).await;
        let mut moment = Moment::honest(&asked, ORIGIN);
        moment.user.clone_from(&token.user);
        let mut forged = FidoToken::new(&token.user, 64);
        let unknown = door.forgotten_passwordless(&PASSKEY, &form(&[("code", &forged.sign(&moment))])).await.unwrap();
        forged.id.clone_from(&token.id);
        let real = door.forgotten_passwordless(&PASSKEY, &form(&[("code", &forged.sign(&moment))])).await.unwrap();
        assert_eq!((unknown.is_some(), real.is_some()), (true, true));
        // The browser that has it is never told to forget it, be it refused for whatever else.
        place.clock().advance(Span::minutes(11));
        for flags in [PRESENT | VERIFIED, PRESENT, 0] {
            moment.flags = flags;
            let code = token.sign(&moment);
            let said = door.forgotten_passwordless(&PASSKEY, &form(&[("code", &code)])).await.unwrap();
            assert_eq!(said, None);
        }
    }

    async fn after_a_passkey_a_weaker_way_is_another_enrolment_even_where_the_strongest_alone_are_offered(place: Place) {
        let door = place.door_with(|config| {
            settled(config);
            config.settings.set("passkey.second_factor", Value::Text("required".into()));
        }).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        let (token, _) = add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        door.offer_strongest_only(&Actor::COMMAND_LINE, true).await.unwrap();
        place.clock().advance(Span::seconds(60));
        let Ok(Progress::Owed(owed)) = alone(&door, &token, &anna, |moment| moment.count = 2).await else { panic!("let in") };
        let waiting = door.pending(&owed).await.unwrap().unwrap();
        let choices = door.choices(&waiting, &anna.seen).await.unwrap();
        let kinds: Vec<_> = choices.kinds.iter().map(|choice| choice.kind.clone()).collect();
        assert_eq!(kinds, [TOTP]);
        let words = door.words(domain::Language::FIRST, "");
        assert!(door.question(&waiting, &TOTP, &words).await.is_ok(), "what is offered is asked");
        let let_in = answer(&door, &waiting, &TOTP, &app.code(&place, 0), &anna).await;
        assert!(matches!(let_in, Ok(Progress::In(_))), "{let_in:?}");
        // By the password the app is as little a way as it was.
        let (_, waiting) = pending(&door, "anna", &anna).await;
        let typed = answer(&door, &waiting, &TOTP, &app.code(&place, 0), &anna).await;
        assert_eq!(refusal(typed), Refusal::KindOff(TOTP));
    }

    async fn wrong_signatures_that_cost_nothing_are_counted_in_one_row(place: Place) {
        let door = place.door_with(settled).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let (_, waiting) = pending(&door, "anna", &anna).await;
        let asked = asked_alone(&door).await;
        let forged = token.sign(&Moment::honest(&asked, ORIGIN));
        for _ in 0..20 {
            let said = answer(&door, &waiting, &SECURITY_KEY, &forged, &anna).await;
            assert_eq!(refusal(said), Refusal::WrongCode(SECURITY_KEY));
            drop(send_alone(&door, &forged, &anna).await);
        }
        let rows = events(&door, "anna").await;
        let wrong = rows.iter().filter(|row| *row == "sign-in.code refused").count();
        assert_eq!(wrong, 1, "{rows:?}");
    }
}
