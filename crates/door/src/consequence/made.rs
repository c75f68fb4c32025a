//! What ends with an alarm of what the copy's sessions have made, and what the owner reads of it. What ends is
//! decided in the database, in the alarm's own batch; what is read before it is for the events alone.

use domain::event::{Action, Event};
use domain::ids::AccountId;
use domain::{Kind, Stop};
use factors::ripening;
use factors::suspects::{self, Suspects};
use store::Statement;

use crate::account::emails::{self, former, unconfirmed};
use crate::account::invites;
use crate::device_password::table as device_passwords;
use crate::house::Door;
use crate::{Visitor, audit};

impl Door {
    /// Statements that end what they have made, and one event for each sort of it that there is.
    pub(super) async fn made_ends(
        &self,
        all: &[Suspects],
        seen: &Visitor,
    ) -> Result<Vec<Statement>, Stop> {
        let Some(own) = all.first().map(|by| by.account) else {
            return Ok(Vec::new());
        };
        let (mut ended, mut found) = (Vec::new(), Found::default());
        for by in all {
            ended.extend([
                emails::delete_made(by),
                unconfirmed::delete_made(by),
                suspects::resume_taken(by),
                suspects::suspend_made(by, self.now()),
                invites::void_made(by),
                device_passwords::delete_made(by),
                suspects::void_made(by),
                // Whoever wanted something gone may not have been its owner.
                ripening::stay(by.account),
            ]);
            self.find_made(by, &mut found).await?;
        }
        let sorts = [
            (
                Action::DevicePasswordRemovedAsSuspect,
                found.device_passwords,
            ),
            (Action::EmailRemovedAsSuspect, found.addresses),
            (Action::FactorSuspendedAsSuspect, found.factors),
            (Action::AccountInviteVoidAsSuspect, found.invites),
        ];
        for (action, names) in sorts {
            if !names.is_empty() {
                let event = Event::done(action, own).detail(names.join(", "));
                ended.extend(audit::write::by_visitor(self, &event, seen));
                if action == Action::EmailRemovedAsSuspect {
                    ended.extend(self.taken_back(own, &event, &found.confirmed, seen).await?);
                }
            }
        }
        for (of, kind) in found.codes {
            ended.extend(self.codes_ended(of, &kind, own, seen));
        }
        Ok(ended)
    }

    /// What tells of addresses that are taken back at those, which may have been the owner's after all, and at those
    /// that the account had a short time ago.
    pub(crate) async fn taken_back(
        &self,
        of: AccountId,
        event: &Event,
        addresses: &[String],
        seen: &Visitor,
    ) -> Result<Vec<Statement>, Stop> {
        let now = self.now();
        let mut told = former::of_account(self.reader(), of, now).await?;
        let mut all = Vec::new();
        for address in addresses {
            all.push(former::put_taken_back(of, address, now));
            if !told.contains(address) {
                told.push(address.clone());
            }
        }
        all.extend(self.told_at(event, Some(seen), &told)?);
        Ok(all)
    }

    /// Adds what one of them has made to what was found of others.
    async fn find_made(&self, by: &Suspects, found: &mut Found) -> Result<(), Stop> {
        let reader = self.reader();
        more(
            &mut found.device_passwords,
            device_passwords::made(reader, by).await?,
        );
        let confirmed = emails::made(reader, by).await?;
        more(&mut found.addresses, confirmed.clone());
        more(&mut found.confirmed, confirmed);
        more(&mut found.addresses, unconfirmed::made(reader, by).await?);
        more(&mut found.invites, invites::made(reader, by).await?);
        for one in suspects::made(reader, by).await? {
            if self.fallbacks().any(|kind| *kind == one.kind) {
                more(&mut found.codes, [(one.account, one.kind)]);
            } else if one.account == by.account {
                more(&mut found.factors, [one.name]);
            }
        }
        Ok(())
    }

    /// Codes may have been made for somebody else, who hasn't done anything.
    fn codes_ended(
        &self,
        of: AccountId,
        kind: &Kind,
        by: AccountId,
        seen: &Visitor,
    ) -> Vec<Statement> {
        let event = Event::done(Action::CodesVoidAsSuspect, of).of_kind(kind);
        if of == by {
            audit::write::by_visitor(self, &event, seen)
        } else {
            let mut written = vec![audit::write::folded(self, &event, seen, kind.as_str())];
            written.extend(self.notices(&event, None));
            written
        }
    }

    /// The kinds that only help out.
    fn fallbacks(&self) -> impl Iterator<Item = &Kind> {
        let abouts = self.registry().iter().map(factors::Factor::about);
        abouts
            .filter(|about| about.role.is_fallback())
            .map(|about| &about.kind)
    }
}

/// What suspect sessions have made, by its names.
#[derive(Default)]
struct Found {
    device_passwords: Vec<String>,
    addresses: Vec<String>,
    /// Those among them that were the account's.
    confirmed: Vec<String>,
    factors: Vec<String>,
    /// For whom codes were made, and of which kind.
    codes: Vec<(AccountId, Kind)>,
    invites: Vec<String>,
}

/// Adds what isn't there yet.
fn more<T: PartialEq>(all: &mut Vec<T>, found: impl IntoIterator<Item = T>) {
    for one in found {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
