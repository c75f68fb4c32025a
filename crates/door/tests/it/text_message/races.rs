//! A code sent sixty-four times at the same moment, and one answered as often.

use domain::{Form, Language, Refusal};
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{KIND, NUMBER, ask, sent, swedish, with_number};
use crate::races::{CROWD, admitted, raised};

on_both! {
    async fn N_7_asked_sixty_four_times_at_once_one_code_is_sent(place: Place) {
        let tell = |config: &mut door::Config| {
            raised(config);
            swedish(config);
        };
        let node = || place.door_asking(factors::Registry::built_in(), tell);
        let nodes = [node().await, node().await];
        let (browser, phone) = with_number(&place, &nodes[0], "anna", NUMBER).await;
        let (_, waiting) = pending(&nodes[0], "anna", &browser).await;
        let before = sent(&place);
        let said = at_once(CROWD, |n| {
            let (door, waiting, browser) = (nodes[n % 2].clone(), waiting.clone(), browser.clone());
            async move { ask(&door, &waiting, &browser).await }
        }).await;
        let good = said.iter().filter(|one| one.is_ok()).count();
        assert_eq!((good, sent(&place)), (1, before + 1), "{said:?}");
        for refused in said.into_iter().filter(Result::is_err) {
            let refused = refusal(refused);
            assert!(matches!(refused, Refusal::AskedJustNow(_) | Refusal::Busy), "{refused:?}");
        }
        let code = phone.code().unwrap();
        let said = at_once(CROWD, |n| {
            let (door, waiting, browser, code) = (nodes[n % 2].clone(), waiting.clone(), browser.clone(), code.clone());
            async move { answer(&door, &waiting, &KIND, &code, &browser).await }
        }).await;
        // The other half of a double click is let in by the same session.
        assert!(admitted(&said) >= 1);
        let sessions = nodes[0].user_sessions(&door::Actor::COMMAND_LINE, "anna").await.unwrap();
        assert_eq!(sessions.len(), 1, "a browser has one");
    }

    async fn N_7_sign_ins_at_the_same_moment_get_no_more_codes_than_there_are(place: Place) {
        let door = place.door_asking(factors::Registry::built_in(), swedish).await;
        let (browser, _) = with_number(&place, &door, "anna", NUMBER).await;
        let mut all = Vec::new();
        for _ in 0..16 {
            all.push(pending(&door, "anna", &browser).await.1);
        }
        let before = sent(&place);
        let said = at_once(all.len(), |n| {
            let (door, waiting, browser) = (door.clone(), all[n].clone(), browser.clone());
            async move {
                let words = door.words(Language::FIRST, "");
                door.ask(&waiting, &KIND, &Form::default(), &words, &browser.seen).await
            }
        }).await;
        door.send_messages().await.unwrap();
        let good = said.iter().filter(|one| one.is_ok()).count();
        // One that waits for the same number is void once another is asked for.
        assert_eq!(good, 5, "{said:?}");
        assert!((1..=5).contains(&(sent(&place) - before)));
    }
}
