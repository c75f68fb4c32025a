//! The second source: accounts whose name begins with `elsewhere-`, and one password for all of them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::Fault;
use store::Reader;

use super::THEIRS;
use crate::account::table::{self as accounts, Account};
use crate::first_proof::source::{Answer, Answering, Checked, Source, Unchecked};
use crate::password::rules::Rules;

/// What it does when it is asked.
#[derive(Clone, Copy)]
pub(super) enum Does {
    Answer,
    AnswerAfter(Duration),
    BeSilent,
    Fail,
}

pub(super) struct Elsewhere {
    reader: Reader,
    does: Mutex<Does>,
    asking: AtomicUsize,
}

/// One that is asking, until it is dropped.
struct Asking<'a>(&'a AtomicUsize);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Elsewhere {
    pub(super) fn new(reader: Reader) -> Self {
        Self {
            reader,
            does: Mutex::new(Does::Answer),
            asking: AtomicUsize::new(0),
        }
    }

    pub(super) fn shall(&self, does: Does) {
        *self.does.lock().unwrap_or_else(PoisonError::into_inner) = does;
    }

    /// How many are asking now.
    pub(super) fn asking(&self) -> usize {
        self.asking.load(Ordering::SeqCst)
    }

    async fn answer(&self, answer: Answer<'_>) -> Result<Checked, Unchecked> {
        self.asking.fetch_add(1, Ordering::SeqCst);
        let _asking = Asking(&self.asking);
        let does = *self.does.lock().unwrap_or_else(PoisonError::into_inner);
        match does {
            Does::Answer => {}
            Does::AnswerAfter(after) => tokio::time::sleep(after).await,
            Does::BeSilent => std::future::pending().await,
            Does::Fail => {
                let refused = Fault::new("connection refused");
                return Err(Unchecked::Unreachable(refused));
            }
        }
        Ok(if answer.typed.expose() == THEIRS {
            Checked::Right { outdated: false }
        } else {
            Checked::Wrong { hashed: None }
        })
    }
}

impl Source for Elsewhere {
    /// By its name with another beginning, which no account of our own has.
    fn find<'a>(&'a self, typed: &'a str) -> Answering<'a, Option<Account>, Fault> {
        Box::pin(async move {
            let Some(rest) = typed.strip_prefix("THERE\\") else {
                return Ok(None);
            };
            accounts::by_name(&self.reader, &format!("elsewhere-{rest}")).await
        })
    }

    fn holds(&self, account: &Account) -> bool {
        account.name.starts_with("elsewhere-")
    }

    fn is_far(&self) -> bool {
        true
    }

    fn check<'a>(&'a self, answer: Answer<'a>) -> Answering<'a, Checked, Unchecked> {
        Box::pin(self.answer(answer))
    }

    fn rules(&self) -> Option<Rules<'_>> {
        None
    }
}
