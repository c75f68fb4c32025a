//! Whatever is done to an enrolment or its kind, it never counts as absent until it is removed.

use domain::{Language, Refusal};
use door::{Actor, Shut};
use testing::people::*;
use testing::{Place, on_both};

use super::{Person, house, is_fallback, is_mailed, kinds, main_kinds};

on_both! {
    async fn L04_a_kind_that_is_off_is_owed_and_closed_and_says_so(place: Place) {
        let door = house(&place).await;
        for kind in kinds() {
            let mut person = Person::with(&place, &door, &kind, "anna").await;
            let right = person.fresh(&place, &door).await;
            let waiting = person.pending(&door).await;
            let said = person.say(&door, &waiting, &right).await;
            door.switch_kind(&Actor::COMMAND_LINE, kind.as_str(), false).await.unwrap();
            assert!(!person.owes_nothing(&door).await, "{kind}");
            let off = Refusal::KindOff(kind.clone());
            assert_eq!(refusal(person.answer(&door, &waiting, &said).await), off);
            for language in Language::ALL {
                let words = door.words(language, "");
                assert_eq!(refusal(door.question(&waiting, &kind, &words).await), off);
                assert!(!words.refusal(&off).is_empty());
            }
            assert!(events(&door, &person.name).await.contains(&"sign-in.kind-off refused".to_owned()), "{kind}");
            let choices = door.choices(&waiting, &person.browser.seen).await.unwrap();
            let shown = choices.kinds.iter().find(|choice| choice.kind == kind);
            assert_eq!(shown.map(|choice| choice.shut), (!is_fallback(&kind)).then_some(Some(Shut::Off)), "{kind}");
            // Nothing of the answer was used up.
            door.switch_kind(&Actor::COMMAND_LINE, kind.as_str(), true).await.unwrap();
            let answered = person.answer(&door, &waiting, &said).await;
            person.is_in(answered);
        }
    }

    async fn a_fallback_answers_where_every_other_kind_is_off(place: Place) {
        let door = house(&place).await;
        for kind in kinds().iter().filter(|kind| is_fallback(kind)) {
            let mut person = Person::with(&place, &door, kind, "anna").await;
            let right = person.fresh(&place, &door).await;
            for other in kinds().iter().filter(|other| *other != kind) {
                door.switch_kind(&Actor::COMMAND_LINE, other.as_str(), false).await.unwrap();
            }
            let waiting = person.pending(&door).await;
            let choices = door.choices(&waiting, &person.browser.seen).await.unwrap();
            assert!(!choices.is_shut() && choices.fallbacks.iter().any(|choice| choice.kind == *kind), "{kind}");
            let answered = person.answer(&door, &waiting, &right.code).await;
            person.is_in(answered);
            for other in kinds() {
                door.switch_kind(&Actor::COMMAND_LINE, other.as_str(), true).await.unwrap();
            }
        }
    }

    async fn L34_N_22_a_suspended_one_answers_nothing_and_is_still_owed(place: Place) {
        let door = house(&place).await;
        for kind in kinds().into_iter().filter(|kind| !is_mailed(kind)) {
            let mut person = Person::with(&place, &door, &kind, "anna").await;
            let right = person.fresh(&place, &door).await;
            if !is_fallback(&kind) {
                // What is suspended opens nothing any more, its own resumption neither.
                person.enrol_another(&place, &door).await;
            }
            let live = person.browser.live(&door).await;
            door.suspend_factor(&live, right.enrolment, &person.browser.seen).await.unwrap();
            assert!(!person.owes_nothing(&door).await, "{kind}");
            let waiting = person.pending(&door).await;
            let said = person.say(&door, &waiting, &right).await;
            let suspended = person.answer(&door, &waiting, &said).await;
            if is_fallback(&kind) {
                assert_eq!(refusal(suspended), Refusal::Suspended(kind.clone()));
            } else {
                // Another of its kind is asked for.
                person.is_wrong(suspended, "suspended");
            }
            door.resume_factor(&live, right.enrolment, &person.browser.seen).await.unwrap();
            let said = person.say(&door, &waiting, &right).await;
            let answered = person.answer(&door, &waiting, &said).await;
            person.is_in(answered);
        }
    }

    async fn a_renamed_one_answers_as_before_and_shows_its_name(place: Place) {
        let door = house(&place).await;
        for kind in kinds() {
            let mut person = Person::with(&place, &door, &kind, "anna").await;
            let right = person.fresh(&place, &door).await;
            let live = person.browser.live(&door).await;
            let name = "Nyckeln på <jobbet>";
            door.rename_factor(&live, right.enrolment, name, &person.browser.seen).await.unwrap();
            let own = door.own_factors(&live).await.unwrap();
            let own = own.iter().find(|factor| factor.id == right.enrolment.to_string()).unwrap();
            assert_eq!((own.name.as_str(), &own.kind), (name, &kind));
            if !is_fallback(&kind) {
                let sections = door.sections(&live, "", None, &door.words(Language::FIRST, "")).await.unwrap();
                let section = sections.iter().find(|section| section.kind == kind).unwrap();
                assert!(section.body.as_str().contains("Nyckeln på &#60;jobbet&#62;"), "{kind}: {}", section.body.as_str());
            }
            let waiting = person.pending(&door).await;
            let said = person.say(&door, &waiting, &right).await;
            let answered = person.answer(&door, &waiting, &said).await;
            person.is_in(answered);
        }
    }

    async fn V6_5_6_a_removed_one_answers_nothing_and_is_owed_no_more_where_it_was_the_last(place: Place) {
        let door = house(&place).await;
        for kind in kinds().into_iter().filter(|kind| !is_mailed(kind)) {
            let mut person = Person::with(&place, &door, &kind, "anna").await;
            let right = person.fresh(&place, &door).await;
            let waiting = person.pending(&door).await;
            let said = person.say(&door, &waiting, &right).await;
            let live = person.browser.live(&door).await;
            door.remove_factor(&live, right.enrolment, &person.browser.seen).await.unwrap();
            assert_eq!(refusal(person.answer(&door, &waiting, &said).await), Refusal::NoSuch, "{kind}");
            assert_eq!(person.owes_nothing(&door).await, main_kinds().contains(&kind), "{kind}");
            let own = door.own_factors(&live).await.unwrap();
            assert!(own.iter().all(|factor| factor.kind != kind), "{kind}");
        }
    }
}
