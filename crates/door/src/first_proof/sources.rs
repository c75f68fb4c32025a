//! The list of sources, and how one that waits for a network is asked: for so long, and by so many at once.

use std::sync::Arc;
use std::time::Duration;

use domain::{Fault, Refusal};
use tokio::time::{sleep, timeout};

use super::own::Own;
use super::places::Places;
use super::source::{Answer, Checked, Source, Unchecked};
use crate::account::table::Account;
use crate::house::Door;
use crate::password::rules::Rules;

/// How long a source that waits for a network may take; where there is one, whoever is refused waits as long.
const PATIENCE: Duration = Duration::from_secs(3);

/// A source besides our own, with places for answers that wait for a network.
struct Other {
    source: Arc<dyn Source>,
    places: Places,
}

/// The sources besides our own.
pub(super) struct Others {
    all: Vec<Other>,
    patience: Duration,
}

impl Default for Others {
    /// There are none: passwords are kept in our own table alone.
    fn default() -> Self {
        Self::of(Vec::new(), PATIENCE)
    }
}

impl Others {
    /// These, each of which may take so long.
    pub(super) fn of(all: Vec<Arc<dyn Source>>, patience: Duration) -> Self {
        let all = all.into_iter().map(|source| Other {
            source,
            places: Places::new(),
        });
        Self {
            all: all.collect(),
            patience,
        }
    }
}

pub(crate) struct Sources<'a> {
    others: &'a Others,
    own: Own<'a>,
}

impl Door {
    /// Where first proofs are kept.
    pub(crate) fn sources(&self) -> Sources<'_> {
        Sources {
            others: self.memory(),
            own: Own(self),
        }
    }
}

/// What came of asking.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) checked: Checked,
    /// Whether the time that a source may take has gone by with it.
    pub(super) waited: bool,
}

impl Door {
    /// The account that somebody who signs in means.
    pub(crate) async fn account_meant(&self, typed: &str) -> Result<Option<Account>, Fault> {
        self.sources().find(typed).await
    }
}

impl Sources<'_> {
    /// The account that somebody who signs in means.
    pub(crate) async fn find(&self, typed: &str) -> Result<Option<Account>, Fault> {
        let mut found = None;
        // Each is asked whoever it is, as it takes its time.
        for other in &self.others.all {
            let meant = other.source.find(typed).await?;
            found = found.or(meant);
        }
        let meant = self.own.find(typed).await?;
        Ok(found.or(meant))
    }

    /// By which rules an account's password can be changed here.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] where it is kept elsewhere, and changed there.
    pub(crate) fn rules_for(&self, account: &Account) -> Result<Rules<'_>, Refusal> {
        let other = self.other(account).map(|other| &*other.source);
        let rules = match other {
            Some(other) => other.rules(),
            None => self.own.rules(),
        };
        rules.ok_or(Refusal::NotAllowed)
    }

    /// The rules for accounts that are made here.
    pub(crate) fn rules(&self) -> Rules<'_> {
        Rules::of(self.own.0.config())
    }

    /// Asks the source that keeps the account's first proof.
    pub(super) async fn ask(&self, answer: Answer<'_>) -> Result<Said, Unchecked> {
        let (checked, waited) = match self.other(answer.account) {
            Some(other) if other.source.is_far() => (self.ask_far(other, answer).await?, true),
            Some(other) => (other.source.check(answer).await?, false),
            None => (self.own.check(answer).await?, false),
        };
        Ok(Said { checked, waited })
    }

    /// A source that waits for a network has a time and places. What isn't right waits until that time is over, so
    /// that no name is told by how long its source takes.
    async fn ask_far(&self, other: &Other, answer: Answer<'_>) -> Result<Checked, Unchecked> {
        let place = other.places.take(answer.waiter).ok_or(Unchecked::Busy)?;
        let over = sleep(self.others.patience);
        let checked = timeout(self.others.patience, other.source.check(answer)).await;
        drop(place);
        let silent = || Fault::new("a source of passwords didn't answer in its time");
        let checked = checked.map_err(|_| Unchecked::Unreachable(silent()))??;
        if !matches!(checked, Checked::Right { .. }) {
            over.await;
        }
        Ok(checked)
    }

    /// Waits as long as somebody who is wrong waits for a source, where there is one that waits for a network.
    pub(super) async fn wait(&self) {
        if self.others.all.iter().any(|other| other.source.is_far()) {
            sleep(self.others.patience).await;
        }
    }

    /// Which one keeps an account's first proof, where that isn't our own table.
    fn other(&self, account: &Account) -> Option<&Other> {
        self.others
            .all
            .iter()
            .find(|other| other.source.holds(account))
    }
}
