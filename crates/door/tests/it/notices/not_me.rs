//! "This wasn't me": what it takes away, and what it leaves alone.

use domain::{Kind, Refusal, Span, Stop};
use door::{Actor, Door, Progress};
use testing::people::*;
use testing::{Place, on_both};

use super::{to, way_in, way_to};
use crate::emails::added;
use crate::outbox::leaving::with_addresses;
use crate::outbox::{Kept, in_table};
use crate::races::raised;
use crate::webauthn::copies::{device_password, is_over, opens, told};

const CLI: Actor = Actor::COMMAND_LINE;

/// What is suspended of somebody's.
async fn suspended(door: &Door, name: &str) -> Vec<String> {
    let all = door.user_factors(&CLI, name).await.unwrap();
    let all = all.into_iter().filter(|one| one.suspended);
    let mut names: Vec<_> = all.map(|one| one.name).collect();
    names.sort_unstable();
    names
}

on_both! {
    async fn N_18_the_letters_in_a_message_take_away_what_it_tells_of_and_nothing_else(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending_with(channel.clone(), raised).await;
        with_addresses(&door, "anna", &["anna@example.org", "a@example.net"]).await;
        let mut owner = Browser::new("192.0.2.1");
        session(&door, "anna", &mut owner).await;
        let app = enrol(&place, &door, "Own", &mut owner).await;
        let own = device_password(&door, &owner.live(&door).await, "Own", &owner).await;
        place.clock().advance(Span::minutes(30));
        door.send_messages().await.unwrap();
        channel.letters();

        // Somebody has the password and looked over a shoulder. They make what they can.
        let mut thief = Browser::new("198.51.100.1");
        sign_in(&place, &door, "anna", &app, &mut thief).await;
        door.send_messages().await.unwrap();
        let first = channel.letters();
        assert_eq!(to(&first), ["a@example.net", "anna@example.org"]);
        place.clock().advance(Span::minutes(1));
        enrol(&place, &door, "Theirs", &mut thief).await;
        let live = thief.live(&door).await;
        let made = device_password(&door, &live, "Made", &thief).await;
        added(&door, &channel, &live, "thief@example.org", &thief).await;
        let (begun, _) = pending(&door, "anna", &owner).await;

        let (link, letters) = way_to(&first, "anna@example.org").unwrap();
        let seen = Browser::new("203.0.113.9").seen;
        let view = door.not_me_link(&link).await.unwrap();
        assert_eq!((view.name.as_str(), view.happened.len()), ("anna", 1));
        assert_eq!(view.happened[0].key, "event-sign-in-new-browser");
        for wrong in ["", "BBBB", &letters[..3]] {
            assert_eq!(refusal(door.not_me(&link, wrong, &seen).await), Refusal::WrongLetters);
        }
        assert!(!is_over(&door, &thief).await, "looking and guessing change nothing");
        channel.letters();

        door.not_me(&link, &letters.to_lowercase(), &seen).await.unwrap();
        for browser in [&owner, &thief] {
            assert!(is_over(&door, browser).await);
        }
        assert!(door.pending(&begun).await.unwrap().is_none());
        for password in [&own, &made] {
            assert!(!opens(&door, "anna", password).await);
        }
        assert_eq!(suspended(&door, "anna").await, ["Theirs"]);
        let account = door.account(&CLI, "anna").await.unwrap();
        let addresses: Vec<_> = account.emails.iter().map(|one| one.address.as_str()).collect();
        assert_eq!(addresses, ["anna@example.org", "a@example.net"]);
        assert_eq!(in_table(&place, "known_browsers").await, "");

        // Whoever has the mailbox gained nothing by it, and all are told, where nothing can be stopped by it.
        door.send_messages().await.unwrap();
        let said = channel.letters();
        assert_eq!(to(&said), ["a@example.net", "anna@example.org", "thief@example.org"]);
        for (to, text) in &said {
            if to == "thief@example.org" {
                // It may have been the owner's after all.
                assert!(text.contains("Email addresses removed") && way_in(text).is_none(), "{text}");
                continue;
            }
            assert!(text.contains("This wasn't me") && text.contains("Second step suspended") || text.contains("Suspended, because"), "{text}");
            assert!(way_in(text).is_none(), "{text}");
        }
        let named = told(&door, "anna").await;
        assert!(named.contains(&("factor.suspended-as-suspect".into(), "Theirs".into())), "{named:?}");
        assert!(named.contains(&("email.removed-as-suspect".into(), "thief@example.org".into())), "{named:?}");
        assert_eq!(refusal(door.not_me(&link, &letters, &seen).await), Refusal::LinkGone, "once");
        assert!(matches!(by_password(&door, "anna", &owner).await, Ok(Progress::Owed(_))), "it stays owed");
        place.clock().advance(Span::minutes(1));
        sign_in(&place, &door, "anna", &app, &mut owner).await;
    }

    async fn a_factor_that_was_there_before_stays_even_if_the_same_session_made_it(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        enrol(&place, &door, "Own", &mut browser).await;
        place.clock().advance(Span::minutes(3));
        door.send_messages().await.unwrap();
        channel.letters();
        // Somebody sits down at the computer that was left open.
        let live = browser.live(&door).await;
        device_password(&door, &live, "Made", &browser).await;
        door.send_messages().await.unwrap();
        let (link, letters) = way_to(&channel.letters(), "anna@example.org").unwrap();
        door.not_me(&link, &letters, &browser.seen).await.unwrap();
        assert_eq!(suspended(&door, "anna").await, Vec::<String>::new());
        assert!(is_over(&door, &browser).await);
    }

    async fn a_message_of_several_things_undoes_them_all(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("198.51.100.1");
        session(&door, "anna", &mut browser).await;
        let app = enrol(&place, &door, "One", &mut browser).await;
        place.clock().advance(Span::minutes(1));
        let mut other = Browser::new("198.51.100.2");
        sign_in(&place, &door, "anna", &app, &mut other).await;
        enrol(&place, &door, "Two", &mut other).await;
        door.send_messages().await.unwrap();
        let said = channel.letters();
        assert_eq!(said.len(), 1, "{said:?}");
        let (link, letters) = way_to(&said, "anna@example.org").unwrap();
        assert_eq!(door.not_me_link(&link).await.unwrap().happened.len(), 4);
        door.not_me(&link, &letters, &Browser::new("192.0.2.1").seen).await.unwrap();
        assert_eq!(suspended(&door, "anna").await, ["One", "Two"]);
        // And it is told once: in one message, and under one event.
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1);
        place.clock().advance(Span::minutes(11));
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
        let all = told(&door, "anna").await;
        let names: Vec<_> = all.iter().filter(|(action, _)| action == "factor.suspended-as-suspect").collect();
        assert!(names.len() == 1 && names[0].1.contains("One") && names[0].1.contains("Two"), "{names:?}");
    }

    async fn what_an_administrator_gave_or_added_ends_as_well(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        enrol(&place, &door, "Own", &mut browser).await;
        place.clock().advance(Span::minutes(30));
        door.send_messages().await.unwrap();
        channel.letters();
        let code = door.give_code(&CLI, "anna", 24, "called, and was most convincing").await.unwrap();
        door.send_messages().await.unwrap();
        let said = channel.letters();
        assert!(said[0].1.contains("most convincing"), "the reason: {said:?}");
        let (link, letters) = way_to(&said, "anna@example.org").unwrap();
        door.not_me(&link, &letters, &browser.seen).await.unwrap();
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let tried = answer(&door, &waiting, &Kind::of("bypass-code"), code.expose(), &browser).await;
        assert!(matches!(tried, Err(Stop::Refused(_))), "{tried:?}");

        // An address that a talked-over administrator set is settled at once.
        let change = door::EmailChange::Add("thief@example.org");
        door.change_emails(&CLI, "anna", change).await.unwrap();
        door.send_messages().await.unwrap();
        let (link, letters) = way_to(&channel.letters(), "anna@example.org").unwrap();
        door.not_me(&link, &letters, &browser.seen).await.unwrap();
        let account = door.account(&CLI, "anna").await.unwrap();
        assert_eq!(account.emails.len(), 1);
    }

    async fn wrong_letters_are_five_an_hour_and_a_link_is_good_for_seven_days(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        let (link, letters) = way_to(&channel.letters(), "anna@example.org").unwrap();
        for _ in 0..5 {
            assert_eq!(refusal(door.not_me(&link, "BBBB", &browser.seen).await), Refusal::WrongLetters);
        }
        // From anywhere, right or wrong.
        let other = Browser::new("198.51.100.1").seen;
        assert!(matches!(refusal(door.not_me(&link, &letters, &other).await), Refusal::Wait(_)));
        place.clock().advance(Span::days(6));
        assert!(door.not_me_link(&link).await.is_ok());
        door.not_me(&link, &letters, &other).await.unwrap();

        session(&door, "anna", &mut browser).await;
        door.send_messages().await.unwrap();
        let (link, letters) = way_to(&channel.letters(), "anna@example.org").unwrap();
        place.clock().advance(Span::days(7));
        assert_eq!(refusal(door.not_me_link(&link).await), Refusal::LinkGone);
        assert_eq!(refusal(door.not_me(&link, &letters, &other).await), Refusal::LinkGone);
        place.clock().advance(Span::seconds(1));
        door.sweep().await.unwrap();
        assert_eq!(in_table(&place, "not_me_links").await, "");
    }
}
