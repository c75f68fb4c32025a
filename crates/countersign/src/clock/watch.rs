//! Watches the clock: where it doesn't go as time does, codes that go by it are refused or taken wrongly, and
//! waits grow or end. Somebody has to know.

use std::sync::Arc;
use std::time::Duration;

use domain::{Clock, Fault, Span};
use door::Door;
use tokio::sync::watch;
use tokio::time::Instant;
use web::Web;

use crate::server::until;

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(5);

/// A clock that is brought up to time bit by bit stays well beneath that in [`LOOK`].
const JUMP: Span = Span::seconds(2);

/// Looks from now on until the end, and tells a jump in the log, in the audit log, in the metrics and by `/readyz`.
///
/// # Errors
/// None.
pub(crate) fn watch(
    clock: Arc<dyn Clock>,
    door: Door,
    web: Web,
    stopped: watch::Receiver<bool>,
) -> impl Future<Output = Result<(), Fault>> {
    // Now, not when it is polled first: what happens in between is a jump too.
    let mut before = (clock.now(), Instant::now());
    let watching = async move {
        loop {
            tokio::time::sleep(LOOK).await;
            let now = (clock.now(), Instant::now());
            let gone = i64::try_from(now.1.duration_since(before.1).as_micros());
            let shown = now.0.since(before.0).as_micros();
            let by = Span::micros(shown.saturating_sub(gone.unwrap_or(i64::MAX)));
            before = now;
            if by.as_micros().saturating_abs() >= JUMP.as_micros() {
                tell(by, &door, &web).await;
            }
        }
    };
    async {
        tokio::select! {
            () = until(stopped) => Ok(()),
            () = watching => Ok(()),
        }
    }
}

async fn tell(by: Span, door: &Door, web: &Web) {
    let seconds = by.as_micros() / 1_000_000;
    tracing::warn!(
        event = "clock-jumped",
        seconds,
        "this machine's clock was changed by {seconds} s, or the machine slept"
    );
    web.clock_jumped(by);
    door.record_clock_jumped(by).await;
}
