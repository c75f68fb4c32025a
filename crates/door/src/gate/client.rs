//! A client that sends a name and a secret with every request. A device password opens for everybody; the
//! account's own password only for accounts without a second factor, and for others it is never looked at
//! (L08). Refusals are one and take one time; they draw on a budget of their own by address and name, never
//! on sign-in's, and the same wrong secret sent again costs nothing (L36).

use std::sync::Arc;

use domain::gate::Scope;
use domain::ids::DevicePasswordId;
use domain::{Assurance, Proof, Refusal, Secret, Span, Stop, Timestamp};
use store::{Batch, Hash};

use super::password_clients;
use super::subject::Subject;
use crate::Visitor;
use crate::account::table::{self as accounts, Account};
use crate::budget::addresses::Purse;
use crate::device_password::table::{self as device_passwords, DevicePassword};
use crate::house::Door;
use crate::password::kept::{self, Compared};
use crate::password::pool::Waiter;

/// Who a client is.
#[derive(Clone, Debug)]
pub enum Client {
    /// By a device password, which has limits.
    Device {
        /// Whose it is.
        subject: Arc<Subject>,
        /// What it is good for.
        scope: Scope,
        /// What the session in which it was made amounted to.
        made_with: Assurance,
        /// Which one it is.
        id: DevicePasswordId,
        /// When it was last used; none before it ever was.
        used: Option<Timestamp>,
    },
    /// By the account's own password.
    Account(Arc<Subject>),
}

impl Client {
    /// Whose it is.
    pub fn subject(&self) -> &Subject {
        match self {
            Self::Device { subject, .. } | Self::Account(subject) => subject,
        }
    }
}

/// A device password as it was last read.
#[derive(Debug)]
pub(crate) struct Device {
    kept: DevicePassword,
    scope: Scope,
    subject: Arc<Subject>,
}

impl Door {
    /// Who a client is that sent this name and secret to a protected host.
    ///
    /// # Errors
    /// [`Refusal::WrongSignIn`], whatever was wrong; [`Refusal::Busy`].
    pub async fn client(
        &self,
        name: &str,
        secret: &Secret<String>,
        host: &str,
        seen: &Visitor,
    ) -> Result<Client, Stop> {
        let found = self.device(secret).await?;
        let over = |device: &Device| device.kept.expires.is_some_and(|at| at <= self.now());
        if let Some(device) = &found
            && !over(device)
            && self.is_called(&device.subject, name).await?
        {
            return Ok(Client::Device {
                subject: Arc::clone(&device.subject),
                scope: device.scope.clone(),
                made_with: device.kept.made_with,
                id: device.kept.id,
                used: device.kept.seen,
            });
        }
        if let Some(device) = found.filter(|device| over(device)) {
            Box::pin(self.tell_of_device_password("device-password.expired", &device.kept, seen))
                .await;
        }
        Box::pin(self.by_account_password(name, secret, host, seen)).await
    }

    /// Notes that a client used its device password, at most once a minute. A time unused counts anew.
    pub async fn client_used(&self, client: &Client, host: &str, seen: &Visitor) {
        let &Client::Device { id, used, .. } = client else {
            return;
        };
        let minute_ago = self.now().minus(Span::minutes(1));
        if used.is_some_and(|used| used >= minute_ago) {
            return;
        }
        let address = seen.address.to_string();
        let note = device_passwords::seen(id, self.now(), &address, &seen.agent, host);
        // Not being able to note a request is no reason to refuse it.
        if let Err(e) = Box::pin(Batch::new().any(note).commit(self.store())).await {
            tracing::warn!(request = %seen.request, "last use not written: {e:?}");
        }
    }

    /// The device password that this is, from memory while the database vouches for it.
    async fn device(&self, secret: &Secret<String>) -> Result<Option<Arc<Device>>, Stop> {
        let Some(hash) = device_passwords::hash(self.reader(), secret.expose()) else {
            return Ok(None);
        };
        let read = || self.read_device(&hash);
        self.devices().look_up(self.gate_stamp(), &hash, read).await
    }

    async fn read_device(&self, hash: &[u8]) -> Result<Option<Device>, Stop> {
        let Some((kept, told)) = device_passwords::find(self.reader(), hash).await? else {
            return Ok(None);
        };
        let subject = Subject::new(kept.account, told, Vec::new(), self.now());
        Ok(Some(Device {
            scope: kept.limits.scope(),
            kept,
            subject: Arc::new(subject),
        }))
    }

    /// Whether a client means this account: by its name, or a confirmed address of it.
    async fn is_called(&self, subject: &Subject, name: &str) -> Result<bool, Stop> {
        if subject.name.eq_ignore_ascii_case(name.trim()) {
            return Ok(true);
        }
        let meant = Box::pin(self.account_meant(name)).await?;
        Ok(meant.is_some_and(|account| account.id == subject.id))
    }

    async fn by_account_password(
        &self,
        name: &str,
        secret: &Secret<String>,
        host: &str,
        seen: &Visitor,
    ) -> Result<Client, Stop> {
        if !self.config().account_password_at_gate {
            return Err(Refusal::WrongSignIn.into());
        }
        let account = self.account_meant(name).await?.filter(|a| a.enabled);
        let eligible = match &account {
            Some(account) => self
                .choices_of(account.id, false)
                .await?
                .kinds
                .is_empty()
                .then_some(account),
            None => None,
        };
        let hash = self.recent_hash(account.as_ref(), eligible.is_some(), name, secret);
        let right = match self.recent().get(&hash, self.now()) {
            Some(right) => right,
            None => {
                let right = self.compare_for(eligible, hash, name, secret, seen).await?;
                match (&account, right) {
                    (Some(account), true) => self.note_client(account, host, seen).await,
                    (Some(account), false) => self.tell_of_old_password(account, seen).await,
                    (None, _) => {}
                }
                right
            }
        };
        match eligible {
            Some(account) if right => {
                let proofs = vec![Proof::password(self.now())];
                let told = accounts::told(self.reader(), account.id).await?;
                let subject = Subject::new(account.id, told, proofs, self.now());
                Ok(Client::Account(Arc::new(subject)))
            }
            _ => Err(Refusal::WrongSignIn.into()),
        }
    }

    /// Compares, having spent an attempt. Where there is nothing to compare with, or the budget is empty,
    /// the same work is done for nothing.
    async fn compare_for(
        &self,
        account: Option<&Account>,
        hash: Hash,
        name: &str,
        secret: &Secret<String>,
        seen: &Visitor,
    ) -> Result<bool, Stop> {
        let purse = Purse::at_gate(self.reader(), self.config(), seen.address, name);
        let spent = Batch::from(purse.spend(self.now()))
            .commit(self.store())
            .await;
        let looked_at = match spent {
            Ok(()) => true,
            Err(Stop::Refused(_)) => false,
            Err(stop) => return Err(stop),
        };
        let typed = domain::password::normalise(secret.expose())
            .unwrap_or_else(|_| Secret::new(String::new()));
        let kept = account
            .filter(|_| looked_at)
            .and_then(|a| a.password.as_deref().map(|sealed| (a.id, sealed)));
        let compared = kept::compare(self, Waiter::Stranger, kept, &typed).await;
        if let Err(Stop::Refused(Refusal::Busy)) = &compared
            && looked_at
        {
            // Not looked at, so not wrong.
            Batch::new()
                .any(purse.give_back())
                .commit(self.store())
                .await?;
        }
        let right = matches!(compared?, Compared::Same(_));
        if looked_at {
            self.recent().put(hash, right, self.now());
        }
        if right {
            Batch::new()
                .any(purse.give_back())
                .commit(self.store())
                .await?;
        } else {
            self.refuse_client(account, name, seen).await;
        }
        Ok(right)
    }

    /// Notes a client that came by the account's own password: once a minute, as it is compared.
    async fn note_client(&self, account: &Account, host: &str, seen: &Visitor) {
        let address = seen.address.to_string();
        let note = password_clients::seen(account.id, &seen.agent, &address, host, self.now());
        if let Err(e) = Batch::new().any(note).commit(self.store()).await {
            tracing::warn!(request = %seen.request, "a client was not noted: {e:?}");
        }
    }
}
