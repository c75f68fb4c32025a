//! The pool that hashes: never more at once than it has threads, a waiting line with a limit, half
//! of the line kept for known browsers (ASVS 5.0 6.3.1; lessons: bounded in concurrency).

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use argon2_wide::{Input, Memory, Params};
use domain::{Fault, Refusal, Secret, Stop};
use factors::{Doing, Hashing};
use tokio::sync::oneshot;

use crate::config::Config;

/// Argon2id's cost: KiB and passes; one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    pub memory: u32,
    pub passes: u32,
}

impl Cost {
    /// Blocks that are filled: what time goes by.
    fn work(self) -> u64 {
        u64::from(self.memory).saturating_mul(self.passes.into())
    }

    /// Whether it is higher than another.
    pub(crate) fn exceeds(self, other: Self) -> bool {
        self.work() > other.work()
    }

    /// The cost of what is missing from a lower one to this one.
    pub(crate) fn beyond(self, lower: Self) -> Option<Self> {
        let missing = self
            .work()
            .checked_sub(lower.work())
            .filter(|missing| *missing > 0)?;
        let memory = missing.checked_div(self.passes.into())?;
        Some(Self {
            memory: u32::try_from(memory).ok()?.max(8),
            passes: self.passes,
        })
    }
}

/// Whether who waits may use the half of the line that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waiter {
    /// A browser that isn't known.
    Stranger,
    /// A known browser, or somebody who has passed the first proof.
    Known,
}

type Hashed = Result<Secret<[u8; 32]>, Fault>;

struct Job {
    secret: Secret<Vec<u8>>,
    salt: [u8; 16],
    cost: Cost,
    answer: oneshot::Sender<Hashed>,
}

#[derive(Default)]
struct Line {
    jobs: VecDeque<Job>,
    working: usize,
    closed: bool,
}

#[derive(Default)]
struct Shared {
    line: Mutex<Line>,
    news: Condvar,
    /// The work of all hashes so far.
    done: AtomicU64,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The pool.
pub(crate) struct Pool {
    shared: Arc<Shared>,
    queue: usize,
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
        let shared = Arc::new(Shared::default());
        for number in 0..threads {
            let shared = Arc::clone(&shared);
            let started = std::thread::Builder::new()
                .name(format!("argon2-{number}"))
                .spawn(move || work(&shared));
            if let Err(e) = started {
                tracing::error!("a hashing thread can't start: {e}");
            }
        }
        let (memory, passes) = config.argon2;
        Self {
            shared,
            queue: config.hashing_queue.max(2),
            cost: Cost { memory, passes },
        }
    }

    /// What new hashes cost.
    pub(crate) const fn cost(&self) -> Cost {
        self.cost
    }

    /// Hashes being made, and waiting.
    pub(crate) fn load(&self) -> (usize, usize) {
        let line = self.shared.lock();
        (line.working, line.jobs.len())
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
        waiter: Waiter,
        cost: Cost,
        secret: Secret<Vec<u8>>,
        salt: [u8; 16],
    ) -> Result<Secret<[u8; 32]>, Stop> {
        let limit = match waiter {
            Waiter::Known => self.queue,
            Waiter::Stranger => self.queue.checked_div(2).unwrap_or(1),
        };
        let (answer, waiting) = oneshot::channel();
        {
            let mut line = self.shared.lock();
            if line.jobs.len() >= limit {
                return Err(Refusal::Busy.into());
            }
            line.jobs.push_back(Job {
                secret,
                salt,
                cost,
                answer,
            });
        }
        self.shared.news.notify_one();
        Ok(waiting.await.map_err(|_| Fault::new("a hash was lost"))??)
    }
}

impl Hashing for Pool {
    fn hash<'a>(&'a self, secret: Secret<Vec<u8>>, salt: [u8; 16]) -> Doing<'a, Secret<[u8; 32]>> {
        Box::pin(self.argon2id(Waiter::Known, self.cost, secret, salt))
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.lock().closed = true;
        self.shared.news.notify_all();
    }
}

/// One thread: its memory is taken when it is first needed and kept.
fn work(shared: &Shared) {
    let mut memory = Memory::new();
    loop {
        let mut line = shared.lock();
        let job = loop {
            if line.closed {
                return;
            }
            match line.jobs.pop_front() {
                // Nobody waits for it any more.
                Some(job) if job.answer.is_closed() => {}
                Some(job) => break job,
                None => {
                    line = shared
                        .news
                        .wait(line)
                        .unwrap_or_else(PoisonError::into_inner)
                }
            }
        };
        line.working = line.working.saturating_add(1);
        drop(line);
        let hashed = compute(&mut memory, &job);
        shared.done.fetch_add(job.cost.work(), Ordering::Relaxed);
        let mut line = shared.lock();
        line.working = line.working.saturating_sub(1);
        drop(line);
        drop(job.answer.send(hashed));
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
mod tests {
    use super::Cost;

    #[test]
    fn what_is_missing_from_a_lower_cost_makes_up_the_higher_one() {
        let cost = |memory, passes| Cost { memory, passes };
        let costs = [
            cost(8, 1),
            cost(64, 1),
            cost(64, 3),
            cost(12_288, 3),
            cost(19_456, 2),
            cost(65_536, 1),
            cost(65_536, 4),
            cost(1 << 20, 16),
        ];
        for now in costs {
            for kept in costs {
                let Some(rest) = now.beyond(kept) else {
                    assert!(!now.exceeds(kept), "{now:?} beyond {kept:?}");
                    continue;
                };
                assert!(now.exceeds(kept));
                assert!(rest.memory >= 8 && rest.memory <= now.memory.max(8));
                let paid = kept.work() + rest.work();
                // Memory comes in KiB, eight at least, and goes by once a pass.
                let off = 8 * u64::from(now.passes);
                assert!(
                    paid.abs_diff(now.work()) <= off,
                    "{now:?} beyond {kept:?}: {paid}"
                );
            }
        }
    }
}
