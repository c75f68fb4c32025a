//! The first proof: a name and a password. Unknown, disabled, wrong and not looked at are answered
//! alike, in the same time.

use domain::budget::Ladder;
use domain::event::{Action, Event};
use domain::{Kind, Refusal, Secret, Stop};
use store::Batch;

use super::admit::{Also, Entry};
use super::onward::Onward;
use super::outcome::Outcome;
use crate::account::table::{self as accounts, Account};
use crate::budget::buckets::of_unknown_name;
use crate::budget::spend::{Attempt, Spending};
use crate::commit::Upkeep;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::password::kept::{self, Compared};
use crate::password::pool::Waiter;
use crate::{Visitor, audit};

impl Door {
    /// Signs in by password as far as that goes: a session, or a pending sign-in.
    ///
    /// # Errors
    /// [`Refusal::WrongSignIn`] whatever is wrong; [`Refusal::Wait`] where a wait may be told;
    /// [`Refusal::Busy`].
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        onward: impl Into<Onward<'_>>,
        seen: &Visitor,
    ) -> Result<Outcome, Stop> {
        let onward = onward.into();
        let account = self.account_meant(name).await?;
        let who = account.as_ref().map_or_else(
            || of_unknown_name(self.reader(), name),
            |account| account.id,
        );
        let known =
            known_browsers::find(self.reader(), seen.known.as_ref(), who, self.now()).await?;
        let authenticators = if account.is_some() {
            vec![Kind::PASSWORD.to_string()]
        } else {
            Vec::new()
        };
        let mut attempt = Attempt::new(self, who, Ladder::Password, known, authenticators, seen);
        let waiter = if known.is_some() {
            Waiter::Known
        } else {
            Waiter::Stranger
        };
        let looked_at = match attempt.spend(self).await? {
            Spending::Taken => true,
            Spending::AddressWaits(wait) => {
                self.tell_spent(Action::AddressSpent, seen).await;
                return Err(Refusal::Wait(wait).into());
            }
            Spending::LadderWaits(wait) if attempt.known.is_some() => {
                return Err(Refusal::Wait(wait).into());
            }
            // To a stranger it looks like a wrong answer, and costs the same work.
            Spending::LadderWaits(_) | Spending::LadderShut => false,
        };
        // More characters than any password has can't be one; an empty one is compared instead.
        let typed =
            domain::password::normalise(password).unwrap_or_else(|_| Secret::new(String::new()));
        let enabled = account
            .as_ref()
            .filter(|account| account.enabled && looked_at);
        // Read whoever it is, as it takes its time; where nothing is looked at, the ladder was read instead.
        let open = looked_at
            && !self
                .disabled(who)
                .await?
                .contains(&Kind::PASSWORD.to_string());
        let kept = enabled
            .filter(|_| open)
            .and_then(|a| a.password.as_deref().map(|sealed| (a.id, sealed)));
        let compared = match kept::compare(self, waiter, kept, &typed).await {
            // Not looked at, so not wrong.
            Err(Stop::Refused(Refusal::Busy)) if looked_at => {
                self.commit(Upkeep::Attempt, attempt.give_back()).await?;
                return Err(Refusal::Busy.into());
            }
            other => other?,
        };
        let (Compared::Same(outdated), Some(account)) = (compared, &account) else {
            attempt.was_wrong(self).await?;
            self.refuse_password(account.as_ref(), name, seen).await;
            return Err(Refusal::WrongSignIn.into());
        };
        if outdated {
            self.upgrade_password(account, waiter, &typed).await;
        }
        self.admit_by_password(account, &attempt, onward, seen)
            .await
    }

    /// Policy may have changed while the password was compared: looked at once more, unless the
    /// account itself changed, which is like a wrong password.
    async fn admit_by_password(
        &self,
        account: &Account,
        attempt: &Attempt,
        onward: Onward<'_>,
        seen: &Visitor,
    ) -> Result<Outcome, Stop> {
        for _ in 0..2 {
            match self
                .admit(
                    Entry::Password(account, attempt, onward),
                    Also::default(),
                    seen,
                )
                .await
            {
                Err(Stop::Refused(Refusal::SignInOver | Refusal::ChangedMeanwhile)) => {}
                other => return other,
            }
            let now = accounts::by_id(self.reader(), account.id).await?;
            if !now.is_some_and(|now| now.enabled && now.epoch == account.epoch) {
                break;
            }
        }
        Err(Refusal::WrongSignIn.into())
    }

    async fn refuse_password(&self, account: Option<&Account>, name: &str, seen: &Visitor) {
        let event =
            Event::refused(Action::SignInPassword, account.map(|a| a.id)).of_kind(&Kind::PASSWORD);
        let row = match account {
            Some(_) => audit::write::folded(self, &event, seen, ""),
            None => audit::write::anonymous(self, &event, seen, name),
        };
        self.tell([row]).await;
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
