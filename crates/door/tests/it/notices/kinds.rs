//! Which things are told, how often, and what of it somebody may switch off.

use domain::event::{Action, Tells};
use domain::{Refusal, Span};
use testing::people::*;
use testing::{Place, on_both};

use super::{to, way_to};
use crate::forgotten;
use crate::outbox::leaving::with_addresses;
use crate::outbox::{Kept, unlock};

on_both! {
    async fn three_wrong_answers_after_the_right_password_are_told_once_a_day(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        let app = enrol(&place, &door, "Phone", &mut browser).await;
        place.clock().advance(Span::minutes(30));
        door.send_messages().await.unwrap();
        channel.letters();
        let thief = Browser::new("198.51.100.1");
        for n in 1..=6 {
            let (_, waiting) = pending(&door, "anna", &thief).await;
            let tried = answer(&door, &waiting, &TOTP, &app.wrong(&place), &thief).await;
            assert!(tried.is_err());
            door.send_messages().await.unwrap();
            let said = channel.letters();
            assert_eq!(said.len(), usize::from(n == 3), "{n}: {said:?}");
            if n == 3 {
                assert!(said[0].1.contains("three wrong codes") && said[0].1.contains("198.51.100.1"), "{said:?}");
                assert!(way_to(&said, "anna@example.org").is_some());
            }
            place.clock().advance(Span::hours(1));
        }
        place.clock().advance(Span::hours(20));
        let (_, waiting) = pending(&door, "anna", &thief).await;
        assert!(answer(&door, &waiting, &TOTP, &app.wrong(&place), &thief).await.is_err());
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1, "on the next day again");
    }

    async fn the_last_three_backup_codes_are_told_with_the_sign_in_that_used_one(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending_with(channel.clone(), crate::races::raised).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        enrol(&place, &door, "Phone", &mut browser).await;
        let codes = backup_codes(&door, &browser).await;
        for (n, code) in codes.iter().enumerate() {
            place.clock().advance(Span::minutes(30));
            door.send_messages().await.unwrap();
            channel.letters();
            let (_, waiting) = pending(&door, "anna", &browser).await;
            match answer(&door, &waiting, &BACKUP, code, &browser).await.unwrap() {
                door::Progress::In(new) => browser.keep(&new),
                other => panic!("{other:?}"),
            }
            door.send_messages().await.unwrap();
            let said = channel.letters();
            assert_eq!(said.len(), 1, "used codes are told each time, in one message: {said:?}");
            let (few, left) = (said[0].1.contains("Few backup codes left"), 9 - n);
            assert_eq!(few, left <= 3, "{left}: {said:?}");
            assert!(!few || said[0].1.contains(&format!("· {left}")), "{said:?}");
        }
    }

    async fn a_forgotten_password_is_told_where_the_link_did_not_go(place: Place) {
        let channel = Kept::to_addresses();
        let door = forgotten::mailing(&place, &channel).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        crate::emails::added(&door, &channel, &live, "new@example.org", &browser).await;
        door.ask_for_reset("anna", &Browser::new("198.51.100.1").seen).await.unwrap();
        door.send_messages().await.unwrap();
        let said = channel.letters();
        assert_eq!(to(&said), ["anna@example.org", "new@example.org"], "{said:?}");
        for (to, text) in &said {
            assert_eq!(text.contains("/forgotten/"), to == "anna@example.org", "{text}");
            assert!(text.contains("198.51.100.1"), "{text}");
        }
    }

    async fn what_is_about_who_gets_in_is_told_whatever_is_switched_off(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "anna", &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let all = door.notice_switches(&live).await.unwrap();
        assert!(all.len() > 4 && all.iter().all(|one| one.on), "{all:?}");
        assert!(all.iter().all(|one| one.action.tells() == Tells::IfWanted));
        let unlocked = Action::AccountUnlocked.word();
        let others: Vec<_> = all.iter().map(door::NoticeSwitch::word).filter(|word| *word != unlocked).collect();
        door.set_notices(&live, &others, &browser.seen).await.unwrap();
        let off: Vec<_> = door.notice_switches(&live).await.unwrap().into_iter().filter(|one| !one.on).collect();
        assert!(off.len() == 1 && off[0].word() == unlocked, "{off:?}");
        door.send_messages().await.unwrap();
        channel.letters();
        unlock(&door, "anna").await;
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters(), []);
        // Whoever takes something that is told always for switched off, by a form or behind our back.
        for word in [Action::SignInNewBrowser.word(), "moon.landed"] {
            let refused = door.set_notices(&live, &[word], &browser.seen).await;
            assert_eq!(refusal(refused), Refusal::UnknownChoice);
        }
        crate::audit::behind(&place, "UPDATE muted_notices SET action = 'sign-in.new-browser'").await;
        session(&door, "anna", &mut Browser::new("198.51.100.1")).await;
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1);
        door.set_notices(&live, &[&others[..], &[unlocked]].concat(), &browser.seen).await.unwrap();
        unlock(&door, "anna").await;
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1, "and on again");
    }
}
