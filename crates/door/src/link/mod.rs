//! Links that make somebody's account theirs: the set-up link of an empty database, and invites.
//! Each is a record consumed once.

mod finish;
pub(crate) mod set_up;

use std::sync::atomic::{AtomicBool, Ordering};

use domain::secret::Token;
use domain::{Fault, Refusal, Stop};

use crate::account::invites;
use crate::account::table as accounts;
use crate::house::Door;
use crate::house::Upkeep;

/// What a link is for: the first administrator, or an invited account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Makes the first administrator.
    SetUp,
    /// Gives an account its password.
    Invite,
}

/// What a link is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// Whose account it completes; none for the first administrator, who chooses a name.
    pub name: Option<String>,
    /// Least characters of the password.
    pub least: u16,
}

/// Whether an account has been seen.
#[derive(Default)]
struct Begun(AtomicBool);

impl Door {
    /// What a link is good for. Looking changes nothing: mail scanners open links.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`] when it was used, is over, or never was.
    pub async fn link(&self, kind: LinkKind, token: &Token) -> Result<LinkView, Stop> {
        match kind {
            LinkKind::SetUp => {
                let found = set_up::find(self.reader(), token, self.now()).await?;
                if !found || accounts::any(self.reader()).await? {
                    return Err(Refusal::LinkGone.into());
                }
                Ok(LinkView {
                    name: None,
                    least: self.config().password_least.alone,
                })
            }
            LinkKind::Invite => {
                let id = invites::find(self.reader(), token, self.now())
                    .await?
                    .ok_or(Refusal::LinkGone)?;
                let account = self.account_of(id).await.map_err(|_| Refusal::LinkGone)?;
                if !account.enabled {
                    return Err(Refusal::LinkGone.into());
                }
                let least = self.least_for(&account).await?;
                Ok(LinkView {
                    name: Some(account.name),
                    least,
                })
            }
        }
    }

    /// Whether there is an account: until there is one, nobody can sign in. Once there was, it isn't asked again.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn is_set_up(&self) -> Result<bool, Fault> {
        let begun = self.memory::<Begun>();
        if begun.0.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let any = accounts::any(self.reader()).await?;
        begun.0.store(any, Ordering::Relaxed);
        Ok(any)
    }

    /// Makes the set-up link of a database without accounts, and voids the one before; none where
    /// there is an account.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn new_set_up_link(&self) -> Result<Option<Token>, Fault> {
        if accounts::any(self.reader()).await? {
            return Ok(None);
        }
        let token = domain::secret::token(self.random());
        let until = self.now().plus(self.config().lengths.set_up_link);
        let batch = set_up::replace(self.reader(), &token, until);
        self.commit(Upkeep::SetUpLink, batch)
            .await
            .map_err(|stop| match stop {
                Stop::Fault(fault) => fault,
                Stop::Refused(refusal) => Fault::new(format!("set-up link: {}", refusal.key())),
            })?;
        Ok(Some(token))
    }
}
