//! The list of one's device passwords, or somebody's for whoever may help them: names and last use, never
//! the secret.

use domain::device_password::{Ends, Limits};
use domain::{Stop, Timestamp};
use serde::Serialize;

use super::table::{self, DevicePassword};
use crate::Actor;
use crate::house::Door;
use crate::rights::Verb;
use crate::session::live::LiveSession;

/// One device password, as it is listed.
#[derive(Clone, Debug, Serialize)]
pub struct DevicePasswordView {
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made: microseconds since 1970.
    #[serde(rename = "made_micros")]
    pub made: i64,
    /// When it was last used: microseconds since 1970; none before it ever was.
    #[serde(rename = "seen_micros")]
    pub seen: Option<i64>,
    /// From where it was last used.
    pub address: String,
    pub agent: String,
    /// At which protected host.
    pub host: String,
    /// When it stops by itself: microseconds since 1970; none where it never does.
    #[serde(rename = "expires_micros")]
    pub expires: Option<i64>,
    /// Whether it has stopped by itself.
    pub expired: bool,
    /// The days unused after which it stops, where that is its limit.
    pub unused_days: Option<i64>,
    /// From which networks alone it works; empty for all.
    pub networks: Vec<String>,
    /// At which protected hosts alone it works; empty for all.
    pub hosts: Vec<String>,
    /// Whether it may only read.
    pub read_only: bool,
}

impl DevicePasswordView {
    fn of(kept: DevicePassword, now: Timestamp) -> Self {
        let Limits {
            ends,
            networks,
            hosts,
            read_only,
        } = kept.limits;
        Self {
            id: kept.id.to_string(),
            name: kept.name,
            made: kept.made.micros(),
            seen: kept.seen.map(Timestamp::micros),
            address: kept.address,
            agent: kept.agent,
            host: kept.host,
            expires: kept.expires.map(Timestamp::micros),
            expired: kept.expires.is_some_and(|expires| expires <= now),
            unused_days: match ends {
                Ends::Unused(span) => span.as_micros().checked_div(86_400_000_000),
                Ends::Never | Ends::At(_) => None,
            },
            networks: networks.iter().map(ToString::to_string).collect(),
            hosts,
            read_only,
        }
    }

    /// When it was last used, or else made.
    pub fn last(&self) -> Timestamp {
        Timestamp::from_micros(self.seen.unwrap_or(self.made))
    }
}

impl Door {
    /// One's own device passwords, newest use first.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn own_device_passwords(
        &self,
        live: &LiveSession,
    ) -> Result<Vec<DevicePasswordView>, Stop> {
        self.listed(live.account()).await
    }

    /// Somebody's device passwords.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`](domain::Refusal::NoSuch), [`Refusal::NotAllowed`](domain::Refusal::NotAllowed).
    pub async fn user_device_passwords(
        &self,
        actor: &Actor,
        name: &str,
    ) -> Result<Vec<DevicePasswordView>, Stop> {
        let (_, account) = self
            .may_upon_named(actor, Verb::UserDevicePasswords, name)
            .await?;
        self.listed(account.id).await
    }

    async fn listed(
        &self,
        account: domain::ids::AccountId,
    ) -> Result<Vec<DevicePasswordView>, Stop> {
        let now = self.now();
        let kept = table::of_account(self.reader(), account).await?;
        let mut views: Vec<_> = kept
            .into_iter()
            .map(|kept| DevicePasswordView::of(kept, now))
            .collect();
        views.sort_by_key(|view| std::cmp::Reverse(view.last()));
        Ok(views)
    }
}
