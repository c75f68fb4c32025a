//! One secret that a client sent for an account, or under a name that none has: what it costs before it is
//! looked at. The address pays first, from a purse of the gate's own; then a ladder by account, without waits,
//! with one end for networks from which the password was right lately and one for all others.

use domain::budget::Ladder;
use domain::ids::AccountId;
use domain::{Kind, Refusal, Stop};
use store::{Batch, Hash};

use super::networks;
use crate::Visitor;
use crate::budget::addresses::Purse;
use crate::budget::guesses::{self, Sent};
use crate::budget::ladders::Rung;
use crate::budget::streaks;
use crate::house::Door;

/// How the networks of an account's own are marked on its ladder.
const OWN: &[u8] = b"networks";

/// One secret, and whom it is charged to.
pub(super) struct Guess {
    /// The account's id, or its name's bucket.
    pub(super) who: AccountId,
    /// What it is known again by: changes with everything that could change its answer.
    pub(super) hash: Hash,
    /// Whether there is a password to compare it with.
    pub(super) eligible: bool,
    rung: Rung,
    /// None where the address isn't charged: one of the account's own networks, or no address to charge.
    purse: Option<Purse>,
}

/// What came of spending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spent {
    /// It may be looked at.
    Taken,
    /// It is being looked at by somebody else, who has paid.
    Meanwhile,
    /// It was wrong before: nothing is spent.
    WrongBefore,
    /// The ladder has ended: it isn't looked at.
    Shut,
    /// The address has no tries left: it isn't looked at, and nothing is hashed.
    AddressEmpty,
}

impl Guess {
    pub(super) async fn new(
        door: &Door,
        who: AccountId,
        hash: Hash,
        eligible: bool,
        seen: &Visitor,
    ) -> Result<Self, Stop> {
        let (reader, limits) = (door.reader(), &door.config().limits);
        let network = networks::of(reader, seen.address);
        let strangers = Rung {
            account: who,
            ladder: Ladder::Gate,
            browser: Vec::new(),
        };
        let own = Rung {
            browser: OWN.to_vec(),
            ..strangers.clone()
        };
        // Both are read whoever it is, as it takes its time.
        let is_own = networks::is_own(reader, who, &network, door.now()).await?;
        let is_own = own.read(reader).await?.wrong < own.end(limits) && is_own;
        let charged = seen.charged && !is_own;
        Ok(Self {
            who,
            hash,
            eligible,
            rung: if is_own { own } else { strangers },
            purse: charged.then(|| Purse::at_gate(reader, door.config(), seen.address)),
        })
    }

    /// What those share who send the same at the same time and pay from the same ladder.
    pub(super) fn line(&self) -> Hash {
        [self.hash.as_slice(), &self.rung.browser].concat()
    }

    /// Whether the ladder has ended.
    pub(super) async fn is_shut(&self, door: &Door) -> Result<bool, Stop> {
        let stand = self.rung.read(door.reader()).await?;
        Ok(stand.wrong >= self.rung.end(&door.config().limits))
    }

    /// Spends it, before anything is hashed.
    pub(super) async fn spend(&self, door: &Door) -> Result<Spent, Stop> {
        match guesses::sent(door.reader(), self.who, &self.hash).await? {
            Sent::Wrong => return Ok(Spent::WrongBefore),
            Sent::Meanwhile => return Ok(Spent::Meanwhile),
            Sent::Never => {}
        }
        let now = door.now();
        let batch = Batch::new()
            .all([self.rung.spend(&door.config().limits, now)])
            .all(self.purse.as_ref().map(|purse| purse.spend(now)))
            .many(
                self.streak()
                    .map(|password| streaks::add(self.who, password, now)),
            )
            .all([guesses::begin(self.who, &self.hash, now)]);
        match batch.commit(door.store()).await {
            Ok(()) => Ok(Spent::Taken),
            Err(Stop::Refused(Refusal::Locked)) => self.charge_address(door).await,
            Err(Stop::Refused(Refusal::Wait(_))) => Ok(Spent::AddressEmpty),
            Err(Stop::Refused(Refusal::ChangedMeanwhile)) => Ok(Spent::Meanwhile),
            Err(stop) => Err(stop),
        }
    }

    /// A try that isn't looked at costs the address all the same.
    async fn charge_address(&self, door: &Door) -> Result<Spent, Stop> {
        let spent = self.purse.as_ref().map(|purse| purse.spend(door.now()));
        match Batch::new().all(spent).commit(door.store()).await {
            Ok(()) => Ok(Spent::Shut),
            Err(Stop::Refused(Refusal::Wait(_))) => Ok(Spent::AddressEmpty),
            Err(stop) => Err(stop),
        }
    }

    /// What gives it back: it was right, or not looked at. Nothing is cleared by that.
    pub(super) fn give_back(&self, door: &Door) -> Batch {
        Batch::new()
            .any(self.rung.give_back(door.now()))
            .many(self.purse.as_ref().map(Purse::give_back))
            .many(
                self.streak()
                    .map(|password| streaks::less(self.who, password)),
            )
            .any(guesses::forget(self.who, &self.hash))
    }

    /// The streak of the authenticator that it is compared with (NIST SP 800-63B-4 §3.2.2).
    fn streak(&self) -> Option<&'static str> {
        self.eligible.then_some(Kind::PASSWORD.as_str())
    }
}
