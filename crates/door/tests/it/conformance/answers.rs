//! The right answer signs in, once; every other one leaves nothing.

use testing::{Place, on_both};

use super::{Person, assurance, house, kinds};

on_both! {
    async fn L11_a_right_answer_signs_in_and_is_used_then(place: Place) {
        let door = house(&place).await;
        for kind in kinds() {
            let mut person = Person::with(&place, &door, &kind, "anna").await;
            let right = person.fresh(&place, &door).await;
            let (one, two) = (person.pending(&door).await, person.pending(&door).await);
            let said = person.say(&door, &one, &right).await;
            let answered = person.answer(&door, &one, &said).await;
            person.is_in(answered);
            assert_eq!(person.browser.live(&door).await.assurance(), assurance(&kind), "{kind}");
            let sessions = person.sessions(&door).await;
            person.is_wrong(person.answer(&door, &two, &said).await, "used");
            assert_eq!(person.sessions(&door).await, sessions, "{kind}");
            let next = person.fresh(&place, &door).await;
            let said = person.say(&door, &two, &next).await;
            let answered = person.answer(&door, &two, &said).await;
            person.is_in(answered);
        }
    }

    async fn L10_every_wrong_answer_is_refused_and_leaves_no_session(place: Place) {
        let door = house(&place).await;
        for kind in kinds() {
            let mut person = Person::with(&place, &door, &kind, "anna").await;
            let mut other = Person::with(&place, &door, &kind, "berit").await;
            let others = other.fresh(&place, &door).await;
            let right = person.fresh(&place, &door).await;
            let sessions = person.sessions(&door).await;
            let waiting = person.pending(&door).await;
            let (said, by_other) = (person.say(&door, &waiting, &right).await, other.say_unasked(&door, &waiting, &others).await);
            let mut wrong: Vec<String> = ["", " ", "-", "☃", "a\0b", "' OR 1=1 --", "000000", "0000-0000-0000-0000"].map(Into::into).into();
            wrong.extend(person.nearly(&place, &right));
            wrong.extend([said.as_str(), "0", "A", "é"].map(|part| part.repeat(20_000)));
            wrong.extend([format!("{said} {said}"), format!("{said}\u{661}"), by_other]);
            assert!(!wrong.contains(&said), "{kind}");
            for code in &wrong {
                let what: String = code.chars().take(40).collect();
                person.is_wrong(person.answer(&door, &waiting, code).await, &what);
            }
            assert_eq!(person.sessions(&door).await, sessions, "{kind}");
            let answered = person.answer(&door, &waiting, &said).await;
            person.is_in(answered);
            assert_eq!(person.sessions(&door).await, sessions, "{kind}: one came, the one before went");
            // Nor did somebody else's try use it up.
            let waiting = other.pending(&door).await;
            let said = other.say(&door, &waiting, &others).await;
            let answered = other.answer(&door, &waiting, &said).await;
            other.is_in(answered);
        }
    }
}
