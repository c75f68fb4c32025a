//! What ends with an alarm of what the copy's sessions have made, and what the owner reads of it. What ends is
//! decided in the database, in the alarm's own batch; what is read before it is for the events alone.

use domain::event::{Action, Event};
use domain::ids::AccountId;
use domain::{Kind, Stop};
use factors::suspects::{self, Suspects};
use store::Statement;

use crate::account::emails::{self, unconfirmed};
use crate::account::invites;
use crate::device_password::table as device_passwords;
use crate::house::Door;
use crate::{Visitor, audit};

impl Door {
    /// Statements that end what they have made, and one event for each sort of it that there is.
    pub(crate) async fn ends(&self, by: &Suspects, seen: &Visitor) -> Result<Vec<Statement>, Stop> {
        let (reader, own) = (self.reader(), by.account);
        let mut all = vec![
            emails::delete_made(by),
            unconfirmed::delete_made(by),
            suspects::suspend_made(by, self.now()),
            invites::void_made(by),
            device_passwords::delete_made(by),
            suspects::void_made(by),
        ];
        let (codes, factors): (Vec<_>, Vec<_>) = suspects::made(reader, by)
            .await?
            .into_iter()
            .partition(|one| self.fallbacks().any(|kind| *kind == one.kind));
        let mut addresses = emails::made(reader, by).await?;
        addresses.extend(unconfirmed::made(reader, by).await?);
        let own_factors = factors.into_iter().filter(|one| one.account == own);
        let sorts = [
            (
                Action::DevicePasswordRemovedAsSuspect,
                device_passwords::made(reader, by).await?,
            ),
            (Action::EmailRemovedAsSuspect, addresses),
            (
                Action::FactorSuspendedAsSuspect,
                own_factors.map(|one| one.name).collect(),
            ),
            (
                Action::AccountInviteVoidAsSuspect,
                invites::made(reader, by).await?,
            ),
        ];
        for (action, names) in sorts {
            if !names.is_empty() {
                let event = Event::done(action, own).detail(names.join(", "));
                all.extend(audit::write::by_visitor(self, &event, seen));
            }
        }
        for code in codes {
            all.extend(self.codes_ended(code.account, &code.kind, own, seen));
        }
        Ok(all)
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
