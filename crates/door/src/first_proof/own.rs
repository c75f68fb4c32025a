//! The source of our own: the table of accounts, where passwords are kept as Argon2id hashes, each at its own cost.

use domain::account::Name;
use domain::email::Email;
use domain::ids::AccountId;
use domain::{Fault, Secret};
use subtle::ConstantTimeEq;

use super::source::{Answer, Answering, Checked, Source, Unchecked};
use crate::account::emails;
use crate::account::table::{self as accounts, Account};
use crate::hashing::Waits;
use crate::house::Door;
use crate::password::kept::PasswordHash;
use crate::password::rules::Rules;

/// The table of accounts, and the pool that hashes.
pub(super) struct Own<'a>(pub(super) &'a Door);

impl Own<'_> {
    /// By its name, or by a confirmed e-mail address of it.
    async fn meant(&self, typed: &str) -> Result<Option<Account>, Fault> {
        let typed = typed.trim();
        if let Ok(name) = Name::read(typed)
            && let Some(account) = accounts::by_name(self.0.reader(), &name.key()).await?
        {
            return Ok(Some(account));
        }
        let Ok(email) = Email::read(typed) else {
            return Ok(None);
        };
        let owner = emails::owner(self.0.reader(), &email.key()).await?;
        // Read whoever it is, as it takes its time.
        let id = owner.unwrap_or(AccountId::from_bytes([0; 16]));
        accounts::by_id(self.0.reader(), id).await
    }

    async fn compare(&self, answer: Answer<'_>) -> Result<Checked, Unchecked> {
        let Some(sealed) = answer.account.password.as_deref() else {
            return Ok(Checked::Nothing);
        };
        let kept = PasswordHash::open(self.0.reader(), answer.account.id, sealed)?;
        self.0.pool().meet(kept.cost);
        let secret = Secret::new(answer.typed.expose().clone().into_bytes());
        let waits = Waits::of(answer.waiter, answer.account.id);
        let tag = self
            .0
            .pool()
            .argon2id(waits, kept.cost, secret, kept.salt)
            .await?;
        let same: bool = tag.expose().as_slice().ct_eq(kept.tag.expose()).into();
        Ok(if same {
            let outdated = kept.cost != self.0.pool().cost();
            Checked::Right { outdated }
        } else {
            let hashed = Some(kept.cost);
            Checked::Wrong { hashed }
        })
    }
}

impl Source for Own<'_> {
    fn find<'a>(&'a self, typed: &'a str) -> Answering<'a, Option<Account>, Fault> {
        Box::pin(self.meant(typed))
    }

    /// Whoever no other source holds.
    fn holds(&self, _: &Account) -> bool {
        true
    }

    fn is_far(&self) -> bool {
        false
    }

    fn check<'a>(&'a self, answer: Answer<'a>) -> Answering<'a, Checked, Unchecked> {
        Box::pin(self.compare(answer))
    }

    fn rules(&self) -> Option<Rules<'_>> {
        Some(Rules::of(self.0.config()))
    }
}
