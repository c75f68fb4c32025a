//! How often a code is sent: to a number, to an account, for an address, and by the site; half of it kept for browsers
//! that the account knows.

use domain::setting::Value;
use domain::{Refusal, Span};
use door::{Config, Door};
use factors::Registry;
use testing::people::*;
use testing::{Place, on_both};

use super::{KIND, NUMBER, ask, house, sent, swedish, with_number};

/// Asks by new sign-ins until it is refused: how often it was sent, and why no more.
async fn asked(
    door: &Door,
    name: &str,
    browser: &Browser,
    most: usize,
) -> (usize, Option<Refusal>) {
    for n in 0..most {
        let (_, waiting) = pending(door, name, browser).await;
        match ask(door, &waiting, browser).await {
            Ok(()) => {}
            refused => return (n, Some(refusal(refused))),
        }
    }
    (most, None)
}

/// Whether the log has it.
async fn is_told(door: &Door, name: &str, of: &str) -> bool {
    let query = door::activity::Query {
        account: Some(name.into()),
        before: None,
        most: 1000,
    };
    let all = door
        .audit(&door::Actor::COMMAND_LINE, &query)
        .await
        .unwrap();
    all.iter()
        .any(|event| event.action == "messages.spent" && event.detail == of)
}

#[track_caller]
fn is_spent(refusal: Option<Refusal>, at_most: Span) {
    match refusal {
        Some(Refusal::MessagesSpent(wait)) => {
            assert!(wait <= at_most && wait > Span::ZERO, "{wait:?}");
        }
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn N_7_five_an_hour_go_to_a_number_and_strangers_get_three_of_them(place: Place) {
        let door = house(&place).await;
        let (browser, _) = with_number(&place, &door, "anna", NUMBER).await;
        let stranger = Browser::new("203.0.113.7");
        let (n, why) = asked(&door, "anna", &stranger, 9).await;
        assert_eq!(n, 3);
        is_spent(why, Span::hours(1));
        assert!(is_told(&door, "anna", "enrolment").await);
        let (n, why) = asked(&door, "anna", &browser, 9).await;
        assert_eq!(n, 2, "its owner gets what is kept");
        is_spent(why, Span::hours(1));
        place.clock().advance(Span::minutes(61));
        assert_eq!(asked(&door, "anna", &browser, 3).await, (3, None));
    }

    async fn N_7_ten_a_day_go_to_an_account_and_strangers_get_five_of_them(place: Place) {
        let door = house(&place).await;
        let (mut browser, _) = with_number(&place, &door, "anna", NUMBER).await;
        place.clock().advance(Span::days(1));
        let (_, waiting) = pending(&door, "anna", &browser).await;
        ask(&door, &waiting, &browser).await.unwrap();
        drop(waiting);
        let stranger = Browser::new("203.0.113.7");
        for (n, hour) in [(3, 0), (2, 1)] {
            place.clock().advance(Span::hours(hour));
            let (sent, why) = asked(&door, "anna", &stranger, 9).await;
            assert_eq!(sent, n);
            is_spent(why, Span::days(1));
        }
        assert!(is_told(&door, "anna", "account").await);
        let mut all = 0;
        for _ in 0..3 {
            place.clock().advance(Span::hours(2));
            all += asked(&door, "anna", &browser, 9).await.0;
        }
        assert_eq!(all, 4, "ten in all, whoever asks");
        place.clock().advance(Span::hours(2));
        let (sent, why) = asked(&door, "anna", &browser, 9).await;
        assert_eq!(sent, 0);
        is_spent(why, Span::days(1));
        browser.seen.known = None;
        place.clock().advance(Span::days(1));
        assert_eq!(asked(&door, "anna", &browser, 3).await.0, 3);
    }

    async fn twenty_an_hour_leave_for_an_address_whosever_they_are(place: Place) {
        let door = house(&place).await;
        let mut browsers = Vec::new();
        for n in 0..9 {
            let name = format!("anna{n}");
            let (browser, _) = with_number(&place, &door, &name, &format!("070-123 45 6{n}")).await;
            browsers.push((name, browser));
        }
        place.clock().advance(Span::days(1));
        let stranger = Browser::new("203.0.113.7");
        let mut all = 0;
        for (name, _) in &browsers[..4] {
            all += asked(&door, name, &stranger, 3).await.0;
        }
        assert_eq!(all, 10, "unknown ones get half");
        assert!(is_told(&door, "anna3", "address").await);
        for (name, browser) in &browsers {
            let mut there = browser.clone();
            there.seen.address = stranger.seen.address;
            all += asked(&door, name, &there, 2).await.0;
        }
        assert_eq!(all, 20);
    }

    async fn nobodys_telephone_is_filled_by_whoever_types_its_number(place: Place) {
        let door = house(&place).await;
        let mut begun = 0;
        for n in 0..4 {
            let (name, mut browser) = (format!("anna{n}"), Browser::new(&format!("192.0.2.{n}")));
            add(&door, &name, false).await;
            let live = session(&door, &name, &mut browser).await;
            let at = door::At::Settings(&live);
            for _ in 0..3 {
                let said = post(&door, at, &KIND, "", None, &[("phone", NUMBER)], &browser).await;
                match said {
                    Ok(_) => begun += 1,
                    refused => is_spent(Some(refusal(refused)), Span::days(1)),
                }
            }
        }
        door.send_messages().await.unwrap();
        // Five for everybody, and the first of each account from what is kept.
        assert_eq!((begun, sent(&place)), (9, 9));
        assert!(is_told(&door, "anna3", "target").await);
    }

    async fn a_site_sends_as_many_a_day_as_it_says_to_what_is_to_be_confirmed(place: Place) {
        let few = |config: &mut Config| {
            swedish(config);
            config.settings.set("text_message.daily", Value::Number(4));
        };
        let door = place.door_asking(Registry::built_in(), few).await;
        let mut refused = 0;
        for n in 0..6 {
            let (name, mut browser) = (format!("anna{n}"), Browser::new(&format!("192.0.2.{n}")));
            add(&door, &name, false).await;
            let live = session(&door, &name, &mut browser).await;
            let at = door::At::Settings(&live);
            let number = format!("070-123 45 6{n}");
            let begun = post(&door, at, &KIND, "", None, &[("phone", &number)], &browser).await;
            if begun.is_err() {
                is_spent(Some(refusal(begun)), Span::days(1));
                assert!(is_told(&door, &name, "site").await);
                refused += 1;
            }
        }
        door.send_messages().await.unwrap();
        assert_eq!((refused, sent(&place)), (2, 4));
        // What is confirmed goes on.
        place.clock().advance(Span::days(1));
        let (browser, _) = with_number(&place, &door, "berit", NUMBER).await;
        assert_eq!(asked(&door, "berit", &browser, 5).await, (5, None));
    }
}
