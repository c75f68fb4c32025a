//! How long it takes who has nothing to do with it, while rows are overdrawn: medians with and without, in one run, in
//! turn. The crowd asks as often as it takes to overdraw and to keep it so, and no oftener: more would measure how much of
//! the machine a test takes for its own requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use testing::{Engine, run};

use super::{ALL, By, People, signs_in};
use crate::program::Program;
use crate::support::browser::Browser;
use crate::support::node::Node;

/// Sign-ins that are timed, of each of the three, with a crowd and without.
const TIMED: usize = 15;
/// The most rounds.
const ROUNDS: usize = 6;
/// Tries that an address has.
const TRIES: usize = 3;

const TWICE: u32 = 2;
/// Where every core hashes for somebody else, a known browser waits for the hash that is at work, and does the rest on
/// a core that it shares: less than this, where it was twenty times when strangers went before it.
const AT_WORK: u32 = 4;

/// Who is timed: Anna, Bea, and Cid, who is new.
type Medians = [Duration; 3];

/// How a crowd stands.
#[derive(Clone, Default)]
struct Stand {
    comes: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    /// How many wait for an answer.
    busy: Arc<AtomicUsize>,
}

impl Stand {
    /// One of the crowd, who asks after each pause while it comes.
    async fn ask(self, pause: Duration, browser: Browser, by: By) {
        loop {
            tokio::time::sleep(pause).await;
            self.busy.fetch_add(1, Ordering::SeqCst);
            if self.comes.load(Ordering::SeqCst) {
                let n = self.asked.fetch_add(1, Ordering::Relaxed);
                tries(&browser, by, n).await;
            }
            self.busy.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// A crowd that can be told to rest.
struct Crowd {
    stand: Stand,
    all: Vec<tokio::task::JoinHandle<()>>,
}

impl Crowd {
    /// So many that ask one after the other, each after a pause.
    fn of(many: usize, pause: Duration, node: &Node, by: By) -> Self {
        let stand = Stand::default();
        let one = |_| tokio::spawn(stand.clone().ask(pause, node.browser(), by));
        let all = (0..many).map(one).collect();
        Self { stand, all }
    }

    /// Has it come, or rest, and waits until it has: none is left to be answered.
    async fn set(&self, comes: bool) {
        self.stand.comes.store(comes, Ordering::SeqCst);
        let moment = || tokio::time::sleep(Duration::from_millis(60));
        moment().await;
        while !comes && self.stand.busy.load(Ordering::SeqCst) > 0 {
            moment().await;
        }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.all.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

/// A wrong password, from the next address of the crowd.
async fn tries(browser: &Browser, by: By, n: usize) -> u16 {
    let address = format!("198.18.{}.7", n % usize::from(by.addresses()));
    let fields = [
        ("username", by.name(n)),
        ("password", "not the password at all".to_owned()),
    ];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    browser.at(&address).post("/login", &fields).await.status
}

async fn timed(browser: &mut Browser, name: &str) -> Duration {
    let begun = Instant::now();
    signs_in(browser, name).await;
    browser.get("/settings/devices").await.is(200);
    begun.elapsed()
}

/// The medians with and without the crowd, in turn, so that a slow moment of the machine falls on both.
async fn medians(people: &mut People, crowd: &Crowd, with_newcomers: bool) -> [Medians; 2] {
    let mut times = [(); 2].map(|()| [(); 3].map(|()| Vec::new()));
    for _ in 0..TIMED {
        for (comes, times) in [true, false].into_iter().zip(&mut times) {
            crowd.set(comes).await;
            for ((name, browser), times) in people.known.iter_mut().zip(&mut *times) {
                times.push(timed(browser, name).await);
            }
            let mut newcomer = people.newcomer();
            if with_newcomers || !comes {
                times[2].push(timed(&mut newcomer, "cid").await);
            }
        }
    }
    times.map(|times| {
        times.map(|mut times| {
            times.sort_unstable();
            times.get(times.len() / 2).copied().unwrap_or_default()
        })
    })
}

/// Whether none of them waits for so many times as long.
fn is_within(times: u32, [with, without]: &[Medians; 2]) -> bool {
    let mut pairs = with.iter().zip(without);
    pairs.all(|(with, without)| *with < *without * times)
}

async fn is_timed(people: &mut People, crowd: &Crowd, by: By, times: u32) {
    // Whoever is new is told to come back where the line is full, and isn't timed then.
    let with_newcomers = times == TWICE;
    let is_alike = |medians: &[Medians; 2]| is_within(times, medians);
    let mut rounds = Vec::new();
    // What a crowd does it does in every round; a busy machine doesn't.
    while rounds.len() < ROUNDS && !rounds.iter().any(&is_alike) {
        rounds.push(medians(people, crowd, with_newcomers).await);
    }
    eprintln!(
        "{by:?}, {} tries; with and without: {rounds:?}",
        crowd.stand.asked.load(Ordering::Relaxed)
    );
    assert!(rounds.iter().any(&is_alike), "{by:?}: {rounds:?}");
}

/// A server at which a hash costs what it does at most sites.
fn dear(tries: &str) -> Program {
    let mut program = Program::new();
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/29");
    program.set("COUNTERSIGN_ARGON2_MEMORY_KIB", "19456");
    program.set("COUNTERSIGN_ARGON2_PASSES", "2");
    program.set("COUNTERSIGN_LIMITS_ADDRESS", tries);
    program
}

#[test]
fn L28_whoever_overdraws_keeps_nobody_waiting_for_twice_as_long() {
    run(Engine::Sqlite, async |_place| {
        for by in ALL {
            let program = dear(&TRIES.to_string());
            let node = Node::start(&program);
            let mut people = People::at(&program, &node).await;
            let mut refused = 0;
            for n in 0..(TRIES + 1) * usize::from(by.addresses()) {
                refused += usize::from(tries(&node.browser(), by, n).await == 429);
            }
            assert_eq!(refused, usize::from(by.addresses()), "{by:?}");
            let crowd = Crowd::of(4, Duration::from_millis(40), &node, by);
            is_timed(&mut people, &crowd, by, TWICE).await;
        }
    });
}

#[test]
fn L28_however_many_hashes_strangers_want_known_browsers_go_first() {
    run(Engine::Sqlite, async |_place| {
        for by in [By::AHundred, By::AgainstAnAccount] {
            let mut program = dear("1000000");
            program.set("COUNTERSIGN_LIMITS_FREE", "1000000");
            let node = Node::start(&program);
            let mut people = People::at(&program, &node).await;
            // More than strangers have places in line.
            let crowd = Crowd::of(40, Duration::from_millis(20), &node, by);
            is_timed(&mut people, &crowd, by, AT_WORK).await;
        }
    });
}
