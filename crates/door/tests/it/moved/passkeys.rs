//! What signs in alone says whose it is: moved, it is nobody's, and no browser is told to forget it.

use domain::Refusal;
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use super::{account, blob, keep, log, put_back};
use crate::audit::behind;
use crate::races::raised;
use crate::webauthn::asked_alone;

on_both! {
    async fn W_A2_V6_7_1_what_was_moved_signs_nobody_in_alone(place: Place) {
        log::listen();
        let door = place.door_with(raised).await;
        let [mut his, mut hers] = ["192.0.2.1", "192.0.2.2"].map(Browser::new);
        for (name, browser) in [("thief", &mut his), ("victim", &mut hers)] {
            add(&door, name, false).await;
            session(&door, name, browser).await;
        }
        let (key, key_id) = add_token(&door, &SECURITY_KEY, "Key", &mut his).await;
        let (passkey, passkey_id) = add_token(&door, &PASSKEY, "Passkey", &mut his).await;
        let (thief, victim) = (account(&door, "thief").await, account(&door, "victim").await);
        let her = blob(&place, &victim);
        let is_his = |id: &str| blob(&place, id);
        // Whose row it becomes, and as whose the authenticator gives itself out.
        let moves = [
            (&passkey, &victim, format!("UPDATE webauthn_credentials SET account = {her}")),
            (&passkey, &victim, format!("UPDATE webauthn_credentials SET account = {her}; UPDATE enrolments SET account = {her}")),
            (&passkey, &thief, format!("UPDATE enrolments SET account = {her} WHERE id = {}", is_his(&passkey_id))),
            // A key is no passkey: nobody was asked for its PIN.
            (&key, &thief, format!("UPDATE webauthn_credentials SET kind = 'passkey' WHERE enrolment = {}", is_his(&key_id))),
            (&key, &thief, format!("UPDATE webauthn_credentials SET kind = 'passkey' WHERE enrolment = {0};
                UPDATE enrolments SET kind = 'passkey' WHERE id = {0}", is_his(&key_id))),
        ];
        let mut count = 1;
        for (token, whose, statements) in moves {
            let asked = asked_alone(&door).await;
            let mut moment = Moment::honest(&asked, ORIGIN);
            count += 1;
            (moment.count, moment.user) = (count, data_encoding::HEXLOWER.decode(whose.as_bytes()).unwrap());
            let fields = form(&[("code", &token.sign(&moment))]);
            keep(&place).await;
            behind(&place, &statements).await;
            log::lines();
            let said = door.sign_in_passwordless(&PASSKEY, &fields, "", &his.seen).await;
            assert_eq!(refusal(said), Refusal::UnknownPasswordless, "{statements}");
            assert!(log::lines().contains("moved"), "{statements}");
            assert_eq!(door.forgotten_passwordless(&PASSKEY, &fields).await.unwrap(), None, "{statements}");
            put_back(&place).await;
        }
        // Put back, it signs in as before.
        let mut moment = Moment::honest(&asked_alone(&door).await, ORIGIN);
        (moment.count, moment.user) = (count + 1, passkey.user.clone());
        let fields = form(&[("code", &passkey.sign(&moment))]);
        door.sign_in_passwordless(&PASSKEY, &fields, "", &his.seen).await.unwrap();
    }
}
