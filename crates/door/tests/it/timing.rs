//! L15, V6_3_8: how long an answer takes doesn't tell whether an account exists. Two distributions
//! compared in one run, since the rule is about time.
#![allow(clippy::disallowed_methods, reason = "this measures real time")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use domain::{Language, Secret};
use door::{Actor, Door};
use testing::people::*;
use testing::{Place, on_both};

const ROUNDS: usize = 120;
/// The critical distance of two samples of this size, 2.2 times the root of 2/120, at a level of one in ten
/// thousand.
const CRITICAL: f64 = 0.284;

/// The largest distance between two empirical distributions (Kolmogorov and Smirnov).
fn distance(a: &[Duration], b: &[Duration]) -> f64 {
    let below = |sample: &[Duration], x: Duration| {
        sample.iter().filter(|d| **d <= x).count() as f64 / sample.len() as f64
    };
    a.iter()
        .chain(b)
        .map(|x| (below(a, *x) - below(b, *x)).abs())
        .fold(0.0, f64::max)
}

fn median(sample: &[Duration]) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2].as_secs_f64()
}

/// For each sample but the first, its median against that one's, and how far the two are apart.
fn apart(samples: &[Vec<Duration>]) -> Vec<(f64, f64)> {
    let first = &samples[0];
    let others = samples[1..].iter();
    others
        .map(|sample| (median(sample) / median(first), distance(first, sample)))
        .collect()
}

on_both! {
    async fn L15_V6_3_8_unknown_wrong_disabled_and_unlooked_at_take_the_same_time(place: Place) {
        let door = place.door_with(|c| {
            c.argon2 = (19_456, 2);
            c.limits.address = 1_000_000;
            c.limits.free = 1_000_000;
            c.limits.strangers = 1_000_000;
            c.limits.authenticator = 1_000_000;
        }).await;
        // The same accounts, but with every further try of a stranger unlooked at.
        let waiting = place.door_with(|c| {
            c.argon2 = (19_456, 2);
            c.limits.address = 1_000_000;
            c.limits.strangers = 0;
        }).await;
        add(&door, "anna", false).await;
        add(&door, "berit", false).await;
        door.disable_account(&Actor::COMMAND_LINE, "berit").await.unwrap();
        let browser = Browser::new("192.0.2.1");
        let tries = [(&door, "anna"), (&door, "nobody"), (&door, "berit"), (&waiting, "anna")];
        // What is really apart is so each time; what a busy machine did once isn't.
        let mut found = Vec::new();
        for _ in 0..3 {
            let mut samples = vec![Vec::new(); tries.len()];
            for round in 0..ROUNDS + 5 {
                for n in 0..tries.len() {
                    // In turn, so that a slow moment of the machine falls on all of them.
                    let n = (n + round) % tries.len();
                    let (door, name) = tries[n];
                    // Each door has hashing memory of its own, which is quicker just after it was used.
                    drop(door.sign_in("somebody else", "x", "", &browser.seen).await);
                    let (begun, work) = (Instant::now(), door.hashing_work());
                    let tried = door.sign_in(name, "not the password at all", "", &browser.seen).await;
                    let took = begun.elapsed();
                    assert_eq!(refusal(tried), domain::Refusal::WrongSignIn);
                    // Nearly all of the time, and the same however busy the machine is.
                    assert_eq!(door.hashing_work() - work, 19_456 * 2, "{name}");
                    if round >= 5 {
                        samples[n].push(took);
                    }
                }
            }
            let apart = apart(&samples);
            eprintln!("{apart:?}");
            if apart.iter().all(|(ratio, distance)| (0.93..1.07).contains(ratio) || *distance < CRITICAL) {
                return;
            }
            found.push(apart);
        }
        panic!("medians and distances {found:?}, of {CRITICAL:.3}");
    }

    async fn L28_an_address_that_tries_without_end_holds_up_nobody_elses_sign_in(place: Place) {
        let door = place.door_with(|c| c.argon2 = (19_456, 2)).await;
        for name in ["anna", "bea"] {
            add(&door, name, false).await;
        }
        let mut known = Browser::new("192.0.2.1");
        session(&door, "anna", &mut known).await;
        let mut found = Vec::new();
        // What really holds up does so each time; what a busy machine did once isn't that.
        for round in 0..3 {
            let quiet = signing_in(&door, &known).await;
            let stop = Arc::new(AtomicBool::new(false));
            let attack: Vec<_> = (0..8).map(|who| attack(door.clone(), who, Arc::clone(&stop))).collect();
            let attacked = signing_in(&door, &known).await;
            stop.store(true, Ordering::Relaxed);
            let mut tried = 0;
            for attacker in attack {
                tried += attacker.await.unwrap();
            }
            assert!(tried > 100, "{tried} tries");
            let times: Vec<_> = quiet.iter().zip(&attacked).map(|(quiet, busy)| busy / quiet).collect();
            eprintln!("round {round}: {tried} tries beside it, {times:?} of the quiet medians");
            if times.iter().all(|times| *times < 3.0) {
                return;
            }
            found.push(times);
        }
        panic!("{found:?} times the quiet medians");
    }
}

/// The medians of sign-ins from a known browser, and from new ones.
async fn signing_in(door: &Door, known: &Browser) -> [f64; 2] {
    let mut took = [Vec::new(), Vec::new()];
    let mut known = known.clone();
    for n in 0..40 {
        let mut new = Browser::new(&format!("198.51.{n}.7"));
        let begun = Instant::now();
        session(door, "anna", &mut known).await;
        took[0].push(begun.elapsed());
        let begun = Instant::now();
        session(door, "bea", &mut new).await;
        took[1].push(begun.elapsed());
    }
    took.map(|took| median(&took))
}

/// One of eight connections of one address, which try whatever costs something, under a new name each time, as
/// fast as they are answered, until they are told to stop.
fn attack(door: Door, who: usize, stop: Arc<AtomicBool>) -> tokio::task::JoinHandle<usize> {
    tokio::spawn(async move {
        let (from, words) = (Browser::new("203.0.113.9"), door.words(Language::FIRST, ""));
        let mut tries = 0;
        while !stop.load(Ordering::Relaxed) {
            let name = format!("name-{who}-{tries}");
            let secret = Secret::new(name.clone());
            drop(
                door.client(&name, &secret, "files.example.org", &from.seen)
                    .await,
            );
            drop(
                door.sign_in(&name, "not the password at all", "", &from.seen)
                    .await,
            );
            drop(door.entrances_named(&name, &words, &from.seen).await);
            tries += 3;
        }
        tries
    })
}
