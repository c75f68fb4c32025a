//! Numbers that nothing is sent to: refused before anything is paid for.

use domain::{Form, Language, Refusal};
use door::{At, Config, Shown};
use factors::Registry;
use testing::people::*;
use testing::{Place, on_both};

use super::{KIND, NUMBER, ask, between, house, sent, set, swedish, with_number};
use crate::outbox::Kept;

on_both! {
    async fn a_number_that_nothing_is_sent_to_costs_nothing_and_the_page_says_why(place: Place) {
        let door = house(&place).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let at = At::Settings(&live);
        for (typed, why) in [
            ("0900-123 45 67", Refusal::NumberNotMobile),
            ("+44 7400 123456", Refusal::NumberElsewhere("+46 (SE)".to_owned())),
            ("<b>070</b>", Refusal::InvalidNumber),
            ("", Refusal::InvalidNumber),
        ] {
            let said = post(&door, at, &KIND, "", None, &[("phone", typed)], &browser).await;
            let Ok(Shown::Page(_, page, Some(refused))) = said else { panic!("{typed} was taken") };
            assert_eq!(refused, why, "{typed}");
            let words = door.words(Language::FIRST, "");
            let page = page.as_str();
            assert!(page.contains("role=\"alert\"") && !page.contains("<b>"), "{page}");
            assert!(page.contains(&words.refusal(&why).replace('\'', "&#39;")), "{page}");
        }
        door.send_messages().await.unwrap();
        assert_eq!(sent(&place), 0);
        for n in 0..5 {
            let number = format!("070-123 45 6{n}");
            let begun = post(&door, at, &KIND, "", None, &[("phone", &number)], &browser).await;
            assert!(matches!(begun, Ok(Shown::Done(_))), "{n}: they have spent nothing");
        }
    }

    async fn one_number_is_here_once(place: Place) {
        let door = house(&place).await;
        let (browser, _) = with_number(&place, &door, "anna", NUMBER).await;
        let live = browser.live(&door).await;
        let at = At::Settings(&live);
        let again = post(&door, at, &KIND, "", None, &[("phone", "+46 70 1234567")], &browser).await;
        assert_eq!(refusal(again), Refusal::StepUp, "after an hour one confirms first");
        let mut browser = Browser::new("192.0.2.2");
        add(&door, "berit", false).await;
        let live = session(&door, "berit", &mut browser).await;
        let at = At::Settings(&live);
        let phone = testing::drivers::add_number((&place, &door), ("berit", &mut browser), at, "+46 70 123 45 67").await;
        assert!(phone.code().is_some(), "families share a phone");
        let live = browser.live(&door).await;
        let again = post(&door, At::Settings(&live), &KIND, "", None, &[("phone", NUMBER)], &browser).await;
        assert!(matches!(again, Ok(Shown::Page(_, _, Some(Refusal::NumberHere)))));
    }

    async fn begun_twice_it_is_on_once(place: Place) {
        let door = house(&place).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let fields = [("phone", NUMBER)];
        let mut begun = Vec::new();
        for _ in 0..2 {
            let Ok(Shown::Done(done)) = post(&door, At::Settings(&live), &KIND, "", None, &fields, &browser).await else {
                panic!("nothing was sent");
            };
            door.send_messages().await.unwrap();
            let (_, page) = done.show.unwrap();
            let text = place.letters().last_at("anna", "+46701234567").unwrap();
            let (_, code) = text.rsplit_once('#').unwrap();
            begun.push((between(page.as_str(), "name=\"enrolment\" value=\"", "\"").to_owned(), code.to_owned()));
        }
        let path = "/{id}/confirm";
        for (place, (id, code)) in begun.iter().enumerate() {
            let live = browser.live(&door).await;
            let fields = [("code", code.as_str())];
            match post(&door, At::Settings(&live), &KIND, path, Some(id), &fields, &browser).await {
                Ok(Shown::Done(done)) if place == 0 => browser.keep(&done.session.unwrap()),
                Ok(Shown::Page(_, _, Some(Refusal::NumberHere))) if place == 1 => {}
                other => panic!("{place}: {:?}", other.err()),
            }
        }
    }

    async fn what_waits_for_a_number_that_is_suspended_or_off_by_then_leaves_no_more(place: Place) {
        let channel = Kept::to_numbers();
        let door = place.door_sending_with(channel.clone() as _, swedish).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let begun = post(&door, At::Settings(&live), &KIND, "", None, &[("phone", NUMBER)], &browser).await;
        begun.unwrap();
        door.switch_kind(&door::Actor::COMMAND_LINE, "text-message", false).await.unwrap();
        door.send_messages().await.unwrap();
        assert!(channel.letters().is_empty());
        let given_up = events(&door, "anna").await;
        assert!(given_up.contains(&"message.given-up failed".to_owned()), "{given_up:?}");
    }

    async fn a_country_that_is_taken_off_the_list_is_sent_nothing_more_and_stays_owed(place: Place) {
        let door = house(&place).await;
        let (browser, _) = with_number(&place, &door, "anna", NUMBER).await;
        drop(door);
        let norwegian = |config: &mut Config| set(&mut config.settings, "NO", &[]);
        let door = place.door_asking(Registry::built_in(), norwegian).await;
        let (before, (_, waiting)) = (sent(&place), pending(&door, "anna", &browser).await);
        let refused = refusal(ask(&door, &waiting, &browser).await);
        assert_eq!((refused, sent(&place)), (Refusal::NumberElsewhere("+47 (NO)".to_owned()), before));
    }

    async fn without_a_gateway_nobody_is_offered_it_and_whoever_has_it_owes_it(place: Place) {
        let door = house(&place).await;
        let (browser, _) = with_number(&place, &door, "anna", NUMBER).await;
        drop(door);
        let mail = Kept::to_addresses();
        let door = place.door_sending_with(mail as _, swedish).await;
        let (_, waiting) = pending(&door, "anna", &browser).await;
        let words = door.words(Language::FIRST, "");
        let asked = door.ask(&waiting, &KIND, &Form::default(), &words, &browser.seen).await;
        assert_eq!(refusal(asked), Refusal::KindOff(KIND));
        add(&door, "berit", false).await;
        let mut other = Browser::new("192.0.2.2");
        let live = session(&door, "berit", &mut other).await;
        let sections = door.sections(&live, "", None, &words).await.unwrap();
        assert!(sections.iter().all(|section| section.kind != KIND), "it can't be set up here");
        let begun = post(&door, At::Settings(&live), &KIND, "", None, &[("phone", NUMBER)], &other).await;
        assert_eq!(refusal(begun), Refusal::KindOff(KIND));
        let live = browser.live(&door).await;
        let sections = door.sections(&live, "", None, &words).await.unwrap();
        assert!(sections.iter().any(|section| section.kind == KIND), "whoever has it sees it");
    }

    async fn where_it_is_taken_beside_another_alone_it_never_stands_alone(place: Place) {
        let beside = |config: &mut Config| {
            swedish(config);
            let switch = domain::setting::Value::Switch(true);
            config.settings.set("text_message.beside_another", switch);
        };
        let door = place.door_asking(Registry::built_in(), beside).await;
        add(&door, "anna", false).await;
        let mut browser = Browser::new("192.0.2.1");
        let live = session(&door, "anna", &mut browser).await;
        let words = door.words(Language::FIRST, "");
        let alone = Refusal::NotAlone(KIND);
        let section = async |live: &door::LiveSession| {
            let all = door.sections(live, "", None, &words).await.unwrap();
            let own = all.into_iter().find(|section| section.kind == KIND).unwrap();
            own.body.as_str().contains("class=\"act\"")
        };
        assert!(!section(&live).await);
        let begun = post(&door, At::Settings(&live), &KIND, "", None, &[("phone", NUMBER)], &browser).await;
        assert_eq!(refusal(begun), alone);
        let app = enrol(&place, &door, "anna", &mut browser).await;
        let live = browser.live(&door).await;
        assert!(section(&live).await);
        let at = At::Settings(&live);
        let phone = testing::drivers::add_number((&place, &door), ("anna", &mut browser), at, "+46 70 123 45 67").await;
        let live = browser.live(&door).await;
        let own = door.own_factors(&live).await.unwrap();
        let of_app = own.iter().find(|one| one.kind == TOTP).unwrap().id.parse().unwrap();
        let removal = door.removal(&live, of_app).await.unwrap();
        assert_eq!((removal.alone, removal.last), (Some(KIND), false));
        assert_eq!(refusal(door.remove_factor(&live, of_app, &browser.seen).await), alone);
        door.remove_factor(&live, phone.enrolment().parse().unwrap(), &browser.seen).await.unwrap();
        door.remove_factor(&live, of_app, &browser.seen).await.unwrap();
        drop(app);
        // Nobody who has to have one could begin with it.
        let all = door.kinds(&door::Actor::COMMAND_LINE).await.unwrap();
        for kind in all.iter().filter(|kind| kind.kind != "text-message") {
            door.switch_kind(&door::Actor::COMMAND_LINE, &kind.kind, false).await.unwrap();
        }
        let everyone = domain::policy::Required::Everyone;
        let required = door.require_factor(&door::Actor::COMMAND_LINE, everyone).await;
        assert_eq!(refusal(required), Refusal::NothingToSetUp);
    }
}
