//! Choosing a new password by a link, and what ends with that.

use domain::secret::token;
use domain::{Refusal, Span};
use door::{EmailChange, Why};
use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, NEW, asked, mailing, with};
use crate::outbox::Kept;

on_both! {
    async fn V6_4_3_a_new_password_ends_what_the_old_one_opened_touches_no_factor_and_signs_nobody_in(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "anna", false, &["anna@example.org", "a@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        let app = enrol(&place, &door, "Phone", &mut browser).await;
        let live = browser.live(&door).await;
        let kept = door.make_device_password(&live, &form(&[("name", "Phone")]), &browser.seen).await.unwrap();
        let (waiting, _) = pending(&door, "anna", &browser).await;
        let links = asked(&door, &channel, "anna", &browser).await;
        assert_eq!(links.len(), 2);
        let link = &links[0].1;
        let view = door.reset_link(link).await.unwrap();
        assert!(!view.rests);
        assert_eq!((view.name.as_str(), view.least), ("anna", 8), "as long as beside a factor");
        for (password, why) in [
            ("kort", Refusal::PasswordTooShort(8)),
            ("password", Refusal::PasswordCommon),
            (PASSWORD, Refusal::PasswordSame),
        ] {
            let refused = door.reset_password(link, password, Why::Forgot, &browser.seen).await;
            assert_eq!(refusal(refused), why, "{password}");
        }
        door.reset_password(link, NEW, Why::Forgot, &browser.seen).await.unwrap();
        let token = browser.seen.session.clone().unwrap();
        assert!(door.session(&token, &browser.seen).await.unwrap().is_none(), "signed out");
        assert!(door.pending(&waiting).await.unwrap().is_none());
        for (_, used) in &links {
            assert_eq!(refusal(door.reset_link(used).await), Refusal::LinkGone);
            let again = door.reset_password(used, NEW, Why::Forgot, &browser.seen).await;
            assert_eq!(refusal(again), Refusal::LinkGone);
        }
        browser.seen.session = None;
        let old = by_password(&door, "anna", &browser).await;
        assert_eq!(refusal(old), Refusal::WrongSignIn);
        let factors = door.user_factors(&CLI, "anna").await.unwrap();
        assert!(factors.iter().any(|one| one.id == app.enrolment), "{factors:?}");
        let passwords = door.user_device_passwords(&CLI, "anna").await.unwrap();
        assert_eq!(passwords.len(), 1, "{}", kept.secret.expose().len());
        door.send_messages().await.unwrap();
        let told = channel.letters();
        let reset = told.iter().filter(|(_, text)| text.contains("Forgotten password replaced"));
        assert_eq!(reset.count(), 2, "all addresses are told: {told:?}");
        // The second factor is asked for as ever.
        let came = door.sign_in("anna", NEW, door::Onward::default(), &browser.seen).await.unwrap();
        assert!(matches!(came, door::Progress::Owed(_)));
    }

    async fn whose_password_somebody_may_know_has_no_device_passwords_afterwards(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "anna", false, &["anna@example.org"]).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        door.make_device_password(&live, &form(&[("name", "Phone")]), &browser.seen).await.unwrap();
        let links = asked(&door, &channel, "anna", &browser).await;
        door.reset_password(&links[0].1, NEW, Why::Somebody, &browser.seen).await.unwrap();
        assert!(door.user_device_passwords(&CLI, "anna").await.unwrap().is_empty());
        let told = events(&door, "anna").await;
        assert!(told.contains(&"device-password.all-removed done".to_owned()), "{told:?}");
        // The mark of the browser that it knew is void.
        browser.seen.session = None;
        let came = door.sign_in("anna", NEW, door::Onward::default(), &browser.seen).await.unwrap();
        assert!(matches!(came, door::Progress::In(_)));
        assert!(events(&door, "anna").await.contains(&"sign-in.new-browser done".to_owned()));
    }

    async fn a_link_is_void_with_whatever_ends_the_accounts_sessions_or_takes_its_mailbox(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        let mut browser = Browser::new("192.0.2.1");
        for (n, what) in ["password", "disabled", "sessions", "mailbox", "time", "never"].into_iter().enumerate() {
            let (name, address) = (format!("anna{n}"), format!("anna{n}@example.org"));
            with(&door, &name, false, &[&address]).await;
            let links = asked(&door, &channel, &name, &browser).await;
            let mut link = links[0].1.clone();
            assert!(door.reset_link(&link).await.is_ok(), "{what}");
            match what {
                "password" => {
                    let set = domain::Secret::new("sju vita getter dansar".to_owned());
                    door.set_user_password(&CLI, &name, &set).await.unwrap();
                }
                "disabled" => {
                    door.disable_account(&CLI, &name).await.unwrap();
                    door.enable_account(&CLI, &name).await.unwrap();
                }
                "sessions" => {
                    let live = session(&door, &name, &mut browser).await;
                    assert!(door.reset_link(&link).await.is_ok(), "signing in ends none");
                    drop(live);
                    door.end_user_sessions(&CLI, &name, None).await.unwrap();
                }
                "mailbox" => door.change_emails(&CLI, &name, EmailChange::Remove(&address)).await.unwrap(),
                "time" => { place.clock().advance(Span::minutes(60)); }
                _ => link = token(door.random()),
            }
            assert_eq!(refusal(door.reset_link(&link).await), Refusal::LinkGone, "{what}");
            let late = door.reset_password(&link, NEW, Why::Forgot, &browser.seen).await;
            assert_eq!(refusal(late), Refusal::LinkGone, "{what}");
            browser.seen.session = None;
        }
    }

    async fn N_17_the_mailbox_that_reset_a_password_is_remembered(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "anna", false, &["anna@example.org", "a@example.org"]).await;
        let browser = Browser::new("192.0.2.1");
        let links = asked(&door, &channel, "anna", &browser).await;
        assert_eq!(links[0].0, "a@example.org");
        place.clock().advance(Span::minutes(1));
        door.reset_password(&links[0].1, NEW, Why::Forgot, &browser.seen).await.unwrap();
        let now = place.now().micros().to_string();
        let rows = crate::outbox::in_table(&place, "emails").await;
        let noted: Vec<_> = rows.lines().filter(|row| row.trim_end_matches(')').ends_with(&now)).collect();
        assert!(noted.len() == 1 && !noted[0].contains("anna@example.org"), "{rows}");
    }

    async fn L28_whoever_holds_a_link_has_no_more_hashed_than_an_address_may(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "anna", false, &["anna@example.org"]).await;
        let browser = Browser::new("192.0.2.1");
        let links = asked(&door, &channel, "anna", &browser).await;
        for n in 0..30 {
            let refused = door.reset_password(&links[0].1, PASSWORD, Why::Forgot, &browser.seen).await;
            match refusal(refused) {
                Refusal::PasswordSame => assert!(n < 20, "{n}"),
                Refusal::Wait(_) => assert!(n >= 20, "{n}"),
                other => panic!("{other:?}"),
            }
        }
        let other = Browser::new("192.0.2.2");
        door.reset_password(&links[0].1, NEW, Why::Forgot, &other.seen).await.unwrap();
    }
}
