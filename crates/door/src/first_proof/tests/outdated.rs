//! What is kept at another cost than today's is kept anew, whoever asked for it.

use std::time::Duration;

use domain::Secret;
use testing::{Place, on_both};

use super::{OWN, door, session, stranger};

on_both! {
    async fn whoever_confirms_or_comes_to_the_gate_has_it_kept_at_todays_cost(place: Place) {
        let patience = Duration::from_secs(3_600);
        let (before, _) = door(&place, patience, |_| {}).await;
        let (_, seen) = session(&before, "bea", OWN).await;
        let (raised, _) = door(&place, patience, |c| c.argon2 = (128, 1)).await;
        let token = seen.session.as_ref().unwrap();
        let live = raised.session(token, &seen).await.unwrap().unwrap();
        let work = raised.hashing_work();
        raised.step_up_by_password(&live, OWN, &seen).await.unwrap();
        assert_eq!(raised.hashing_work() - work, 64 + 128);
        let (lowered, _) = door(&place, patience, |c| c.argon2 = (32, 1)).await;
        let (secret, work) = (Secret::new(OWN.to_owned()), lowered.hashing_work());
        lowered.client("bea", &secret, "files.example.org", &stranger()).await.unwrap();
        assert_eq!(lowered.hashing_work() - work, 128 + 32);
        let work = lowered.hashing_work();
        session(&lowered, "bea", OWN).await;
        assert_eq!(lowered.hashing_work() - work, 32);
    }
}
