//! A client that sends a name and a secret with every request. A device password opens for everybody, and can't
//! be guessed; the account's own password is another file's.

use std::sync::Arc;

use domain::event::Action;
use domain::gate::Scope;
use domain::ids::DevicePasswordId;
use domain::{Assurance, Secret, Span, Stop, Timestamp};
use store::Batch;

use super::own_password::Sent;
use super::subject::Subject;
use crate::Visitor;
use crate::cache::Cache;
use crate::device_password::table::{self as device_passwords, DevicePassword};
use crate::house::Door;
use crate::house::Upkeep;

/// Who a client is.
#[derive(Clone, Debug)]
pub enum Client {
    /// By a device password, which has limits.
    Device {
        /// The account that the client acts for.
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
    /// The account that the client acts for.
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
    /// [`Refusal::WrongSignIn`](domain::Refusal::WrongSignIn), whatever was wrong;
    /// [`Refusal::Busy`](domain::Refusal::Busy).
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
            Box::pin(self.record_device_password(
                Action::DevicePasswordExpired,
                &device.kept,
                seen,
            ))
            .await;
        }
        let sent = Sent { name, secret, host };
        Box::pin(self.by_own_password(sent, seen)).await
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
        if let Err(e) = Box::pin(self.commit(Upkeep::Seen, Batch::new().any(note))).await {
            tracing::warn!(request = %seen.request, "last use not written: {e:?}");
        }
    }

    /// The device password that this is, from memory while the database vouches for it.
    async fn device(&self, secret: &Secret<String>) -> Result<Option<Arc<Device>>, Stop> {
        let Some(hash) = device_passwords::hash(self.reader(), secret.expose()) else {
            return Ok(None);
        };
        let read = || self.read_device(&hash);
        self.memory::<Cache<Device>>()
            .look_up(self.gate_marker(), &hash, read)
            .await
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
}
