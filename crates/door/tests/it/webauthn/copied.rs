//! W-A6: a sign count that goes back suspends the key, tells its owner, and still counts as existing.

use domain::Refusal;
use door::{Door, Freshness, Pending, Progress, Shown, Shut};
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use super::make;
use crate::races::settled;

pub async fn signed(door: &Door, waiting: &Pending, token: &FidoToken, count: u32) -> String {
    let words = door.words(domain::Language::FIRST, "");
    let question = door.question(waiting, &SECURITY_KEY, &words).await.unwrap();
    let mut moment = Moment::honest(&options(question.fragment.as_str()), ORIGIN);
    moment.count = count;
    token.sign(&moment)
}

on_both! {
    async fn W_A6_L34_a_count_that_goes_back_suspends_is_told_and_still_owed(place: Place) {
        let door = place.door_with(settled).await;
        for copied in [0, 3, 7] {
            let name = format!("anna{copied}");
            add(&door, &name, false).await;
            let mut anna = Browser::new("192.0.2.1");
            session(&door, &name, &mut anna).await;
            let app = enrol(&place, &door, "Phone", &mut anna).await;
            let (token, id) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
            let (_, waiting) = pending(&door, &name, &anna).await;
            let said = signed(&door, &waiting, &token, 7).await;
            match answer(&door, &waiting, &SECURITY_KEY, &said, &anna).await.unwrap() {
                Progress::In(new) => anna.keep(&new),
                other => panic!("{other:?}"),
            }
            let (begun, waiting) = pending(&door, &name, &anna).await;
            let said = signed(&door, &waiting, &token, copied).await;
            let suspected = answer(&door, &waiting, &SECURITY_KEY, &said, &anna).await;
            assert_eq!(refusal(suspected), Refusal::MaybeCopied(SECURITY_KEY), "{copied}");
            assert!(events(&door, &name).await.contains(&"factor.copied refused".to_owned()));
            assert!(door.pending(&begun).await.unwrap().is_none(), "that sign-in is over");
            // What is suspended isn't asked for, and is owed.
            let (_, waiting) = pending(&door, &name, &anna).await;
            let words = door.words(domain::Language::FIRST, "");
            let question = door.question(&waiting, &SECURITY_KEY, &words).await;
            assert_eq!(refusal(question), Refusal::Suspended(SECURITY_KEY));
            let choices = door.choices(&waiting, &anna.seen).await.unwrap();
            assert!(matches!(choices.of(&SECURITY_KEY).unwrap().shut, Some(Shut::Suspended(_))));
            assert!(matches!(by_password(&door, &name, &anna).await, Ok(Progress::Owed(_))));
            // The way out: the app and the password, by which it is taken off and set up anew.
            place.clock().advance(domain::Span::seconds(60));
            match answer(&door, &waiting, &TOTP, &app.code(&place, 0), &anna).await.unwrap() {
                Progress::In(new) => anna.keep(&new),
                other => panic!("{other:?}"),
            }
            let live = anna.live(&door).await;
            assert_eq!(door.freshness(&live).await.unwrap(), Freshness::Narrow, "an app is weaker than a key");
            door.remove_factor(&live, id.parse().unwrap(), &anna.seen).await.unwrap();
            add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        }
    }

    async fn W_A6_a_key_that_never_counts_is_never_suspected(place: Place) {
        let door = place.door_with(settled).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, shown) = make(&door, &SECURITY_KEY, &anna, |moment| moment.count = 0).await;
        match shown.unwrap() {
            Shown::Done(done) => anna.keep(&done.session.unwrap()),
            _ => panic!("not confirmed"),
        }
        for count in [0, 0, 0, 5] {
            let (_, waiting) = pending(&door, "anna", &anna).await;
            let said = signed(&door, &waiting, &token, count).await;
            assert!(matches!(answer(&door, &waiting, &SECURITY_KEY, &said, &anna).await, Ok(Progress::In(_))));
        }
        let (_, waiting) = pending(&door, "anna", &anna).await;
        let said = signed(&door, &waiting, &token, 0).await;
        let said = answer(&door, &waiting, &SECURITY_KEY, &said, &anna).await;
        assert_eq!(refusal(said), Refusal::MaybeCopied(SECURITY_KEY), "once it has counted, it counts");
    }
}
