//! The pool that hashes: never more at once than it has threads and memory, and a waiting line with a limit, in which
//! nobody takes what others need (ASVS 5.0 6.3.1; lessons: bounded in concurrency).

mod cost;
mod line;
mod waits;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use argon2_wide::{Input, Memory, Params};
use domain::{Fault, Refusal, Secret, Stop};
use factors::{Doing, Hashing};
use tokio::sync::oneshot;

pub(crate) use self::cost::Cost;
use self::line::{Line, Turn, Waiting};
pub(crate) use self::waits::{Waiter, Waits};
use crate::config::Config;

type Hashed = Result<Secret<[u8; 32]>, Fault>;

struct Job {
    turn: Turn,
    secret: Secret<Vec<u8>>,
    salt: [u8; 16],
    cost: Cost,
    answer: oneshot::Sender<Hashed>,
}

impl Waiting for Job {
    fn memory(&self) -> u64 {
        self.cost.memory.into()
    }

    fn is_over(&self) -> bool {
        self.answer.is_closed()
    }

    fn turn(&self) -> Turn {
        self.turn
    }
}

struct Shared {
    line: Mutex<Line<Job>>,
    news: Condvar,
    /// The work of all hashes so far.
    done: AtomicU64,
    /// The cost of the dearest hash that is kept, as far as this node has met it; today's at least.
    dearest: Mutex<Cost>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Line<Job>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_dearest(&self) -> MutexGuard<'_, Cost> {
        self.dearest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) struct Pool {
    shared: Arc<Shared>,
    cost: Cost,
}

impl Pool {
    pub(crate) fn new(config: &Config) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = if config.hashing_threads == 0 {
            cores
        } else {
            config.hashing_threads
        };
        let (memory, passes) = config.argon2;
        let cost = Cost { memory, passes };
        let room = u64::try_from(threads)
            .unwrap_or(u64::MAX)
            .saturating_mul(memory.into());
        let shared = Arc::new(Shared {
            line: Mutex::new(Line::new(config.hashing_queue.max(2), room)),
            news: Condvar::new(),
            done: AtomicU64::new(0),
            dearest: Mutex::new(cost),
        });
        for number in 0..threads {
            let shared = Arc::clone(&shared);
            let started = std::thread::Builder::new()
                .name(format!("argon2-{number}"))
                .spawn(move || work(&shared, memory));
            if let Err(e) = started {
                tracing::error!("a hashing thread can't start: {e}");
            }
        }
        Self { shared, cost }
    }

    /// What new hashes cost.
    pub(crate) const fn cost(&self) -> Cost {
        self.cost
    }

    /// Notes the cost of a hash that is kept: old passwords may be kept at a higher one than today's.
    pub(crate) fn meet(&self, met: Cost) {
        let mut dearest = self.shared.lock_dearest();
        if met.exceeds(*dearest) {
            *dearest = met;
        }
    }

    /// The dearest cost of all that were met.
    pub(crate) fn dearest(&self) -> Cost {
        *self.shared.lock_dearest()
    }

    /// Hashes being made, and waiting.
    pub(crate) fn load(&self) -> (usize, usize) {
        self.shared.lock().load()
    }

    /// Memory filled by all hashes so far, in KiB: what their time goes by.
    pub(crate) fn done(&self) -> u64 {
        self.shared.done.load(Ordering::Relaxed)
    }

    /// Argon2id of a secret.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when the line is full for this waiter.
    pub(crate) async fn argon2id(
        &self,
        waits: Waits,
        cost: Cost,
        secret: Secret<Vec<u8>>,
        salt: [u8; 16],
    ) -> Result<Secret<[u8; 32]>, Stop> {
        let (answer, waiting) = oneshot::channel();
        let job = Job {
            turn: waits.turn(),
            secret,
            salt,
            cost,
            answer,
        };
        // In a statement of its own, so that the line isn't held any longer.
        let joined = self.shared.lock().wait(job);
        joined.map_err(|_| Refusal::Busy)?;
        self.shared.news.notify_one();
        Ok(waiting.await.map_err(|_| Fault::new("a hash was lost"))??)
    }
}

impl Hashing for Pool {
    fn hash<'a>(&'a self, secret: Secret<Vec<u8>>, salt: [u8; 16]) -> Doing<'a, Secret<[u8; 32]>> {
        let waits = Waits::somebody(Waiter::Known);
        Box::pin(self.argon2id(waits, self.cost, secret, salt))
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.lock().close();
        self.shared.news.notify_all();
    }
}

/// One thread: its memory is taken when it is first needed, and kept.
fn work(shared: &Shared, today: u32) {
    let mut memory = Memory::new();
    loop {
        let mut line = shared.lock();
        let job = loop {
            if line.is_closed() {
                return;
            }
            match line.take() {
                Some(job) => break job,
                None => {
                    line = shared
                        .news
                        .wait(line)
                        .unwrap_or_else(PoisonError::into_inner)
                }
            }
        };
        drop(line);
        let hashed = hash(&mut memory, today, &job);
        shared.done.fetch_add(job.cost.work(), Ordering::Relaxed);
        shared.lock().done(&job);
        // There may be room for several now.
        shared.news.notify_all();
        drop(job.answer.send(hashed));
    }
}

/// A larger hash than today's is made in memory of its own, which is given back before the next one may begin.
fn hash(kept: &mut Memory, today: u32, job: &Job) -> Hashed {
    if job.cost.memory > today {
        compute(&mut Memory::new(), job)
    } else {
        compute(kept, job)
    }
}

fn compute(memory: &mut Memory, job: &Job) -> Hashed {
    let params = Params {
        memory: job.cost.memory,
        passes: job.cost.passes,
        lanes: 1,
    };
    let input = Input {
        password: job.secret.expose(),
        salt: &job.salt,
        ..Input::default()
    };
    let mut tag = [0; 32];
    argon2_wide::hash(memory, params, input, &mut tag)
        .map_err(|e| Fault::new(format!("Argon2id: {e}")))?;
    Ok(Secret::new(tag))
}

#[cfg(test)]
mod tests;
