//! Signing in by the first proof, a name and a password. Unknown, disabled, wrong and not looked at are answered
//! alike, in the same time.

use domain::budget::Ladder;
use domain::event::{Action, Event};
use domain::{Kind, Refusal, Stop};

use super::entry::{Also, Entry};
use super::onward::Onward;
use super::progress::Progress;
use crate::account::table::{self as accounts, Account};
use crate::budget::buckets::of_unknown_name;
use crate::budget::spend::{Attempt, Spending};
use crate::first_proof::{Look, Looked};
use crate::hashing::Waiter;
use crate::house::Door;
use crate::house::Upkeep;
use crate::known::table as known_browsers;
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
    ) -> Result<Progress, Stop> {
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
                self.record_spent(Action::AddressSpent, seen).await;
                return Err(Refusal::Wait(wait).into());
            }
            Spending::LadderWaits(wait) if attempt.known.is_some() => {
                return Err(Refusal::Wait(wait).into());
            }
            // To a stranger it looks like a wrong answer, and costs the same work.
            Spending::LadderWaits(_) | Spending::LadderShut => false,
        };
        // Read whoever it is, as it takes its time; where nothing is looked at, the ladder was read instead.
        let open = looked_at && !self.is_password_disabled(who).await?;
        let look = Look {
            account: account.as_ref().filter(|_| open),
            typed: password,
            waiter,
        };
        let give_back = async {
            if looked_at {
                self.commit(Upkeep::Attempt, attempt.give_back()).await?;
            }
            Ok(())
        };
        let looked = self.look_at_password(look, give_back).await?;
        let (Looked::Right, Some(account)) = (looked, &account) else {
            attempt.was_wrong(self).await?;
            self.refuse_password(account.as_ref(), name, seen).await;
            return Err(Refusal::WrongSignIn.into());
        };
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
    ) -> Result<Progress, Stop> {
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
                // As many wait as strangers may begin: the password was right all the same.
                Err(wait @ Stop::Refused(Refusal::Wait(_))) => {
                    self.commit(Upkeep::Attempt, attempt.give_back()).await?;
                    return Err(wait);
                }
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
        self.record([row]).await;
    }
}
