//! The hand-over to a protected host, and whom its token shows.

use domain::secret::{Token, token};
use domain::{Assurance, Random, Refusal, Span};
use door::Actor;
use testing::Place;
use testing::people::{Browser, add, refusal, session, with_app};

const FILES: &str = "files.example.org";

fn nonce(place: &Place) -> Token {
    token(&**place.random() as &dyn Random)
}

testing::on_both! {
    async fn a_session_is_handed_over_and_ends_there_with_itself(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "Anna", &mut browser).await;
        let live = browser.live(&door).await;
        let nonce = nonce(&place);
        let ticket = door.ticket(&live, FILES, &door.fingerprint(&nonce)).await.unwrap();
        let token = node.enter_host(&ticket, FILES, &nonce).await.unwrap();
        for _ in 0..3 {
            let guest = door.guest(&token, FILES, &browser.seen).await.unwrap().unwrap();
            assert_eq!((guest.name.as_str(), guest.assurance), ("anna", Assurance::TwoFactor));
        }
        assert!(door.guest(&token, "mail.example.org", &browser.seen).await.unwrap().is_none(), "a sibling");
        assert!(door.session(&token, &browser.seen).await.unwrap().is_none(), "no session");
        assert!(door.guest(browser.seen.session.as_ref().unwrap(), FILES, &browser.seen).await.unwrap().is_none());
        door.add_group(&Actor::CommandLine, "staff").await.unwrap();
        node.set_groups(&Actor::CommandLine, "anna", &["staff".into()]).await.unwrap();
        let guest = door.guest(&token, FILES, &browser.seen).await.unwrap().unwrap();
        assert_eq!(guest.groups.iter().map(ToString::to_string).collect::<Vec<_>>(), ["staff"]);
        node.sign_out(&live, &browser.seen).await.unwrap();
        assert!(door.guest(&token, FILES, &browser.seen).await.unwrap().is_none(), "at the next request");
    }

    async fn L43_a_ticket_is_good_once_at_its_host_in_its_browser_within_half_a_minute(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let (mine, others) = (nonce(&place), nonce(&place));
        let fresh = async || door.ticket(&live, FILES, &door.fingerprint(&mine)).await.unwrap();

        let ticket = fresh().await;
        door.enter_host(&ticket, FILES, &mine).await.unwrap();
        assert_eq!(refusal(door.enter_host(&ticket, FILES, &mine).await), Refusal::LinkGone, "twice");

        let ticket = fresh().await;
        assert_eq!(refusal(door.enter_host(&ticket, FILES, &others).await), Refusal::LinkGone, "another browser");
        assert_eq!(refusal(door.enter_host(&ticket, FILES, &mine).await), Refusal::LinkGone, "void from then on");

        let ticket = fresh().await;
        assert_eq!(refusal(door.enter_host(&ticket, "mail.example.org", &mine).await), Refusal::LinkGone);

        let ticket = fresh().await;
        place.clock().advance(Span::seconds(31));
        assert_eq!(refusal(door.enter_host(&ticket, FILES, &mine).await), Refusal::LinkGone, "late");

        let ticket = fresh().await;
        door.sign_out(&live, &browser.seen).await.unwrap();
        assert_eq!(refusal(door.enter_host(&ticket, FILES, &mine).await), Refusal::LinkGone, "after logout");
        assert_eq!(refusal(door.ticket(&live, FILES, &door.fingerprint(&mine)).await), Refusal::SignInOver);
    }

    async fn L43_a_ticket_taken_by_many_at_once_makes_one_token(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        for _ in 0..20 {
            let nonce = nonce(&place);
            let ticket = door.ticket(&live, FILES, &door.fingerprint(&nonce)).await.unwrap();
            let racers: Vec<_> = (0..32)
                .map(|_| {
                    let (door, ticket, nonce) = (door.clone(), ticket.clone(), nonce.clone());
                    tokio::spawn(async move { door.enter_host(&ticket, FILES, &nonce).await })
                })
                .collect();
            let mut made = 0;
            for racer in racers {
                match racer.await.unwrap() {
                    Ok(_) => made += 1,
                    other => assert_eq!(refusal(other), Refusal::LinkGone),
                }
            }
            assert_eq!(made, 1);
        }
    }

    async fn a_session_that_ends_or_rises_takes_its_hosts_along(place: Place) {
        let door = place.door().await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let live = browser.live(&door).await;
        let nonce = nonce(&place);
        let ticket = door.ticket(&live, FILES, &door.fingerprint(&nonce)).await.unwrap();
        let token = door.enter_host(&ticket, FILES, &nonce).await.unwrap();
        place.clock().advance(Span::minutes(11));
        let code = app.code(&place, 0);
        let risen = door.step_up(&live, &testing::people::TOTP, &testing::people::form(&[("code", &code)]), &browser.seen).await;
        browser.keep(&risen.unwrap());
        assert!(door.guest(&token, FILES, &browser.seen).await.unwrap().is_some(), "goes on after step-up");
        door.disable_account(&Actor::CommandLine, "anna").await.unwrap();
        assert!(door.guest(&token, FILES, &browser.seen).await.unwrap().is_none(), "L17");
    }
}
