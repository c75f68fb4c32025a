//! The one flow by which a password is looked at, whoever asks: at sign-in, when somebody confirms, at the gate. What
//! an attempt costs was spent by the caller before; what comes after is here.

use domain::ids::AccountId;
use domain::{Kind, Refusal, Secret, Stop};
use store::Batch;

use super::source::{Answer, Checked, Unchecked};
use super::sources::Said;
use crate::account::table::{self as accounts, Account};
use crate::hashing::{Waiter, Waits};
use crate::house::Door;
use crate::house::Upkeep;
use crate::password::kept;

/// What is to be looked at.
pub(crate) struct Look<'a> {
    /// Whose it may be. None where nobody has that name, or where it isn't to be looked at: both are wrong, and take
    /// as long as what is wrong.
    pub(crate) account: Option<&'a Account>,
    /// As it was typed.
    pub(crate) typed: &'a str,
    pub(crate) waiter: Waiter,
}

const NOTHING: Said = Said {
    checked: Checked::Nothing,
    waited: false,
};

/// What came of looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looked {
    /// It is the account's password.
    Right,
    /// It isn't, or wasn't compared with anything.
    Wrong,
}

impl Door {
    /// Looks at a password for which an attempt was spent. Where it wasn't looked at, `give_back` gives that back.
    ///
    /// # Errors
    /// [`Refusal::Busy`] where there was no room; a fault, also where the account's source can't be reached.
    pub(crate) async fn look_at_password(
        &self,
        look: Look<'_>,
        give_back: impl Future<Output = Result<(), Stop>> + Send,
    ) -> Result<Looked, Stop> {
        // More characters than any password has can't be one; an empty one is compared instead.
        let typed =
            domain::password::normalise(look.typed).unwrap_or_else(|_| Secret::new(String::new()));
        let account = look.account.filter(|account| account.enabled);
        let said = match account {
            Some(account) => {
                let answer = Answer {
                    account,
                    typed: &typed,
                    waiter: look.waiter,
                };
                self.sources().ask(answer).await
            }
            None => Ok(NOTHING),
        };
        let said = match said {
            Ok(said) => said,
            Err(Unchecked::Broken(fault)) => return Err(fault.into()),
            Err(Unchecked::Unreachable(fault)) => {
                give_back.await?;
                return Err(fault.away().into());
            }
            Err(Unchecked::Busy) => {
                give_back.await?;
                return Err(Refusal::Busy.into());
            }
        };
        if let (Checked::Right { outdated }, Some(account)) = (said.checked, account) {
            if outdated {
                self.upgrade_password(account, look.waiter, &typed).await;
            }
            return Ok(Looked::Right);
        }
        let waits = Waits {
            waiter: look.waiter,
            account: look.account.map(|account| account.id),
        };
        match self.pad(said, waits).await {
            // Compared with nothing, so not wrong. What was compared is, whether there was room to pad or not.
            Err(stop @ Stop::Refused(Refusal::Busy)) if said.checked == Checked::Nothing => {
                give_back.await?;
                Err(stop)
            }
            other => other.map(|()| Looked::Wrong),
        }
    }

    /// Takes as long as a password that is wrong, where none is to be looked at.
    ///
    /// # Errors
    /// [`Refusal::Busy`], as for one that is wrong.
    pub(crate) async fn as_if_wrong(&self, waiter: Waiter) -> Result<(), Stop> {
        self.pad(NOTHING, Waits::somebody(waiter)).await
    }

    /// Whether passwords are disabled by guessing, of an account or of a name that none has.
    pub(crate) async fn is_password_disabled(&self, who: AccountId) -> Result<bool, Stop> {
        let disabled = self.disabled(who).await?;
        Ok(disabled
            .iter()
            .any(|which| which == Kind::PASSWORD.as_str()))
    }

    /// Where nothing was hashed (no such account, no password, a try that isn't looked at, a source elsewhere), or at
    /// a lower cost than others, as much work is done for nothing as a wrong one takes at the dearest cost that was
    /// met here; and where a source waits for a network, whoever is refused waits as long: so that time tells nothing.
    async fn pad(&self, said: Said, waits: Waits) -> Result<(), Stop> {
        let dearest = self.pool().dearest();
        let missing = match said.checked {
            Checked::Wrong { hashed: Some(cost) } => dearest.beyond(cost),
            _ => Some(dearest),
        };
        if let Some(missing) = missing {
            let nothing = Secret::new(Vec::new());
            self.pool()
                .argon2id(waits, missing, nothing, [0; 16])
                .await?;
        }
        if !said.waited {
            self.sources().wait().await;
        }
        Ok(())
    }

    /// Keeps the password at today's cost. Failing to is no reason to keep anybody out.
    async fn upgrade_password(&self, account: &Account, waiter: Waiter, typed: &Secret<String>) {
        let Some(old) = account.password.as_deref() else {
            return;
        };
        let upgraded = async {
            let new = kept::keep(self, waiter, account.id, typed).await?;
            let upgrade = accounts::upgrade_password(account.id, new, old);
            self.commit(Upkeep::Rehash, Batch::new().any(upgrade)).await
        };
        if let Err(e) = upgraded.await {
            tracing::warn!("a password was not upgraded: {e:?}");
        }
    }
}
