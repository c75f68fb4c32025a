//! Where policy asks for the strongest ways alone, no weaker one is offered or taken beside them.

use domain::{Refusal, Span};
use door::{Actor, Progress};
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use crate::races::settled;

on_both! {
    async fn beside_a_key_only_backup_codes_are_left(place: Place) {
        let door = place.door_with(settled).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let mut berit = Browser::new("192.0.2.2");
        let hers = with_app(&place, &door, "berit", &mut berit).await;
        sign_in(&place, &door, "anna", &app, &mut anna).await;
        let codes = backup_codes(&door, &anna).await;
        let (_, id) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        assert_eq!(refusal(door.offer_strongest_only(&anna.live(&door).await.actor(&anna.seen), true).await), Refusal::NotAllowed);
        door.offer_strongest_only(&Actor::COMMAND_LINE, true).await.unwrap();
        assert!(door.policy(&Actor::COMMAND_LINE).await.unwrap().strongest_only);
        place.clock().advance(Span::seconds(60));
        // In whatever state the key is (L34).
        for state in ["on", "suspended", "off"] {
            let live = anna.live(&door).await;
            match state {
                "suspended" => door.suspend_factor(&live, id.parse().unwrap(), &anna.seen).await.unwrap(),
                "off" => door.switch_kind(&Actor::COMMAND_LINE, "security-key", false).await.unwrap(),
                _ => {}
            }
            let (_, waiting) = pending(&door, "anna", &anna).await;
            let choices = door.choices(&waiting, &anna.seen).await.unwrap();
            let kinds: Vec<_> = choices.kinds.iter().map(|choice| choice.kind.clone()).collect();
            let fallbacks: Vec<_> = choices.fallbacks.iter().map(|choice| choice.kind.clone()).collect();
            assert_eq!((kinds, fallbacks), (vec![SECURITY_KEY], vec![BACKUP]), "{state}");
            let withheld = Refusal::KindOff(TOTP);
            let words = door.words(domain::Language::FIRST, "");
            assert_eq!(refusal(door.question(&waiting, &TOTP, &words).await), withheld);
            let typed = answer(&door, &waiting, &TOTP, &app.code(&place, 0), &anna).await;
            assert_eq!(refusal(typed), withheld, "{state}");
        }
        let (_, waiting) = pending(&door, "anna", &anna).await;
        assert!(matches!(answer(&door, &waiting, &BACKUP, &codes[0], &anna).await, Ok(Progress::In(_))));
        // Whoever has no key answers as before.
        sign_in(&place, &door, "berit", &hers, &mut berit).await;
        door.offer_strongest_only(&Actor::COMMAND_LINE, false).await.unwrap();
        place.clock().advance(Span::seconds(60));
        sign_in(&place, &door, "anna", &app, &mut anna).await;
    }
}
