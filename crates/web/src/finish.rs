//! Work that ends even if nobody waits for it any more.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;

/// A future that is driven by whoever awaits it, and goes on in a task of its own once they have gone
/// away. A task from the start would be simpler, and cost a wake-up on another core for every request.
pub(crate) struct Finish<F: Future<Output: Send> + Send + 'static>(Option<Pin<Box<F>>>);

impl<F: Future<Output: Send> + Send + 'static> Finish<F> {
    pub(crate) fn new(future: F) -> Self {
        Self(Some(Box::pin(future)))
    }
}

impl<F: Future<Output: Send> + Send + 'static> Future for Finish<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let Some(future) = &mut self.0 else {
            return Poll::Pending;
        };
        let polled = future.as_mut().poll(context);
        if polled.is_ready() {
            self.0 = None;
        }
        polled
    }
}

impl<F: Future<Output: Send> + Send + 'static> Drop for Finish<F> {
    fn drop(&mut self) {
        // Without a runtime the program is ending, and what was begun with it.
        if let (Some(future), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            drop(runtime.spawn(future));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use tokio::sync::{Notify, oneshot};

    use super::*;

    #[tokio::test]
    async fn it_gives_what_the_future_gives() {
        assert_eq!(Finish::new(async { 7 }).await, 7);
    }

    #[tokio::test]
    async fn whoever_goes_away_leaves_it_running() {
        let go = Arc::new(Notify::new());
        let (done, ended) = oneshot::channel();
        let waiting = Arc::clone(&go);
        let work = Finish::new(async move {
            waiting.notified().await;
            done.send(()).unwrap();
        });
        let left = tokio::time::timeout(Duration::from_millis(10), work).await;
        assert!(left.is_err());
        go.notify_one();
        ended.await.unwrap();
    }
}
