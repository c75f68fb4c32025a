//! How many messages people may ask for: the purses that each draws on. Half of what each holds is kept for browsers
//! that the account knows, so that nobody who has but the password keeps its owner from a code.

use domain::Stop;
use domain::budget::purse::Spend;
use domain::budget::row::Kept;
use factors::Letter;

use super::Sends;
use crate::Visitor;
use crate::budget::addresses::Purse;
use crate::house::Door;
use crate::known::table as known_browsers;

/// A purse that a message draws on.
pub(super) struct Limit {
    pub(super) purse: Purse,
    /// Of what it is, as events say it; empty for the moment that lies between two messages.
    pub(super) word: &'static str,
}

impl Limit {
    /// Whether these draw on the same purses.
    pub(super) fn are_alike(these: &[Self], those: &[Self]) -> bool {
        let of = |all: &[Self]| {
            all.iter()
                .map(|one| one.purse.bucket.clone())
                .collect::<Vec<_>>()
        };
        of(these) == of(those)
    }

    fn of(of: Spend, purse: Purse) -> Self {
        Self {
            purse,
            word: told_as(of),
        }
    }
}

/// Whose limit it is, as events say it.
const fn told_as(of: Spend) -> &'static str {
    use Spend as S;
    match of {
        S::AskedEnrolment => "enrolment",
        S::AskedAccount => "account",
        S::AskedAddress => "address",
        S::AskedOwn | S::AskedSite | S::AskedSiteConfirming => "site",
        S::AskedTargetFirst | S::AskedTargetKept | S::AskedTargetBy | S::AskedTarget => "target",
        _ => "",
    }
}

/// The limits of one message, or of several that leave together.
struct Limits<'a> {
    door: &'a Door,
    is_known: bool,
    all: Vec<Limit>,
}

impl Limits<'_> {
    /// Adds a purse, of which half is kept for known browsers.
    fn add(&mut self, of: Spend, purse: Purse) {
        debug_assert!(of.row().kept == Kept::Half, "{of:?}: against the table");
        let theirs = purse.strangers(self.door.reader());
        self.all.push(Limit::of(of, purse));
        if !self.is_known {
            self.all.push(Limit::of(of, theirs));
        }
    }

    /// Whether none of them is met.
    async fn has_room(&self) -> Result<bool, Stop> {
        let now = self.door.shared_now();
        for limit in &self.all {
            if limit.purse.wait(self.door.reader(), now).await?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Door {
    /// The limits that these messages draw on, in the order in which they are told.
    pub(super) async fn limits(
        &self,
        sends: &Sends<'_>,
        seen: &Visitor,
    ) -> Result<Vec<Limit>, Stop> {
        let reader = self.reader();
        let known = known_browsers::find(reader, seen.known.as_ref(), sends.to, self.now()).await?;
        let mut limits = Limits {
            door: self,
            is_known: known.is_some(),
            all: Vec::new(),
        };
        for Letter { of, target, .. } in sends.letters {
            let question = [sends.asker.bytes().as_slice(), of.bytes()].concat();
            let again = self.purse(Spend::AskedAgain, &question);
            limits.all.push(Limit::of(Spend::AskedAgain, again));
            if sends.confirming && !target.expose().is_empty() {
                let target = target.expose().as_bytes();
                limits.all.extend(self.to_target(sends, target).await?);
            }
            let purse = self.purse(Spend::AskedEnrolment, of.bytes());
            limits.add(Spend::AskedEnrolment, purse);
        }
        let purse = self.purse(Spend::AskedAccount, sends.to.bytes());
        limits.add(Spend::AskedAccount, purse);
        if seen.charged {
            let purse = self.purse_of(Spend::AskedAddress, seen.address);
            limits.add(Spend::AskedAddress, purse);
        }
        if let Some(daily) = self.daily(sends.kind).await? {
            let kind = sends.kind.as_str().as_bytes();
            let mut own = Limits {
                all: Vec::new(),
                ..limits
            };
            for Letter { target, .. } in sends.letters {
                let purse = self.purse(Spend::AskedOwn, target.expose().as_bytes());
                own.add(Spend::AskedOwn, purse.holding(daily.own));
            }
            let site = match sends.confirming {
                true => Some((Spend::AskedSiteConfirming, daily.confirming)),
                false if own.has_room().await? => None,
                false => Some((Spend::AskedSite, daily.shared)),
            };
            match site {
                Some((of, most)) => limits.add(of, self.purse(of, kind).holding(most)),
                None => limits.all.extend(own.all),
            }
        }
        Ok(limits.all)
    }

    /// What confirming a number draws on. Whose it is isn't known before, so nobody's telephone is filled by whoever
    /// types its number; and half is kept for accounts that haven't asked for it today, so that nobody keeps its owner
    /// from confirming it.
    async fn to_target(&self, sends: &Sends<'_>, target: &[u8]) -> Result<[Limit; 2], Stop> {
        let by_account = [sends.to.bytes(), target].concat();
        let each = |of, id: &[u8]| Limit::of(of, self.purse(of, id));
        let first = each(Spend::AskedTargetFirst, &by_account);
        let wait = first.purse.wait(self.reader(), self.shared_now()).await?;
        Ok(match wait {
            None => [first, each(Spend::AskedTargetKept, target)],
            Some(_) => [
                each(Spend::AskedTargetBy, &by_account),
                each(Spend::AskedTarget, target),
            ],
        })
    }
}
