//! Many at the same moment.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::Barrier;

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
