//! Attempt budgets: the contract's numbers, under a clock moved by hand.

use domain::{Refusal, Span, Stop};
use door::{Actor, Door, Outcome};
use testing::{Place, on_both};

use testing::people::*;

async fn wrong_password(door: &Door, name: &str, browser: &Browser) -> Refusal {
    refusal(
        door.sign_in(name, "not the password at all", "", &browser.seen)
            .await,
    )
}

/// Whether the right password is looked at now: it owes a second factor, or lets in.
async fn right_is_looked_at(door: &Door, name: &str, browser: &Browser) -> bool {
    match by_password(door, name, browser).await {
        Ok(_) => true,
        Err(Stop::Refused(Refusal::WrongSignIn)) => false,
        other => panic!("{other:?}"),
    }
}

fn patient(config: &mut door::Config) {
    config.limits.address = 1_000_000;
}

on_both! {
    async fn L12_R4226_4_five_wrong_in_a_row_are_free_then_waits_double(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut owner).await;
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..5 {
            assert_eq!(wrong_password(&door, "anna", &stranger).await, Refusal::WrongSignIn);
        }
        for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600] {
            assert!(!right_is_looked_at(&door, "anna", &stranger).await, "within {seconds} s");
            place.clock().advance(Span::seconds(seconds).minus(Span::micros(1)));
            assert!(!right_is_looked_at(&door, "anna", &stranger).await, "just within {seconds} s");
            place.clock().advance(Span::micros(1));
            // Looked at, and wrong: the next wait is longer.
            assert_eq!(wrong_password(&door, "anna", &stranger).await, Refusal::WrongSignIn);
        }
    }

    async fn telling_of_waits_a_stranger_reads_wrong_and_the_owner_reads_how_long(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut owner).await;
        for _ in 0..5 {
            wrong_password(&door, "anna", &owner).await;
        }
        assert_eq!(wrong_password(&door, "anna", &owner).await, Refusal::Wait(Span::seconds(1)));
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..9 {
            assert_eq!(wrong_password(&door, "anna", &stranger).await, Refusal::WrongSignIn);
        }
    }

    async fn L35_strangers_guesses_never_stop_a_known_browser(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..200 {
            wrong_password(&door, "anna", &stranger).await;
            place.clock().advance(Span::hours(1));
        }
        assert!(!right_is_looked_at(&door, "anna", &stranger).await, "shut for strangers at ninety");
        sign_in(&place, &door, "anna", &app, &mut owner).await;
        // A completed sign-in from a known browser opens the strangers' ladder again.
        assert!(right_is_looked_at(&door, "anna", &stranger).await);
    }

    async fn N_6_at_ninety_strangers_are_refused_unlooked_at_until_an_administrator_helps(place: Place) {
        let door = place.door_with(patient).await;
        add(&door, "anna", false).await;
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..90 {
            wrong_password(&door, "anna", &stranger).await;
            place.clock().advance(Span::hours(1));
        }
        place.clock().advance(Span::days(20));
        assert!(!right_is_looked_at(&door, "anna", &stranger).await);
        door.unlock_account(&Actor::CommandLine, "anna").await.unwrap();
        assert!(right_is_looked_at(&door, "anna", &stranger).await);
    }

    async fn a_known_browser_loses_its_mark_after_ten_wrong_in_a_row(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut owner).await;
        for _ in 0..10 {
            wrong_password(&door, "anna", &owner).await;
            place.clock().advance(Span::hours(1));
        }
        // Now a stranger like any other: five are free again, and waits aren't told.
        for _ in 0..9 {
            assert_eq!(wrong_password(&door, "anna", &owner).await, Refusal::WrongSignIn);
        }
        assert!(!right_is_looked_at(&door, "anna", &owner).await);
    }

    async fn L12_both_kinds_of_codes_spend_from_one_ladder_and_a_new_flow_gains_nothing(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        backup_codes(&door, &owner).await;
        let stranger = Browser::new("198.51.100.1");
        let wrong = app.wrong(&place);
        for kind in [&TOTP, &BACKUP, &TOTP, &BACKUP, &TOTP] {
            let (_, pending) = pending(&door, "anna", &stranger).await;
            let code = if *kind == TOTP { wrong.as_str() } else { "0000-0000-0000-0000" };
            assert_eq!(refusal(answer(&door, &pending, kind, code, &stranger).await), Refusal::WrongCode(kind.clone()));
        }
        // Told, since the password was right; the same from another node and a fresh flow.
        let node = place.door_with(patient).await;
        let (_, pending) = pending(&node, "anna", &stranger).await;
        let right = app.code(&place, 0);
        assert_eq!(refusal(answer(&node, &pending, &TOTP, &right, &stranger).await), Refusal::Wait(Span::seconds(1)));
        place.clock().advance(Span::seconds(1));
        assert!(answer(&node, &pending, &TOTP, &right, &stranger).await.is_ok());
    }

    async fn L12_step_up_spends_from_the_same_ladder(place: Place) {
        let door = place.door_with(|c| { patient(c); c.limits.confirm = 1_000; }).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let wrong = app.wrong(&place);
        let live = owner.live(&door).await;
        for _ in 0..5 {
            let tried = door.step_up(&live, &TOTP, &form(&[("code", &wrong)]), &owner.seen).await;
            assert_eq!(refusal(tried), Refusal::WrongCode(TOTP));
        }
        let (_, pending) = pending(&door, "anna", &owner).await;
        assert_eq!(refusal(answer(&door, &pending, &TOTP, &wrong, &owner).await), Refusal::Wait(Span::seconds(1)));
    }

    async fn L13_name_and_address_spend_from_one_budget(place: Place) {
        let door = place.door_with(patient).await;
        let new = door::account::NewAccount {
            name: "anna".into(),
            password: Some(domain::Secret::new(PASSWORD.into())),
            emails: vec!["anna@example.org".into()],
            ..Default::default()
        };
        door.add_account(&Actor::CommandLine, new).await.unwrap();
        let stranger = Browser::new("198.51.100.1");
        for name in ["anna", "anna@example.org", "ANNA", "Anna@Example.Org", "anna"] {
            wrong_password(&door, name, &stranger).await;
        }
        for name in ["anna", "anna@example.org"] {
            assert!(!right_is_looked_at(&door, name, &stranger).await, "{name}");
        }
    }

    async fn a_right_password_clears_nothing_and_a_completed_sign_in_clears_what_it_climbed(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let stranger = Browser::new("198.51.100.1");
        for _ in 0..4 {
            wrong_password(&door, "anna", &stranger).await;
        }
        // Right ones in between give back what they spent, no more: the fifth wrong one is the last free.
        for _ in 0..7 {
            assert!(right_is_looked_at(&door, "anna", &stranger).await);
        }
        wrong_password(&door, "anna", &stranger).await;
        assert!(!right_is_looked_at(&door, "anna", &stranger).await);
        place.clock().advance(Span::seconds(1));
        let mut other = stranger.clone();
        sign_in(&place, &door, "anna", &app, &mut other).await;
        for _ in 0..5 {
            assert!(right_is_looked_at(&door, "anna", &stranger).await, "cleared");
            wrong_password(&door, "anna", &stranger).await;
        }
    }

    async fn V6_3_1_an_address_has_twenty_wrong_answers_in_ten_minutes(place: Place) {
        let door = place.door().await;
        let mut owner = Browser::new("203.0.113.7");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        place.clock().advance(Span::minutes(10));
        let stranger = Browser::new("203.0.113.7");
        for n in 0..20 {
            assert_eq!(wrong_password(&door, &format!("name{n}"), &stranger).await, Refusal::WrongSignIn);
        }
        let Refusal::Wait(wait) = wrong_password(&door, "anna", &stranger).await else { panic!() };
        assert_eq!(wait, Span::minutes(10), "the address's wait is always told");
        assert!(matches!(by_password(&door, "anna", &stranger).await, Err(Stop::Refused(Refusal::Wait(_)))));
        // A known browser behind the same address isn't stopped, and another address isn't either.
        sign_in(&place, &door, "anna", &app, &mut owner).await;
        let elsewhere = Browser::new("203.0.113.8");
        assert!(right_is_looked_at(&door, "anna", &elsewhere).await);
        place.clock().advance(Span::minutes(10));
        assert!(right_is_looked_at(&door, "anna", &stranger).await);
    }

    async fn one_56_of_ipv6_is_one_address_and_a_network_may_have_its_own_number(place: Place) {
        let door = place.door_with(|c| {
            c.limits.address = 3;
            c.networks = vec![("10.0.0.0/8".parse().unwrap(), 6), ("10.1.0.0/16".parse().unwrap(), 2)];
        }).await;
        for n in 0..3 {
            let browser = Browser::new(&format!("2001:db8:0:{:x}::{n}", 0xff00 + n));
            assert_eq!(wrong_password(&door, &format!("n{n}"), &browser).await, Refusal::WrongSignIn);
        }
        let same = Browser::new("2001:db8:0:ffff::9");
        assert!(matches!(wrong_password(&door, "m", &same).await, Refusal::Wait(_)));
        let next = Browser::new("2001:db8:1:0::9");
        assert_eq!(wrong_password(&door, "m", &next).await, Refusal::WrongSignIn);
        for (address, number) in [("10.2.0.1", 6), ("10.1.0.1", 2), ("192.0.2.5", 3), ("::ffff:192.0.2.6", 3)] {
            let browser = Browser::new(address);
            for n in 0..number {
                assert_eq!(wrong_password(&door, &format!("x{n}"), &browser).await, Refusal::WrongSignIn, "{address}");
            }
            assert!(matches!(wrong_password(&door, "x", &browser).await, Refusal::Wait(_)), "{address}");
        }
        let four = Browser::new("192.0.2.6");
        assert!(matches!(wrong_password(&door, "y", &four).await, Refusal::Wait(_)), "the same as its IPv6 form");
    }

    async fn a_completed_sign_in_gives_back_what_its_account_spent_from_the_address(place: Place) {
        let door = place.door_with(|c| c.limits.address = 10).await;
        add(&door, "anna", false).await;
        let browser = Browser::new("203.0.113.7");
        for _ in 0..4 {
            wrong_password(&door, "anna", &browser).await;
        }
        for n in 0..5 {
            wrong_password(&door, &format!("n{n}"), &browser).await;
        }
        assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Outcome::In(_))));
        // Five of ten are left to strangers, not one.
        for n in 0..5 {
            assert_eq!(wrong_password(&door, &format!("m{n}"), &browser).await, Refusal::WrongSignIn);
        }
        assert!(matches!(wrong_password(&door, "m", &browser).await, Refusal::Wait(_)));
    }

    async fn an_address_that_is_a_proxys_own_is_never_charged(place: Place) {
        let door = place.door_with(|c| c.limits.address = 3).await;
        let mut browser = Browser::new("127.0.0.1");
        browser.seen.charged = false;
        for n in 0..20 {
            assert_eq!(wrong_password(&door, &format!("n{n}"), &browser).await, Refusal::WrongSignIn);
        }
    }

    async fn a_try_that_is_not_looked_at_costs_the_address_all_the_same(place: Place) {
        let door = place.door_with(|c| c.limits.address = 12).await;
        add(&door, "anna", false).await;
        let browser = Browser::new("203.0.113.7");
        for _ in 0..12 {
            assert_eq!(wrong_password(&door, "anna", &browser).await, Refusal::WrongSignIn);
        }
        assert!(matches!(wrong_password(&door, "anna", &browser).await, Refusal::Wait(_)));
    }

    async fn L15_unknown_names_climb_ladders_like_any_other(place: Place) {
        let door = place.door_with(patient).await;
        let browser = Browser::new("203.0.113.7");
        for _ in 0..5 {
            wrong_password(&door, "nobody", &browser).await;
        }
        // The account comes to be in the middle of a wait; the bucket was another's.
        add(&door, "nobody", false).await;
        assert!(right_is_looked_at(&door, "nobody", &browser).await);
    }

    async fn N_6_a_hundred_wrong_in_a_row_disable_an_authenticator_whoever_gave_them(place: Place) {
        let door = place.door_with(|c| {
            patient(c);
            c.limits.known = 1_000;
            c.limits.strangers = 1_000;
            c.limits.longest_wait = Span::micros(1);
            c.limits.first_wait = Span::micros(1);
        }).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let wrong = app.wrong(&place);
        for n in 0..100 {
            let stranger = Browser::new(&format!("198.51.100.{n}"));
            let (_, pending) = pending(&door, "anna", &stranger).await;
            place.clock().advance(Span::micros(2));
            assert_eq!(refusal(answer(&door, &pending, &TOTP, &wrong, &stranger).await), Refusal::WrongCode(TOTP));
        }
        let (_, pending) = pending(&door, "anna", &owner).await;
        let right = app.code(&place, 0);
        assert_eq!(refusal(answer(&door, &pending, &TOTP, &right, &owner).await), Refusal::Locked);
        door.unlock_account(&Actor::CommandLine, "anna").await.unwrap();
        assert!(answer(&door, &pending, &TOTP, &right, &owner).await.is_ok());
    }

    async fn what_cannot_be_an_answer_spends_nothing(place: Place) {
        let door = place.door().await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let (_, pending) = pending(&door, "anna", &owner).await;
        for _ in 0..30 {
            assert_eq!(refusal(answer(&door, &pending, &TOTP, "12345", &owner).await), Refusal::NotACode(TOTP));
        }
        assert!(answer(&door, &pending, &TOTP, &app.code(&place, 0), &owner).await.is_ok());
    }

    async fn L12_sixty_four_wrong_codes_at_once_are_not_looked_at_more_than_five_times(place: Place) {
        let door = place.door_with(patient).await;
        let mut owner = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut owner).await;
        let stranger = Browser::new("198.51.100.1");
        let (_, pending) = pending(&door, "anna", &stranger).await;
        let wrong = app.wrong(&place);
        let tries = (0..64).map(|_| {
            let (door, pending, wrong, stranger) = (door.clone(), pending.clone(), wrong.clone(), stranger.clone());
            tokio::spawn(async move { refusal(answer(&door, &pending, &TOTP, &wrong, &stranger).await) })
        });
        let mut looked_at = 0;
        for tried in tries.collect::<Vec<_>>() {
            match tried.await.unwrap() {
                Refusal::WrongCode(_) => looked_at += 1,
                Refusal::Wait(_) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(looked_at, 5);
    }
}
