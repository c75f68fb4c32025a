//! Who pays for a guess at the gate: a ladder by account, without waits, with one end for networks from which the
//! password was right lately and one for all others; and for those others the address, from a purse of the gate's
//! own.

use domain::Stop;
use domain::budget::Ladder;
use domain::budget::purse::Spend;
use domain::ids::AccountId;

use super::networks;
use crate::Visitor;
use crate::budget::addresses::Purse;
use crate::budget::ladders::Rung;
use crate::house::Door;

/// How the networks of an account's own are marked on its ladder.
pub(super) const OWN: &[u8] = b"networks";

/// The ladder and the purse.
pub(super) struct Payer {
    pub(super) rung: Rung,
    /// Whether it comes from one of the account's own networks, whose address isn't charged for it.
    is_own: bool,
    /// The address's purse, whoever pays. None where there is no address to charge.
    pub(super) address: Option<Purse>,
}

impl Payer {
    pub(super) async fn find(door: &Door, who: AccountId, seen: &Visitor) -> Result<Self, Stop> {
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
        Ok(Self {
            rung: if is_own { own } else { strangers },
            is_own,
            address: seen
                .charged
                .then(|| door.purse_of(Spend::GateTries, seen.address)),
        })
    }

    /// The purse that a guess draws on.
    pub(super) fn purse(&self) -> Option<&Purse> {
        self.address.as_ref().filter(|_| !self.is_own)
    }

    /// Whether that was empty a moment ago: takes no read.
    pub(super) fn found_empty(&self, door: &Door) -> bool {
        let wait = self.purse().and_then(|purse| purse.found_empty(door));
        wait.is_some()
    }

    /// Whether the ladder has ended.
    pub(super) async fn is_shut(&self, door: &Door) -> Result<bool, Stop> {
        let stand = self.rung.read(door.reader()).await?;
        Ok(stand.wrong >= self.rung.end(&door.config().limits))
    }

    /// Whether one that was right a moment ago may be believed: only where it would be looked at, or whoever has
    /// no tries left would have as many as they like.
    pub(super) async fn is_open(&self, door: &Door) -> Result<bool, Stop> {
        let waits = match self.purse() {
            Some(purse) => purse.wait(door.reader(), door.shared_now()).await?,
            None => None,
        };
        Ok(waits.is_none() && !self.is_shut(door).await?)
    }
}
