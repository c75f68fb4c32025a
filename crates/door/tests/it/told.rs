//! Whoever's account it is reads of each change of it: by a message, and in the log, with where it came from.

use std::sync::{Arc, Mutex};

use domain::Span;
use door::outbox::{Channel, Letter, Sending};
use door::{Actor, At, DevicePasswords, PasswordChange, Progress};
use testing::people::*;
use testing::{Place, on_both};

/// Keeps what is sent.
#[derive(Default)]
struct Sent(Mutex<Vec<(String, String)>>);

impl Sent {
    /// Subject and text of what was sent to this account since.
    fn to(&self, name: &str) -> Vec<String> {
        let all = std::mem::take(&mut *self.0.lock().unwrap());
        let meant = all.into_iter().filter(|(to, _)| to == name);
        meant.map(|(_, text)| text).collect()
    }
}

impl Channel for Sent {
    fn name(&self) -> &'static str {
        "sent"
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async move {
            let text = format!("{}\n{}", letter.subject, letter.text.expose());
            self.0.lock().unwrap().push((letter.to.clone(), text));
            Ok(())
        })
    }
}

on_both! {
    async fn L20_N_14_N_19_N_21_V6_3_7_each_change_of_what_signs_in_is_written_down_and_sent(place: Place) {
        let sent = Arc::new(Sent::default());
        let door = place.door_sending(sent.clone()).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        session(&door, "anna", &mut browser).await;
        let told = async |what: &str, words: &str, from: bool| {
            door.send_messages().await.unwrap();
            let letters = sent.to("anna");
            assert!(letters.iter().any(|letter| letter.contains(words)), "{what}: {letters:?}");
            assert!(!from || letters.iter().all(|letter| letter.contains("192.0.2.1")), "{what}: {letters:?}");
            let query = door::activity::Query { account: Some("anna".into()), before: None, most: 100 };
            let all = door.audit(&Actor::COMMAND_LINE, &query).await.unwrap();
            let event = all.iter().find(|event| event.action == what).unwrap_or_else(|| panic!("{what}"));
            assert_eq!(event.address == "192.0.2.1" && event.agent.contains("Firefox"), from, "{what}");
        };
        told("sign-in.new-browser", "new browser", true).await;
        let app = enrol(&place, &door, "Phone", &mut browser).await;
        told("factor.added", "Authenticator app", true).await;
        let live = browser.live(&door).await;
        let id = app.enrolment.parse().unwrap();
        door.suspend_factor(&live, id, &browser.seen).await.unwrap();
        told("factor.suspended", "Authenticator app", true).await;
        door.resume_factor(&live, id, &browser.seen).await.unwrap();
        told("factor.resumed", "Authenticator app", true).await;
        backup_codes(&door, &browser).await;
        told("backup-codes.made", "ackup codes", true).await;
        door.remove_factor(&live, id, &browser.seen).await.unwrap();
        told("factor.removed", "Authenticator app", true).await;
        let new = door.change_password(&live, PasswordChange { current: PASSWORD, new: "en helt annan mening", device_passwords: DevicePasswords::Stay }, &browser.seen).await.unwrap();
        browser.keep(&new);
        told("password.changed", "assword", true).await;
        let second = domain::Secret::new("en tredje mening om våren".to_owned());
        door.set_user_password(&Actor::COMMAND_LINE, "anna", &second).await.unwrap();
        told("password.set-by-administrator", "administrator", false).await;
        door.give_code(&Actor::COMMAND_LINE, "anna", 1, "lost phone").await.unwrap();
        told("bypass-code.made", "administrator", false).await;
    }

    async fn N_18_whoever_confirms_or_signs_in_by_a_code_in_place_of_the_factor_is_told_of(place: Place) {
        let sent = Arc::new(Sent::default());
        let door = place.door_sending(sent.clone()).await;
        let mut browser = Browser::new("192.0.2.1");
        with_app(&place, &door, "anna", &mut browser).await;
        let codes = backup_codes(&door, &browser).await;
        place.clock().advance(Span::minutes(11));
        let live = browser.live(&door).await;
        let new = door.step_up_by_password(&live, PASSWORD, &browser.seen).await.unwrap();
        browser.keep(&new);
        door.send_messages().await.unwrap();
        sent.to("anna");
        let live = browser.live(&door).await;
        let by_code = form(&[("code", codes[0].as_str())]);
        door.step_up(&live, &BACKUP, &by_code, &browser.seen).await.unwrap();
        door.send_messages().await.unwrap();
        let letters = sent.to("anna");
        assert_eq!(letters.len(), 1, "{letters:?}");
        // And a new browser that gets in by one.
        let stranger = Browser::new("198.51.100.1");
        let (_, waiting) = pending(&door, "anna", &stranger).await;
        let answered = answer(&door, &waiting, &BACKUP, &codes[1], &stranger).await;
        assert!(matches!(answered, Ok(Progress::In(_))));
        door.send_messages().await.unwrap();
        let letters = sent.to("anna");
        assert!(letters.iter().any(|letter| letter.contains("198.51.100.1")), "{letters:?}");
        // And somebody who gets in by one from a browser that the account knows.
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let answered = answer(&door, &waiting, &BACKUP, &codes[2], &browser).await;
        assert!(matches!(answered, Ok(Progress::In(_))));
        door.send_messages().await.unwrap();
        let letters = sent.to("anna");
        assert!(letters.iter().any(|letter| letter.contains("without the usual second step")), "{letters:?}");
    }

    async fn L20_nothing_is_enrolled_by_a_session_without_a_fresh_proof(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        place.clock().advance(Span::minutes(11));
        for kind in [TOTP, HOTP, SECURITY_KEY, PASSKEY] {
            let fields = [("name", "Theirs"), ("token", "1")];
            let begun = post(&door, At::Settings(&live), &kind, "", None, &fields, &browser).await;
            assert_eq!(refusal(begun), domain::Refusal::StepUp, "{kind}");
        }
        // Nor is what was begun while there was one confirmed afterwards.
        let new = door.step_up_by_password(&live, PASSWORD, &browser.seen).await.unwrap();
        browser.keep(&new);
        let live = browser.live(&door).await;
        let app = begin(&door, At::Settings(&live), "Phone", &browser).await;
        place.clock().advance(Span::minutes(11));
        let code = app.code(&place, 0);
        let fields = [("code", code.as_str())];
        let confirmed = post(&door, At::Settings(&live), &TOTP, "/{id}/confirm", Some(&app.enrolment), &fields, &browser).await;
        assert_eq!(refusal(confirmed), domain::Refusal::StepUp);
        assert!(matches!(by_password(&door, "anna", &browser).await, Ok(Progress::In(_))), "nothing is owed");
    }
}
