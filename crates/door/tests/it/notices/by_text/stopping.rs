//! What a message brings, and how what it tells of is stopped by the characters in it.

use domain::Refusal;
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{THERE, by_code, characters, sent, to, told, with_mail};
use crate::outbox::Kept;
use crate::races::CROWD;
use crate::text_message::swedish;
use crate::webauthn::copies::is_over;

on_both! {
    async fn N_18_whoever_asks_is_told_by_text_message_and_stops_it_by_eight_characters(place: Place) {
        let (door, channel, owner, of) = told(&place).await;
        // Somebody has got hold of a code.
        let mut thief = Browser::new("198.51.100.1");
        by_code(&door, &channel, of[1], &mut thief).await;
        let said = sent(&door, &channel).await;
        assert_eq!(to(&said), [THERE]);
        let text = &said[0].1;
        assert!(text.contains("Signed in from a new browser, Firefox on Linux"), "{text}");
        assert!(!text.contains("http") && !text.contains("id.example"), "{text}");
        let typed = characters(text).expect("characters");
        let seen = Browser::new("203.0.113.9").seen;
        let view = door.not_me_characters(&typed.replace('-', " ").to_lowercase(), &seen).await.unwrap();
        assert_eq!((view.name.as_str(), view.happened.len()), ("anna", 1));
        assert_eq!(view.happened[0].key, "event-sign-in-new-browser");
        assert!(!is_over(&door, &thief).await, "looking stops nothing");
        let all = testing::dump::dump(&place).await;
        assert!(!all.contains(&typed) && !all.contains(&typed.replace('-', "")));
        assert!(!all.contains("701234567"), "the number stands in no row");

        door.not_me_by_characters(&typed, &seen).await.unwrap();
        assert!(is_over(&door, &thief).await && is_over(&door, &owner).await);
        for again in [door.not_me_by_characters(&typed, &seen).await, door.not_me_characters(&typed, &seen).await.map(drop)] {
            assert_eq!(refusal(again), Refusal::WrongCharacters, "once");
        }
        let told = sent(&door, &channel).await;
        assert!(told.iter().all(|(_, text)| characters(text).is_none()), "{told:?}");
        assert!(told.iter().any(|(to, text)| to == THERE && text.contains("This wasn't me")), "{told:?}");
    }

    async fn wrong_characters_are_charged_to_the_visitors_address_alone(place: Place) {
        let (door, channel, _, of) = told(&place).await;
        let mut thief = Browser::new("198.51.100.1");
        by_code(&door, &channel, of[1], &mut thief).await;
        let typed = characters(&sent(&door, &channel).await[0].1).unwrap();
        let seen = Browser::new("203.0.113.9").seen;
        for unreadable in ["", "7KQ4", "7KQ4-M2XRR", "7KQ4-M2X!"] {
            assert_eq!(refusal(door.not_me_characters(unreadable, &seen).await), Refusal::WrongCharacters);
        }
        for _ in 0..20 {
            door.not_me_characters(&typed, &seen).await.unwrap();
        }
        for _ in 0..10 {
            assert_eq!(refusal(door.not_me_characters("0000-0000", &seen).await), Refusal::WrongCharacters);
        }
        for refused in [door.not_me_characters(&typed, &seen).await.map(drop), door.not_me_by_characters(&typed, &seen).await] {
            assert!(matches!(refusal(refused), Refusal::Wait(_)));
        }
        let owner = Browser::new("192.0.2.77").seen;
        door.not_me_by_characters(&typed, &owner).await.unwrap();
        assert!(is_over(&door, &thief).await);
    }

    async fn L37_the_same_characters_sixty_four_times_at_once_stop_once(place: Place) {
        let (door, channel, _, of) = told(&place).await;
        by_code(&door, &channel, of[1], &mut Browser::new("198.51.100.1")).await;
        let typed = characters(&sent(&door, &channel).await[0].1).unwrap();
        let nodes = [door.clone(), place.door_sending_with(channel.clone(), swedish).await];
        let said = at_once(CROWD, |n| {
            // From addresses of their own, or the purse of one would decide.
            let (door, typed) = (nodes[n % 2].clone(), typed.clone());
            let seen = Browser::new(&format!("203.0.113.{n}")).seen;
            async move { door.not_me_by_characters(&typed, &seen).await }
        }).await;
        assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 1, "{said:?}");
        let all = events(&door, "anna").await;
        assert_eq!(all.iter().filter(|one| *one == "not-me done").count(), 1, "{all:?}");
    }

    async fn that_a_link_was_mailed_for_a_forgotten_password_is_told_at_the_number(place: Place) {
        let (_, channel, _, _) = told(&place).await;
        let mail = Kept::to_addresses();
        let door = with_mail(&place, &channel, &mail).await;
        door.ask_for_reset("anna", &Browser::new("198.51.100.1").seen).await.unwrap();
        let said = sent(&door, &channel).await;
        assert!(said.len() == 1 && said[0].1.contains("Link to choose a new password sent"), "{said:?}");
        assert!(mail.letters()[0].1.contains("/forgotten/"));
    }
}
