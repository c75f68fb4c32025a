//! Whether there is such an account is told neither by what is answered nor by how long that takes.
#![allow(clippy::disallowed_methods, reason = "this measures real time")]

use std::time::{Duration, Instant};

use testing::people::*;
use testing::{Place, on_both};

use super::{CLI, mailing, with};
use crate::outbox::Kept;

/// How often each is asked for.
const TIMES: usize = 60;

/// How often it is measured until it is alike.
const ATTEMPTS: u8 = 3;

/// The middle one.
fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

on_both! {
    async fn L11_a_forgotten_password_takes_as_long_whoever_it_is(place: Place) {
        let channel = Kept::to_addresses();
        let door = mailing(&place, &channel).await;
        with(&door, "anna", false, &["a@example.org", "b@example.org", "c@example.org"]).await;
        with(&door, "off", false, &["off@example.org"]).await;
        door.disable_account(&CLI, "off").await.unwrap();
        with(&door, "none", false, &[]).await;
        let kinds = ["anna", "off", "none", "nobody"];
        // Whatever else the machine does at one moment it does at another; what an account makes of it stays.
        let mut told = Vec::new();
        for attempt in 0..ATTEMPTS {
            let mut times: [Vec<Duration>; 4] = Default::default();
            for round in 0..TIMES {
                for turn in 0..kinds.len() {
                    let n = (turn + round) % kinds.len();
                    let visitor = Browser::new(&format!("198.{}.{round}.{n}", 18 + attempt));
                    let begun = Instant::now();
                    door.ask_for_reset(kinds[n], &visitor.seen).await.unwrap();
                    times[n].push(begun.elapsed());
                }
            }
            let middles = times.map(middle);
            let (least, most) = (middles.iter().min().unwrap(), middles.iter().max().unwrap());
            // Answering is a job's: asking is one and the same batch for all of them.
            if most.as_secs_f64() <= least.as_secs_f64() * 1.5 {
                return;
            }
            told.push(format!("{middles:?}"));
        }
        panic!("{kinds:?}: {told:?}");
    }
}
