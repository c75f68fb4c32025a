//! Addresses asked for, confirmed and sent to by many at the same moment, on two nodes.

use domain::{Refusal, Span};
use testing::people::*;
use testing::{Engine, Place, at_once, on_both};

use super::{asked, shown};
use crate::outbox::Kept;
use crate::races::{CROWD, raised};

/// Two nodes whose messages leave by the same way.
async fn nodes(place: &Place, channel: &std::sync::Arc<Kept>) -> [door::Door; 2] {
    let node = || place.door_sending_with(channel.clone(), raised);
    [node().await, node().await]
}

on_both! {
    async fn L37_sixty_four_addresses_at_once_are_three_at_most_and_five_codes_a_day(place: Place) {
        let channel = Kept::to_addresses();
        let nodes = nodes(&place, &channel).await;
        add(&nodes[0], "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&nodes[0], "anna", &mut browser).await;
        let (mut meanwhile, mut sent) = (0, 0);
        // Of those that meet each other one gets through at least.
        for round in 0..8 {
            let said = at_once(CROWD, |n| {
                let (door, live, seen) = (nodes[n % 2].clone(), live.clone(), browser.seen.clone());
                async move { door.add_email(&live, &format!("anna{round}.{n}@example.org"), &seen).await }
            }).await;
            sent += said.iter().filter(|one| one.is_ok()).count();
            for refused in said.into_iter().filter(Result::is_err) {
                match refusal(refused) {
                    Refusal::ChangedMeanwhile => meanwhile += 1,
                    Refusal::TooMany(3) | Refusal::MessagesSpent(_) => {}
                    other => panic!("{other:?}"),
                }
            }
            let waits = nodes[0].profile(&live).await.unwrap().unconfirmed;
            assert!(waits.len() <= 3, "{waits:?}");
            for one in waits.iter().take(2) {
                nodes[0].remove_email(&live, one.id.parse().unwrap(), &browser.seen).await.unwrap();
            }
        }
        // SQLite writes one after the other, so that of few cores none may meet another.
        assert!(meanwhile > 0 || place.engine() == Engine::Sqlite, "nobody met anybody");
        assert_eq!(sent, 5, "codes in a day");
    }

    async fn L37_one_code_sixty_four_times_at_once_adds_the_address_once(place: Place) {
        let channel = Kept::to_addresses();
        let nodes = nodes(&place, &channel).await;
        add(&nodes[0], "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&nodes[0], "anna", &mut browser).await;
        let (id, code) = asked(&nodes[0], &channel, &live, "anna@example.org", &browser).await;
        let said = at_once(CROWD, |n| {
            let (door, live, seen) = (nodes[n % 2].clone(), live.clone(), browser.seen.clone());
            let code = code.clone();
            async move { door.confirm_email(&live, id, &code, &seen).await }
        }).await;
        assert!(said.iter().any(Result::is_ok));
        for refused in said.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(refused), Refusal::WrongEmailCode);
        }
        assert_eq!(shown(&nodes[0], &live).await, ["anna@example.org*"]);
        let all = events(&nodes[0], "anna").await;
        assert_eq!(all.iter().filter(|one| *one == "email.added done").count(), 1, "{all:?}");
    }

    async fn L12_sixty_four_guesses_at_once_are_five(place: Place) {
        let channel = Kept::to_addresses();
        let nodes = nodes(&place, &channel).await;
        add(&nodes[0], "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&nodes[0], "anna", &mut browser).await;
        let (id, code) = asked(&nodes[0], &channel, &live, "anna@example.org", &browser).await;
        at_once(CROWD, |n| {
            let (door, live, seen) = (nodes[n % 2].clone(), live.clone(), browser.seen.clone());
            async move { refusal(door.confirm_email(&live, id, "AAAA-AAAA", &seen).await) }
        }).await;
        let wrong = events(&nodes[0], "anna").await;
        assert_eq!(wrong.iter().filter(|one| *one == "email.code refused").count(), 5, "{wrong:?}");
        let late = nodes[0].confirm_email(&live, id, &code, &browser.seen).await;
        assert_eq!(refusal(late), Refusal::WrongEmailCode);
    }

    async fn send_again_sixty_four_times_at_once_sends_one(place: Place) {
        let channel = Kept::to_addresses();
        let nodes = nodes(&place, &channel).await;
        add(&nodes[0], "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&nodes[0], "anna", &mut browser).await;
        let (id, _) = asked(&nodes[0], &channel, &live, "anna@example.org", &browser).await;
        place.clock().advance(Span::minutes(1));
        let said = at_once(CROWD, |n| {
            let (door, live, seen) = (nodes[n % 2].clone(), live.clone(), browser.seen.clone());
            async move { door.send_email_code(&live, id, &seen).await }
        }).await;
        assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 1);
        for refused in said.into_iter().filter(Result::is_err) {
            let refused = refusal(refused);
            assert!(matches!(refused, Refusal::ChangedMeanwhile | Refusal::AskedJustNow(_)), "{refused:?}");
        }
        nodes[0].send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1);
    }

    async fn of_accounts_that_confirm_one_mailbox_at_the_same_moment_one_signs_in(place: Place) {
        let channel = Kept::to_addresses();
        let nodes = nodes(&place, &channel).await;
        for round in 0..6 {
            let (mut all, mailbox) = (Vec::new(), format!("home{round}@example.org"));
            for n in 0..3 {
                let name = format!("anna{round}.{n}");
                add(&nodes[0], &name, false).await;
                let mut browser = Browser::new("192.0.2.1");
                let live = session(&nodes[0], &name, &mut browser).await;
                let (id, code) = asked(&nodes[0], &channel, &live, &mailbox, &browser).await;
                all.push((live, browser, id, code));
            }
            let said = at_once(3, |n| {
                let (door, (live, browser, id, code)) = (nodes[n % 2].clone(), all[n].clone());
                async move { door.confirm_email(&live, id, &code, &browser.seen).await }
            }).await;
            assert!(said.iter().all(Result::is_ok), "{said:?}");
            let mut sign_in = 0;
            for (live, ..) in &all {
                let has = shown(&nodes[0], live).await;
                assert!(has[0].starts_with(&mailbox) && has.len() == 1, "{has:?}");
                sign_in += usize::from(has[0].ends_with('*'));
            }
            assert_eq!(sign_in, 1, "round {round}");
        }
    }

    async fn of_many_that_want_one_mailbox_at_once_five_are_sent_a_code(place: Place) {
        let channel = Kept::to_addresses();
        let nodes = nodes(&place, &channel).await;
        let mut all = Vec::new();
        for n in 0..8 {
            let (name, mut browser) = (format!("anna{n}"), Browser::new("192.0.2.1"));
            add(&nodes[0], &name, false).await;
            all.push((session(&nodes[0], &name, &mut browser).await, browser));
        }
        let wanting = all.clone();
        let said = at_once(8, |n| {
            let (door, (live, browser)) = (nodes[n % 2].clone(), wanting[n].clone());
            async move { door.add_email(&live, "home@example.org", &browser.seen).await }
        }).await;
        assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 5, "{said:?}");
        let refused = said.iter().position(Result::is_err).unwrap();
        let (live, browser) = &all[refused];
        let late = nodes[0].add_email(live, "home@example.org", &browser.seen).await;
        assert!(matches!(refusal(late), Refusal::MessagesSpent(_)));
        let waits = nodes[0].profile(live).await.unwrap().unconfirmed;
        assert!(waits.is_empty(), "{waits:?}");
    }
}
