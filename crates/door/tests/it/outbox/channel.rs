//! A channel of the tests, which does what it is told and keeps what it was given.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use door::outbox::{Channel, Letter, Reaches, Sending, Undelivered};

/// What a channel does with the next messages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Does {
    Sends,
    /// It has it whole, and its answer gets lost.
    SendsAndFails,
    Fails,
    Refuses,
    /// It never comes back, as where a node dies.
    Hangs,
    /// The first never comes back; the others are sent.
    HangsOnce,
}

/// A channel that keeps what it was given.
pub struct Kept {
    does: Mutex<Does>,
    letters: Mutex<Vec<(String, String, String)>>,
    /// Where gateways say what became of what was tried.
    reports: Mutex<Vec<String>>,
    tried: AtomicUsize,
    reaches: Reaches,
    /// What hangs goes on once it is told so.
    goes_on: tokio::sync::Notify,
}

impl Kept {
    /// How often it was tried.
    pub fn tried(&self) -> usize {
        self.tried.load(Ordering::SeqCst)
    }

    /// Has what hangs go on, as if it was sent.
    pub fn lets_go(&self) {
        self.goes_on.notify_waiters();
    }

    pub fn new(does: Does) -> Arc<Self> {
        Arc::new(Self {
            does: Mutex::new(does),
            letters: Mutex::default(),
            reports: Mutex::default(),
            tried: AtomicUsize::new(0),
            reaches: Reaches::Account,
            goes_on: tokio::sync::Notify::new(),
        })
    }

    /// One that sends to telephone numbers.
    pub fn to_numbers() -> Arc<Self> {
        let sends = Self::new(Does::Sends);
        let sends = Arc::into_inner(sends).unwrap();
        Arc::new(Self {
            reaches: Reaches::Numbers,
            ..sends
        })
    }

    /// One that sends to each address.
    pub fn to_addresses() -> Arc<Self> {
        let sends = Self::new(Does::Sends);
        let sends = Arc::into_inner(sends).unwrap();
        Arc::new(Self {
            reaches: Reaches::Addresses,
            ..sends
        })
    }

    pub fn does(&self, does: Does) {
        *self.does.lock().unwrap() = does;
    }

    /// What was sent since it was last asked: to whom, and subject and text.
    pub fn letters(&self) -> Vec<(String, String)> {
        let letters = std::mem::take(&mut *self.letters.lock().unwrap());
        letters
            .into_iter()
            .map(|(_, to, text)| (to, text))
            .collect()
    }

    /// Of each that was tried, its id and what makes a gateway believed.
    pub fn reports(&self) -> Vec<(String, String)> {
        let reports = self.reports.lock().unwrap();
        let halves = reports.iter().map(|report| report.split_once('/').unwrap());
        halves
            .map(|(id, mac)| (id.to_owned(), mac.to_owned()))
            .collect()
    }

    /// The ids of what was sent.
    pub fn ids(&self) -> Vec<String> {
        let letters = self.letters.lock().unwrap();
        letters.iter().map(|(id, ..)| id.clone()).collect()
    }
}

impl Channel for Kept {
    fn name(&self) -> &'static str {
        match self.reaches {
            Reaches::Account => "kept",
            Reaches::Addresses => "mail",
            Reaches::Numbers => "text-message",
        }
    }

    fn reaches(&self) -> Reaches {
        self.reaches
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(async move {
            self.reports.lock().unwrap().push(letter.report.clone());
            self.tried.fetch_add(1, Ordering::SeqCst);
            let does = {
                let mut does = self.does.lock().unwrap();
                let now = *does;
                if now == Does::HangsOnce {
                    *does = Does::Sends;
                }
                now
            };
            match does {
                Does::Sends | Does::SendsAndFails => {
                    let text = format!("{}\n{}", letter.subject, letter.text.expose());
                    let to = letter.address.clone().unwrap_or_else(|| letter.to.clone());
                    let kept = (letter.id.clone(), to, text);
                    self.letters.lock().unwrap().push(kept);
                    match does {
                        Does::Sends => Ok(()),
                        _ => Err(Undelivered::Later("the connection breaks".into())),
                    }
                }
                Does::Fails => Err(Undelivered::Later("the server is away".into())),
                Does::Refuses => Err(Undelivered::Never("no such mailbox".into())),
                Does::Hangs | Does::HangsOnce => {
                    self.goes_on.notified().await;
                    Ok(())
                }
            }
        })
    }
}
