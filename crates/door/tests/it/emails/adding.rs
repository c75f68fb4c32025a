//! Adding an address by the code that is sent there, and what an administrator sets.

use domain::{Refusal, Span};
use door::administration::NewAccount;
use door::{Actor, EmailChange};
use testing::people::*;
use testing::{Place, on_both};

use super::{added, asked, code_in, own, shown, waiting};
use crate::outbox::leaving::with_addresses;
use crate::outbox::{Does, Kept};

const CLI: Actor = Actor::COMMAND_LINE;

on_both! {
    async fn L42_an_address_is_the_accounts_once_the_code_was_typed_and_signs_in_from_then_on(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let (id, code) = asked(&door, &channel, &live, "anna@example.org", &browser).await;
        let wrong = by_password(&door, "anna@example.org", &browser).await;
        assert_eq!(refusal(wrong), Refusal::WrongSignIn, "nobody has confirmed it");
        assert_eq!(shown(&door, &live).await, [""; 0]);
        let typed = code.to_lowercase().replace('-', " ");
        door.confirm_email(&live, id, &typed, &browser.seen).await.unwrap();
        assert_eq!(shown(&door, &live).await, ["anna@example.org*"]);
        assert!(door.profile(&live).await.unwrap().unconfirmed.is_empty());
        by_password(&door, "Anna@Example.org", &browser).await.unwrap();
        // Sent twice it is added once, and is added still.
        door.confirm_email(&live, id, &code, &browser.seen).await.unwrap();
        assert_eq!(events(&door, "anna").await.iter().filter(|one| *one == "email.added done").count(), 1);
        let here = door.add_email(&live, "ANNA@example.org", &browser.seen).await;
        assert_eq!(refusal(here), Refusal::EmailHere);
    }

    async fn L12_a_code_is_wrong_five_times_and_void_after_a_day_and_after_the_next_one(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let (id, first) = asked(&door, &channel, &live, "anna@example.org", &browser).await;
        let no_code = door.confirm_email(&live, id, "?", &browser.seen).await;
        assert_eq!(refusal(no_code), Refusal::WrongEmailCode, "and nothing was spent");
        for typed in ["AAAA-AAAA"; 5].into_iter().chain([first.as_str()]) {
            let wrong = door.confirm_email(&live, id, typed, &browser.seen).await;
            assert_eq!(refusal(wrong), Refusal::WrongEmailCode, "{typed}");
        }
        assert!(events(&door, "anna").await.contains(&"email.code refused".to_owned()));
        let soon = door.send_email_code(&live, id, &browser.seen).await;
        assert_eq!(refusal(soon), Refusal::AskedJustNow(Span::minutes(1)));
        // The same form sent twice sends one.
        door.add_email(&live, "anna@example.org", &browser.seen).await.unwrap();
        assert_eq!(door.send_messages().await.unwrap(), 0);
        place.clock().advance(Span::minutes(1));
        door.send_email_code(&live, id, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let second = code_in(&channel.letters(), "anna@example.org");
        let void = door.confirm_email(&live, id, &first, &browser.seen).await;
        assert_eq!(refusal(void), Refusal::WrongEmailCode);
        place.clock().advance(Span::days(1));
        let live = session(&door, "anna", &mut browser).await;
        let late = door.confirm_email(&live, id, &second, &browser.seen).await;
        assert_eq!(refusal(late), Refusal::NoSuch);
        assert!(door.profile(&live).await.unwrap().unconfirmed.is_empty());
    }

    async fn a_code_that_waits_leaves_no_more_once_there_is_another_one_or_none_is_wanted(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.add_email(&live, "anna@example.org", &browser.seen).await.unwrap();
        place.clock().advance(Span::minutes(1));
        door.add_email(&live, "anna@example.org", &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        assert_eq!(channel.letters().len(), 1);
        door.add_email(&live, "a.berg@example.org", &browser.seen).await.unwrap();
        let id = waiting(&door, &live, "a.berg@example.org").await;
        door.remove_email(&live, id, &browser.seen).await.unwrap();
        assert_eq!(door.send_messages().await.unwrap(), 0);
        assert_eq!(channel.letters(), [], "nobody had confirmed it, so it may be anybody's");
        // Of a mail server that is away for a day nothing comes afterwards.
        channel.does(Does::Fails);
        door.add_email(&live, "b@example.org", &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        channel.does(Does::Sends);
        place.clock().advance(Span::days(1));
        assert_eq!(door.send_messages().await.unwrap(), 0);
    }

    async fn of_two_accounts_that_confirm_the_same_mailbox_the_first_signs_in_by_it(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        for name in ["anna", "bertil"] {
            add(&door, name, false).await;
        }
        let (mut hers, mut his) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
        let (anna, bertil) = (session(&door, "anna", &mut hers).await, session(&door, "bertil", &mut his).await);
        added(&door, &channel, &anna, "home@example.org", &hers).await;
        // Whose it is otherwise is told there, and to nobody else.
        door.add_email(&bertil, "home@example.org", &his.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let told = channel.letters();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().any(|(_, text)| text.contains("tried to add your email address")), "{told:?}");
        assert!(told.iter().all(|(_, text)| !text.contains("192.0.2.2")), "{told:?}");
        let (id, code) = (waiting(&door, &bertil, "home@example.org").await, code_in(&told, "home@example.org"));
        assert!(told.iter().any(|(_, text)| text.contains("the account bertil")), "{told:?}");
        assert!(events(&door, "anna").await.contains(&"email.tried done".to_owned()));
        door.confirm_email(&bertil, id, &code, &his.seen).await.unwrap();
        assert_eq!(shown(&door, &bertil).await, ["home@example.org"]);
        assert_eq!(shown(&door, &anna).await, ["home@example.org*"]);
        // Nor does a link go there that would open his account to her.
        door.mail_accepted(&CLI, "mail.example.org:465").await.unwrap();
        let invited = door.mail_invite(&CLI, &NewAccount::invited("bertil", false)).await;
        assert_eq!(refusal(invited), Refusal::NoAddress);
        let by_it = by_password(&door, "home@example.org", &his).await.unwrap();
        match by_it {
            door::Progress::In(new) => his.keep(&new),
            other => panic!("{other:?}"),
        }
        assert_eq!(his.live(&door).await.account(), anna.account());
    }

    async fn where_no_mail_leaves_or_people_may_not_none_is_added(place: Place) {
        let mute = place.door().await;
        with_addresses(&mute, "anna", &["anna@example.org", "a@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&mute, "anna", &mut browser).await;
        let none = mute.add_email(&live, "b@example.org", &browser.seen).await;
        assert_eq!(refusal(none), Refusal::NoMail);
        let fixed = place.door_sending_with(Kept::to_addresses(), |config| config.own_emails = false).await;
        let id = own(&fixed, &live, "a@example.org").await;
        for refused in [
            fixed.add_email(&live, "b@example.org", &browser.seen).await,
            fixed.confirm_email(&live, id, "AAAA-AAAA", &browser.seen).await,
            fixed.choose_email(&live, id, &browser.seen).await,
            fixed.remove_email(&live, id, &browser.seen).await,
        ] {
            assert_eq!(refusal(refused), Refusal::NotAllowed);
        }
        // What takes no message is done without mail.
        mute.choose_email(&live, id, &browser.seen).await.unwrap();
        assert_eq!(shown(&mute, &live).await, ["a@example.org*", "anna@example.org*"]);
        mute.remove_email(&live, id, &browser.seen).await.unwrap();
        assert_eq!(shown(&mute, &live).await, ["anna@example.org*"]);
    }

    async fn an_administrator_sets_addresses_that_count_at_once_and_only_three_of_nobody_elses(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        with_addresses(&door, "bea", &["bea@example.org"]).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        asked(&door, &channel, &live, "anna@example.org", &browser).await;
        let set = async |change| door.change_emails(&CLI, "anna", change).await;
        for address in ["anna@example.org", "b@example.org", "c@example.org"] {
            set(EmailChange::Add(address)).await.unwrap();
        }
        assert!(door.profile(&live).await.unwrap().unconfirmed.is_empty(), "it waits no more");
        by_password(&door, "anna@example.org", &browser).await.unwrap();
        assert_eq!(refusal(set(EmailChange::Add("d@example.org")).await), Refusal::TooMany(3));
        set(EmailChange::Main("c@example.org")).await.unwrap();
        set(EmailChange::Remove("B@example.org")).await.unwrap();
        assert_eq!(shown(&door, &live).await, ["c@example.org*", "anna@example.org*"]);
        assert_eq!(refusal(set(EmailChange::Add("c@example.org")).await), Refusal::EmailHere);
        assert_eq!(refusal(set(EmailChange::Add("bea@example.org")).await), Refusal::EmailTaken);
        assert_eq!(refusal(set(EmailChange::Remove("b@example.org")).await), Refusal::NoSuch);
        assert_eq!(refusal(set(EmailChange::Main("nobody")).await), Refusal::InvalidEmail);
    }

    async fn no_account_alone_keeps_anybody_from_adding_an_address_of_theirs(place: Place) {
        let channel = Kept::to_addresses();
        let door = place.door_sending(channel.clone()).await;
        for name in ["anna", "thief"] {
            add(&door, name, false).await;
        }
        let (mut hers, mut his) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
        let (anna, thief) = (session(&door, "anna", &mut hers).await, session(&door, "thief", &mut his).await);
        let mut sent = 0;
        for _ in 0..6 {
            sent += usize::from(door.add_email(&thief, "home@example.org", &his.seen).await.is_ok());
            place.clock().advance(Span::minutes(1));
        }
        assert_eq!(sent, 4, "one of what is kept, and three");
        assert!(events(&door, "thief").await.contains(&"messages.spent refused".to_owned()));
        door.send_messages().await.unwrap();
        channel.letters();
        added(&door, &channel, &anna, "home@example.org", &hers).await;
        assert_eq!(shown(&door, &anna).await, ["home@example.org*"]);
    }
}
