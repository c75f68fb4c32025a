//! What was used stays used, and what wasn't still answers, after the program was started anew.

use testing::{Place, on_both};

use super::{Person, house, kinds};

on_both! {
    async fn L11_a_restart_forgets_no_used_answer_and_no_fresh_one(place: Place) {
        for kind in kinds() {
            let door = house(&place).await;
            let mut person = Person::with(&place, &door, &kind, "anna").await;
            let used = person.fresh(&place, &door).await;
            let waiting = person.pending(&door).await;
            let used = person.say(&door, &waiting, &used).await;
            let answered = person.answer(&door, &waiting, &used).await;
            person.is_in(answered);
            let waiting = person.pending(&door).await;
            drop(door);
            let door = house(&place).await;
            person.is_wrong(person.answer(&door, &waiting, &used).await, "used before");
            let fresh = person.fresh(&place, &door).await;
            let fresh = person.say(&door, &waiting, &fresh).await;
            let answered = person.answer(&door, &waiting, &fresh).await;
            person.is_in(answered);
        }
    }
}
