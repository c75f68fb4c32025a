//! What an address may still try.

use domain::{Refusal, Span, Stop};
use testing::people::*;
use testing::{Place, on_both};

use super::{right_is_looked_at, wrong_password};

on_both! {
    async fn L14_V6_3_1_an_address_has_twenty_wrong_answers_in_ten_minutes(place: Place) {
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

    async fn L23_an_address_that_is_a_proxys_own_is_never_charged(place: Place) {
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
}
