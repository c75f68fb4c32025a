//! What is told of clients that are refused. A client tries for ever what it was given, so its owner reads of
//! it once a day at most (L36).

use domain::budget::purse::Spend;
use domain::event::{Action, Event};
use domain::gate::Why;
use domain::ids::DevicePasswordId;
use domain::{Kind, Stop};
use store::Batch;

use super::recent::Came;
use super::recent::Recent;
use crate::account::table::Account;
use crate::device_password::table::{self as device_passwords, DevicePassword};
use crate::hashing::Waiter;
use crate::house::Door;
use crate::house::Upkeep;
use crate::{Visitor, audit};

/// The event of a device password that was sent where it isn't good.
const fn beyond(why: Why) -> Action {
    match why {
        Why::ScopeHost => Action::DevicePasswordOtherHost,
        Why::ScopeMethod => Action::DevicePasswordOnlyReads,
        Why::ScopeNetwork => Action::DevicePasswordOtherNetwork,
        _ => Action::DevicePasswordTooLittle,
    }
}

impl Door {
    /// Says in Recent activity that a device password was sent where it isn't good, and takes as long as for
    /// one that is wrong.
    ///
    /// # Errors
    /// [`Refusal::Busy`](domain::Refusal::Busy), as for one that is wrong.
    pub async fn client_was_beyond(
        &self,
        id: DevicePasswordId,
        why: Why,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        if let Some(found) = device_passwords::by_id(self.reader(), id).await? {
            self.record_device_password(beyond(why), &found, seen).await;
        }
        let remembered = self.reader().keys().lookup.hash("gate-beyond", id.bytes());
        let is_new = self
            .memory::<Recent>()
            .get(&remembered, self.now())
            .is_none();
        if is_new && self.config().account_password_at_gate {
            self.as_if_wrong(Waiter::Stranger).await?;
            self.memory::<Recent>()
                .put(remembered, Came::Wrong, self.now());
        }
        Ok(())
    }

    /// Tells the owner that a device password was refused.
    pub(super) async fn record_device_password(
        &self,
        action: Action,
        found: &DevicePassword,
        seen: &Visitor,
    ) {
        let event = Event::refused(action, Some(found.account)).detail(&found.name);
        self.record_once_a_day(&event, found.id.bytes(), seen).await;
    }

    /// Tells the owner that a client still tries an old password.
    pub(super) async fn record_old_password(&self, account: &Account, seen: &Visitor) {
        let event = Event::refused(Action::ClientOldPassword, Some(account.id));
        self.record_once_a_day(&event, account.id.bytes(), seen)
            .await;
    }

    async fn record_once_a_day(&self, event: &Event, of: &[u8], seen: &Visitor) {
        let of = [event.action.word().as_bytes(), of].concat();
        let daily = self.purse(Spend::ClientRefused, &of);
        let told =
            Batch::from(daily.spend(self.now())).many(audit::write::by_visitor(self, event, seen));
        let told = self.commit(Upkeep::Told, told).await;
        if let Err(Stop::Fault(e)) = told {
            tracing::error!("an event was not written: {e}");
        }
    }

    /// Writes down a try with a wrong password: an account's own, or under a name that none has.
    pub(super) async fn refuse_client(
        &self,
        account: Option<&Account>,
        name: &str,
        seen: &Visitor,
    ) {
        let event =
            Event::refused(Action::ClientPassword, account.map(|a| a.id)).of_kind(&Kind::PASSWORD);
        let row = match account {
            Some(_) => audit::write::folded(self, &event, seen, ""),
            None => audit::write::anonymous(self, &event, seen, name),
        };
        self.record([row]).await;
    }
}
