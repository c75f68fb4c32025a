//! Who gets a link, and how many are sent.

use domain::{Refusal, Span};
use door::administration::NewAccount;
use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, asked, links, mailing, next_hour, to, with};
use crate::audit::behind;
use crate::emails::added;
use crate::outbox::{Does, Kept, in_table, unlock};

on_both! {
    async fn N_15_a_link_of_its_own_goes_to_each_address_that_signs_in_and_has_been_there_for_a_day(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "bea", false, &["home@example.org"]).await;
        with(&door, "anna", false, &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        for new in ["home@example.org", "new@example.org"] {
            added(&door, &channel, &live, new, &browser).await;
        }
        for typed in ["anna", " ANNA ", "anna@example.org"] {
            let sent = asked(&door, &channel, typed, &browser).await;
            assert_eq!(to(&sent), ["anna@example.org"], "{typed}: the new one gets none for a day");
        }
        place.clock().advance(Span::days(1));
        let sent = asked(&door, &channel, "anna", &browser).await;
        assert_eq!(to(&sent), ["anna@example.org", "new@example.org"], "the shared one is bea's");
        assert_ne!(sent[0].1.expose(), sent[1].1.expose());
        let sent = asked(&door, &channel, "home@example.org", &browser).await;
        assert_eq!(to(&sent), ["home@example.org"]);
        assert_eq!(door.reset_link(&sent[0].1).await.unwrap().name, "bea");
        assert!(events(&door, "anna").await.contains(&"password.forgotten done".to_owned()));
    }

    async fn nobody_else_gets_one_and_no_row_is_left(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "off", false, &["off@example.org"]).await;
        door.disable_account(&CLI, "off").await.unwrap();
        with(&door, "root", true, &["root@example.org"]).await;
        with(&door, "none", false, &[]).await;
        door.invite(&CLI, &NewAccount::invited("cilla", false)).await.unwrap();
        let mut browser = Browser::new("192.0.2.1");
        with(&door, "anna", false, &[]).await;
        let live = session(&door, "anna", &mut browser).await;
        crate::emails::asked(&door, &channel, &live, "anna@example.org", &browser).await;
        place.clock().advance(Span::hours(20));
        channel.letters();
        let long = "x".repeat(10_000);
        for typed in ["off", "off@example.org", "root", "none", "cilla", "anna", "anna@example.org", "nobody", "", &long] {
            let visitor = Browser::new(&format!("192.0.2.{}", 10 + typed.len() % 200));
            assert_eq!(to(&asked(&door, &channel, typed, &visitor).await), [""; 0], "{typed:.20}");
        }
        assert_eq!(in_table(&place, "forgotten_requests").await, "");
        assert_eq!(in_table(&place, "reset_links").await, "");
        // Those who look after others do where the site says so.
        let sure = place.door_sending_with(channel.clone(), |config| config.forgotten_roles = true).await;
        assert_eq!(to(&asked(&sure, &channel, "root", &Browser::new("192.0.2.99")).await), ["root@example.org"]);
    }

    async fn where_no_mail_was_seen_to_arrive_nothing_is_asked_for(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with(&door, "anna", false, &["anna@example.org"]).await;
        let browser = Browser::new("192.0.2.1");
        assert!(!door.mails_links().await.unwrap());
        assert_eq!(refusal(door.ask_for_reset("anna", &browser.seen).await), Refusal::NoMail);
        // On any node, once one has seen it.
        let other = place.door_sending(channel.clone()).await;
        other.mail_was_accepted().await.unwrap();
        assert!(door.mails_links().await.unwrap());
        assert_eq!(asked(&door, &channel, "anna", &browser).await.len(), 1);
        assert!(!place.door().await.mails_links().await.unwrap(), "none leaves there");
    }

    async fn L13_an_account_is_sent_three_in_an_hour_by_strangers_and_three_by_browsers_that_it_knows(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "anna", false, &["anna@example.org"]).await;
        let mut known = Browser::new("192.0.2.1");
        session(&door, "anna", &mut known).await;
        known.seen.session = None;
        let stranger = |n: u8| Browser::new(&format!("198.51.100.{n}"));
        let mut sent = 0;
        for n in 0..6 {
            sent += asked(&door, &channel, "anna", &stranger(n)).await.len();
        }
        assert_eq!(sent, 3);
        let told = events(&door, "anna").await;
        assert!(told.contains(&"password.forgotten refused".to_owned()), "{told:?}");
        let mut own = 0;
        for _ in 0..6 {
            own += asked(&door, &channel, "anna", &known).await.len();
        }
        assert_eq!(own, 3, "strangers keep nobody from their own");
        next_hour(&place);
        assert_eq!(asked(&door, &channel, "anna", &stranger(9)).await.len(), 1);
    }

    async fn an_address_asks_ten_times_an_hour_and_then_it_is_silence_with_an_event(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        let one = Browser::new("192.0.2.1");
        let mut sent = 0;
        for n in 0..12 {
            let name = format!("anna{n}");
            with(&door, &name, false, &[&format!("{name}@example.org")]).await;
            sent += asked(&door, &channel, &name, &one).await.len();
        }
        assert_eq!(sent, 10);
        let query = door::activity::Query { account: None, before: None, most: 100 };
        let all = door.audit(&CLI, &query).await.unwrap();
        assert!(all.iter().any(|one| one.action == "address.spent"));
        assert_eq!(asked(&door, &channel, "anna11", &Browser::new("192.0.2.2")).await.len(), 1);
    }

    async fn the_site_sends_250_an_hour_to_anybody_and_as_many_to_whom_nobody_asked_for_today(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        let visitor = |n: usize| Browser::new(&format!("198.18.{}.{}", n / 100, n % 100));
        for n in 0..90 {
            let name = format!("anna{n}");
            with(&door, &name, false, &[&format!("{name}@example.org")]).await;
        }
        with(&door, "bea", false, &["bea@example.org"]).await;
        let mut known = Browser::new("192.0.2.1");
        session(&door, "bea", &mut known).await;
        known.seen.session = None;
        door.send_messages().await.unwrap();
        channel.letters();
        let mut sent = 0;
        // Three an account and hour would be 270.
        for round in 0..3 {
            for n in 0..90 {
                sent += asked(&door, &channel, &format!("anna{n}"), &visitor(round * 90 + n)).await.len();
            }
        }
        assert_eq!(sent, 250);
        assert_eq!(asked(&door, &channel, "bea", &visitor(900)).await.len(), 1, "half is kept for others");
        assert_eq!(asked(&door, &channel, "bea", &visitor(901)).await.len(), 0);
        assert_eq!(asked(&door, &channel, "bea", &known).await.len(), 1, "a browser that she uses draws on neither");
    }

    async fn nothing_is_sent_beyond_the_hour_of_a_link(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "anna", false, &["anna@example.org"]).await;
        channel.does(Does::Fails);
        door.ask_for_reset("anna", &Browser::new("192.0.2.1").seen).await.unwrap();
        door.send_messages().await.unwrap();
        channel.does(Does::Sends);
        place.clock().advance(Span::minutes(60));
        assert_eq!(door.send_messages().await.unwrap(), 0);
        assert_eq!(links(&channel.letters()).len(), 0);
        // Nor is what waited so long answered.
        let mute = place.door_sending(Kept::to_addresses()).await;
        mute.ask_for_reset("anna", &Browser::new("192.0.2.1").seen).await.unwrap();
        place.clock().advance(Span::minutes(60));
        assert_eq!(asked(&door, &channel, "nobody", &Browser::new("192.0.2.2")).await.len(), 0);
    }

    async fn one_that_can_not_be_read_keeps_no_message_from_leaving(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "anna", false, &["anna@example.org"]).await;
        door.ask_for_reset("anna", &Browser::new("192.0.2.1").seen).await.unwrap();
        behind(&place, "UPDATE forgotten_requests SET body = id").await;
        unlock(&door, "anna").await;
        assert_eq!(door.send_messages().await.unwrap(), 1);
        assert_eq!(links(&channel.letters()).len(), 0);
        assert_eq!(in_table(&place, "forgotten_requests").await, "");
    }
}
