//! The signals that a server is told by.

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::cli::Stopped;

/// What a signal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// To end, by whatever starts and stops programs: a balancer may be sending people.
    Terminate,
    /// To end, by Ctrl-C, from somebody who sits there and sees what it does.
    Interrupt,
    /// To look again at what may have changed.
    HangUp,
}

/// Signals, from the first moment on: whoever ends it then gets a good end.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    /// Begins to listen for them.
    ///
    /// # Errors
    /// What the operating system says.
    pub(super) fn listen() -> Result<Self, Stopped> {
        let listen = |kind| {
            signal(kind)
                .map_err(|error| Stopped::Refused(format!("Can't listen for signals: {error}")))
        };
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
            hang_up: listen(SignalKind::hangup())?,
        })
    }

    /// Waits for the next one.
    pub(super) async fn next(&mut self) -> Told {
        tokio::select! {
            _ = self.terminate.recv() => Told::Terminate,
            _ = self.interrupt.recv() => Told::Interrupt,
            _ = self.hang_up.recv() => Told::HangUp,
        }
    }

    /// Waits until it is told to end; there is nothing to look at again before it runs, nor at the end.
    pub(super) async fn end(&mut self) {
        while self.next().await == Told::HangUp {}
    }
}
