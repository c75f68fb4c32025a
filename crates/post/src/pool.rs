//! Connections to the mail server: so many at once and no more, and a few kept for a while, since messages come
//! in groups and each connection is a handshake and a sign-in.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::message::Written;
use crate::smtp::{Server, Session, Step, Trouble, Unwatched, Why};

/// How long one is kept that nobody uses: shorter than any server waits.
const IDLE: Duration = Duration::from_secs(20);

struct Spare {
    session: Session,
    since: Instant,
}

/// Connections to one server.
pub(crate) struct Pool {
    server: Server,
    /// A place for each that may be open.
    places: Semaphore,
    kept: Arc<Mutex<Vec<Spare>>>,
    /// How many are kept at most.
    most_kept: usize,
}

impl Pool {
    pub(crate) fn new(server: Server, at_once: usize, most_kept: usize) -> Self {
        Self {
            server,
            places: Semaphore::new(at_once),
            kept: Arc::default(),
            most_kept,
        }
    }

    /// Hands a message over, by a connection that was kept or by a new one.
    ///
    /// # Errors
    /// It wasn't taken, or nobody knows whether it was.
    pub(crate) async fn send(&self, message: &Written) -> Result<(), Trouble> {
        let gone = |_| Trouble::new(Step::Connected, Why::Silent);
        let _place = self.places.acquire().await.map_err(gone)?;
        let mut session = match self.used_before().await {
            Some(session) => session,
            None => Session::open(&self.server, &mut Unwatched).await?,
        };
        let sent = session.send(message, &mut Unwatched).await;
        if sent.as_ref().err().is_none_or(leaves_it_open) {
            self.keep(session);
        }
        sent
    }

    /// One that was kept and still answers.
    async fn used_before(&self) -> Option<Session> {
        loop {
            let kept = self
                .kept
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop()?;
            let mut session = kept.session;
            if kept.since.elapsed() < IDLE && session.reset().await.is_ok() {
                return Some(session);
            }
        }
    }

    fn keep(&self, session: Session) {
        let since = Instant::now();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= self.most_kept {
            return;
        }
        kept.push(Spare { session, since });
        drop(kept);
        let all = Arc::downgrade(&self.kept);
        tokio::spawn(async move {
            tokio::time::sleep(IDLE).await;
            let Some(all) = all.upgrade() else { return };
            let old: Vec<_> = {
                let mut kept = all.lock().unwrap_or_else(PoisonError::into_inner);
                kept.extract_if(.., |one| one.since.elapsed() >= IDLE)
                    .collect()
            };
            for one in old {
                one.session.end().await;
            }
        });
    }
}

/// Whether a connection is as good as before: what was refused leaves it so, unless the server closes it (421), and
/// so does what wasn't said at all. A code below 400 where it refuses is the answer to something else.
const fn leaves_it_open(trouble: &Trouble) -> bool {
    match trouble.why {
        Why::Refused { code, .. } => code >= 400 && code != 421,
        Why::NoUtf8 | Why::TooLarge => true,
        _ => false,
    }
}
