//! One secret that a client sent for an account, or under a name that none has: what it costs before it is
//! looked at.

use domain::ids::AccountId;
use domain::{Kind, Refusal, Stop};
use store::{Batch, Hash};

use super::payer::{OWN, Payer};
use crate::budget::addresses::Purse;
use crate::budget::guesses::{self, Sent};
use crate::budget::streaks;
use crate::house::Door;
use crate::house::Upkeep;

/// One secret, and whom it is charged to.
pub(super) struct Guess {
    /// The account's id, or its name's bucket.
    pub(super) who: AccountId,
    /// What it is known again by: changes with everything that could change its answer.
    pub(super) hash: Hash,
    /// Whether there is a password to compare it with.
    pub(super) eligible: bool,
    pub(super) payer: Payer,
}

/// What came of spending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spent {
    /// It may be looked at.
    Taken,
    /// It is being looked at by somebody else, who has paid the ladder: the address alone pays once more.
    Meanwhile,
    /// It was wrong before: nothing is spent.
    WrongBefore,
    /// The ladder has ended: it isn't looked at.
    Shut,
    /// The address has no tries left: it isn't looked at, and nothing is hashed.
    AddressEmpty,
}

impl Guess {
    /// What those share who send the same at the same time and pay from the same ladder.
    pub(super) fn line(&self) -> Hash {
        [self.hash.as_slice(), &self.payer.rung.browser].concat()
    }

    /// The same for the account's own networks.
    pub(super) fn line_of_own(&self) -> Hash {
        [self.hash.as_slice(), OWN].concat()
    }

    /// Spends it, before anything is hashed.
    pub(super) async fn spend(&self, door: &Door) -> Result<Spent, Stop> {
        match guesses::sent(door.reader(), self.who, &self.hash).await? {
            Sent::Wrong => return Ok(Spent::WrongBefore),
            Sent::Meanwhile => return self.charge_address(door, Spent::Meanwhile).await,
            Sent::Never => {}
        }
        let now = door.shared_now();
        let streak = self.streak();
        let batch = Batch::new()
            .all([self.payer.rung.spend(&door.config().limits, now)])
            .all(self.payer.purse().map(|purse| purse.spend(now)))
            .many(streak.map(|password| streaks::add(self.who, password, now)))
            .all([guesses::begin(self.who, &self.hash, now)]);
        match door.commit(Upkeep::Attempt, batch).await {
            Ok(()) => Ok(Spent::Taken),
            Err(Stop::Refused(Refusal::Locked)) => self.charge_address(door, Spent::Shut).await,
            Err(Stop::Refused(Refusal::Wait(_))) => self.address_is_empty(door).await,
            Err(Stop::Refused(Refusal::ChangedMeanwhile)) => {
                self.charge_address(door, Spent::Meanwhile).await
            }
            Err(stop) => Err(stop),
        }
    }

    /// What doesn't cost the ladder costs the address all the same, since it is hashed.
    async fn charge_address(&self, door: &Door, spent: Spent) -> Result<Spent, Stop> {
        let charged = self
            .payer
            .address
            .as_ref()
            .map(|purse| purse.spend(door.shared_now()));
        match door
            .commit(Upkeep::Attempt, Batch::new().all(charged))
            .await
        {
            Ok(()) => Ok(spent),
            Err(Stop::Refused(Refusal::Wait(_))) => self.address_is_empty(door).await,
            Err(stop) => Err(stop),
        }
    }

    /// Remembered, so that whoever goes on is refused before anything is spent or written.
    async fn address_is_empty(&self, door: &Door) -> Result<Spent, Stop> {
        if let Some(purse) = &self.payer.address {
            purse.refused(door).await?;
        }
        Ok(Spent::AddressEmpty)
    }

    /// Gives back what it has cost: it was right, or not looked at. Nothing is cleared by that, and nothing given
    /// back where somebody else has found it wrong meanwhile.
    pub(super) async fn give_back(&self, door: &Door, spent: Spent) -> Result<(), Stop> {
        let batch = match spent {
            Spent::Taken => Batch::from(guesses::forget(self.who, &self.hash))
                .any(self.payer.rung.give_back())
                .many(self.payer.purse().map(Purse::give_back))
                .many(
                    self.streak()
                        .map(|password| streaks::less(self.who, password)),
                ),
            Spent::Meanwhile => {
                Batch::new().many(self.payer.address.as_ref().map(Purse::give_back))
            }
            Spent::WrongBefore | Spent::Shut | Spent::AddressEmpty => return Ok(()),
        };
        match door.commit(Upkeep::Attempt, batch).await {
            Err(Stop::Refused(Refusal::ChangedMeanwhile)) => Ok(()),
            other => other,
        }
    }

    /// Keeps that it was wrong. Where whoever paid for it was given that back, it is paid for now.
    pub(super) async fn was_wrong(&self, door: &Door) -> Result<(), Stop> {
        let wrong = || Batch::from(guesses::was_wrong(self.who, &self.hash));
        match door.commit(Upkeep::Attempt, wrong()).await {
            Err(Stop::Refused(Refusal::ChangedMeanwhile)) => {}
            other => return other,
        }
        match self.spend(door).await? {
            Spent::Taken => door.commit(Upkeep::Attempt, wrong()).await,
            _ => Ok(()),
        }
    }

    /// The streak of the authenticator that it is compared with (NIST SP 800-63B-4 §3.2.2).
    fn streak(&self) -> Option<&'static str> {
        self.eligible.then_some(Kind::PASSWORD.as_str())
    }
}
