//! What the black-box tests stand on: a browser, an authenticator app, the server within this process,
//! the real one with its log in a file, and a look at everything that a database holds.

pub mod app;
pub mod browser;
pub mod dump;
pub mod nginx;
pub mod node;
pub mod secrets;
pub mod seen;
pub mod site;
pub mod wire;

use std::sync::Arc;

use tokio::sync::Barrier;

/// A password that is accepted everywhere.
pub const PASSWORD: &str = "vinterns blåa timmar";

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

/// What stands between two texts.
#[track_caller]
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let Some((_, rest)) = text.split_once(from) else {
        panic!("{from} in {text}");
    };
    rest.split_once(to).unwrap().0
}

/// Chance from a seed, for walks that are the same at every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number below this one.
    pub fn below(&mut self, end: u64) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }
}
