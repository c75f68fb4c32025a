//! The same form, twice at one moment.

use door::Progress;
use testing::people::*;
use testing::{Place, on_both};

use crate::races::raised;

on_both! {
    async fn two_posts_of_one_form_at_once_find_one_session_and_raise_no_alarm(place: Place) {
        let door = place.door_with(raised).await;
        for round in 0..10 {
            let name = format!("anna{round}");
            let mut browser = Browser::new("192.0.2.1");
            let app = with_app(&place, &door, &name, &mut browser).await;
            let (_, waiting) = pending(&door, &name, &browser).await;
            let code = app.code(&place, 0);
            let posts = (0..2).map(|_| {
                let (door, waiting, code, browser) = (door.clone(), waiting.clone(), code.clone(), browser.clone());
                tokio::spawn(async move { answer(&door, &waiting, &TOTP, &code, &browser).await })
            });
            let mut tokens = Vec::new();
            for post in posts.collect::<Vec<_>>() {
                let Ok(Progress::In(new)) = post.await.unwrap() else { panic!("round {round}") };
                tokens.push(new.token.write());
            }
            assert_eq!(tokens[0], tokens[1]);
            assert!(!events(&door, &name).await.contains(&"code.used-again refused".to_owned()));
        }
    }

    async fn a_consumed_sign_in_is_asked_for_its_session_once(place: Place) {
        let door = place.door_with(raised).await;
        let mut browser = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut browser).await;
        let (token, waiting) = pending(&door, "anna", &browser).await;
        let code = app.code(&place, 0);
        answer(&door, &waiting, &TOTP, &code, &browser).await.unwrap();
        let guess = form(&[("code", "000000")]);
        assert!(door.answer_resubmitted(&token, &TOTP, &guess, &browser.seen).await.unwrap().is_none());
        let right = form(&[("code", &code)]);
        assert!(door.answer_resubmitted(&token, &TOTP, &right, &browser.seen).await.unwrap().is_none(), "no second guess");
    }
}
