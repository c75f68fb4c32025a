//! One token is never both the first factor and the second; changing what it is takes one step.

use domain::{Kind, Refusal};
use door::{At, Door, Progress, Shown};
use testing::drivers::add_token;
use testing::people::*;
use testing::{Place, on_both};

use super::{alone, has};
use crate::races::raised;

/// Begins to set up a kind in place of another enrolment.
async fn begin_instead(
    door: &Door,
    kind: &Kind,
    instead: &str,
    browser: &Browser,
) -> (serde_json::Value, String) {
    let live = browser.live(door).await;
    let fields = [("name", "Key"), ("instead", instead)];
    let at = At::Settings(&live);
    match post(door, at, kind, "/instead", None, &fields, browser)
        .await
        .unwrap()
    {
        Shown::Done(done) => {
            let page = done.show.unwrap().1.as_str().to_owned();
            let id = page
                .split_once("name=\"enrolment\" value=\"")
                .unwrap()
                .1
                .split_once('"')
                .unwrap()
                .0
                .to_owned();
            (options(&page), id)
        }
        _ => panic!("no ceremony was shown"),
    }
}

on_both! {
    async fn a_second_factor_signs_nobody_in_by_itself_and_says_so_to_whoever_holds_it(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (token, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let stranger = Browser::new("203.0.113.1");
        for flags in [PRESENT, PRESENT | VERIFIED] {
            let said = alone(&door, &token, &stranger, |moment| moment.flags = flags).await;
            assert_eq!(refusal(said), Refusal::NotPasswordless(SECURITY_KEY));
        }
        let mut forged = FidoToken::new(&token.user, 64);
        forged.id.clone_from(&token.id);
        let said = alone(&door, &forged, &stranger, |_| {}).await;
        assert_eq!(refusal(said), Refusal::UnknownPasswordless, "who only knows its id learns nothing");
    }

    async fn a_passkey_is_no_answer_to_the_question_for_a_key_nor_the_other_way_round(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let (key, _) = add_token(&door, &SECURITY_KEY, "Key", &mut anna).await;
        let (passkey, _) = add_token(&door, &PASSKEY, "Laptop", &mut anna).await;
        let (_, waiting) = pending(&door, "anna", &anna).await;
        let words = door.words(domain::Language::FIRST, "");
        for (kind, wrong) in [(SECURITY_KEY, &passkey), (PASSKEY, &key)] {
            let question = door.question(&waiting, &kind, &words).await.unwrap();
            let mut moment = Moment::honest(&options(question.fragment.as_str()), ORIGIN);
            moment.count = 2;
            let said = answer(&door, &waiting, &kind, &wrong.sign(&moment), &anna).await;
            assert_eq!(refusal(said), Refusal::WrongCode(kind.clone()));
        }
    }

    async fn changing_what_a_token_is_takes_one_step_in_which_it_is_never_both(place: Place) {
        let door = place.door_with(raised).await;
        for (from, to) in [(PASSKEY, SECURITY_KEY), (SECURITY_KEY, PASSKEY)] {
            let name = format!("anna.{from}");
            add(&door, &name, false).await;
            let mut anna = Browser::new("192.0.2.1");
            session(&door, &name, &mut anna).await;
            let (old, old_id) = add_token(&door, &from, "Key", &mut anna).await;
            let (asked, id) = begin_instead(&door, &to, &old_id, &anna).await;
            assert_eq!(asked["excludeCredentials"].as_array().unwrap().len(), 0, "the old one is let through");
            assert_eq!(has(&door, &anna).await, [(from.clone(), old_id.clone())], "nothing has changed yet");
            let (new, sent) = FidoToken::make(&asked, &Moment::honest(&asked, ORIGIN));
            let live = anna.live(&door).await;
            // Without the field it would be a second one, which the question isn't for.
            let plain = [("code", sent.as_str())];
            let path = "/{id}/confirm";
            let shown = post(&door, At::Settings(&live), &to, path, Some(&id), &plain, &anna).await.unwrap();
            assert!(matches!(shown, Shown::Page(_, _, Some(Refusal::WrongCode(_)))));
            let fields = [("code", sent.as_str()), ("instead", old_id.as_str())];
            match post(&door, At::Settings(&live), &to, path, Some(&id), &fields, &anna).await.unwrap() {
                Shown::Done(done) => anna.keep(&done.session.unwrap()),
                _ => panic!("not confirmed"),
            }
            assert_eq!(has(&door, &anna).await, [(to.clone(), id)]);
            // It waits as the old one did, which was the first.
            assert_eq!(door.freshness(&anna.live(&door).await).await.unwrap(), door::Freshness::Full);
            let told = events(&door, &name).await;
            assert!(told.contains(&"factor.removed done".to_owned()) && told.iter().filter(|event| *event == "factor.added done").count() == 2);
            let said = alone(&door, &old, &anna, |moment| moment.count = 2).await;
            assert_eq!(refusal(said), Refusal::UnknownPasswordless, "the old credential is gone");
            let said = alone(&door, &new, &anna, |moment| moment.count = 2).await;
            assert_eq!(matches!(said, Ok(Progress::In(_))), to == PASSKEY);
        }
    }

    async fn only_ones_own_of_another_kind_is_given_up(place: Place) {
        let door = place.door_with(raised).await;
        for name in ["anna", "berit"] {
            add(&door, name, false).await;
        }
        let [mut anna, mut berit] = ["192.0.2.1", "192.0.2.2"].map(Browser::new);
        session(&door, "anna", &mut anna).await;
        session(&door, "berit", &mut berit).await;
        let (_, hers) = add_token(&door, &PASSKEY, "Hers", &mut berit).await;
        let (_, own) = add_token(&door, &SECURITY_KEY, "Own", &mut anna).await;
        let live = anna.live(&door).await;
        let nobodys = other_id(&place);
        for instead in [hers.as_str(), own.as_str(), nobodys.as_str(), "", "x"] {
            let fields = [("name", "Key"), ("instead", instead)];
            let shown = post(&door, At::Settings(&live), &SECURITY_KEY, "/instead", None, &fields, &anna).await;
            assert_eq!(refusal(shown), Refusal::NoSuch, "{instead}");
        }
        assert_eq!(has(&door, &berit).await.len(), 1);
        // Where a proof isn't fresh, or only replaces what is lost, nothing is given up.
        place.clock().advance(domain::Span::minutes(11));
        let fields = [("name", "Key"), ("instead", own.as_str())];
        let shown = post(&door, At::Settings(&anna.live(&door).await), &PASSKEY, "/instead", None, &fields, &anna).await;
        assert_eq!(refusal(shown), Refusal::StepUp);
    }
}
