//! What happens once happens once, however many try at the same moment.

mod changes;
mod codes;
mod links;
mod rights;
mod sign_ins;

use std::sync::Arc;

use domain::Stop;
use door::{Config, Outcome};
use tokio::sync::Barrier;

/// How many try.
pub const CROWD: usize = 64;

/// Every budget out of the way, so that the commit alone decides.
pub fn raised(config: &mut Config) {
    let limits = &mut config.limits;
    for limit in [
        &mut limits.free,
        &mut limits.strangers,
        &mut limits.known,
        &mut limits.authenticator,
        &mut limits.address,
    ] {
        *limit = 1_000_000;
    }
}

/// Does the same thing many times at once, and returns what came of each.
pub async fn at_once<T, F, D>(times: usize, make: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> D,
    D: Future<Output = T> + Send + 'static,
{
    let start = Arc::new(Barrier::new(times));
    let tasks: Vec<_> = (0..times)
        .map(|n| {
            let (start, task) = (Arc::clone(&start), make(n));
            tokio::spawn(async move {
                start.wait().await;
                task.await
            })
        })
        .collect();
    let mut out = Vec::new();
    for task in tasks {
        out.push(task.await.unwrap());
    }
    out
}

/// How many were let in; everybody else must have been refused, not broken.
pub fn admitted(outcomes: &[Result<Outcome, Stop>]) -> usize {
    for outcome in outcomes {
        if let Err(Stop::Fault(fault)) = outcome {
            panic!("{fault}");
        }
    }
    outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Ok(Outcome::In(_))))
        .count()
}
