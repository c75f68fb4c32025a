//! Choosing a new password by a link. It ends whatever the old one opened, touches no factor, and signs nobody in:
//! that follows with name, password and second factor as ever.

use domain::budget::purse::Spend;
use domain::consequence::Happening;
use domain::event::{Action, Event};
use domain::secret::Token;
use domain::{Kind, Refusal, Stop};
use factors::{Enrolment, Goes};
use store::Batch;

use crate::Visitor;
use crate::account::reset_links::{self as links, ResetLink};
use crate::account::table::Account;
use crate::account::{by_link, emails};
use crate::budget::{ladders, streaks};
use crate::consequence::{By, Happens};
use crate::first_proof::{Look, Looked};
use crate::hashing::Waiter;
use crate::house::Door;
use crate::password::kept;
use crate::rights::{Permit, Verb};

/// What a link is good for, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetView {
    /// Whose password it is.
    pub name: String,
    /// Least characters of the new one.
    pub least: u16,
    /// Whether somebody gets codes in a mailbox, which then rest for a while.
    pub rests: bool,
}

/// Why somebody chooses a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They don't remember it; device passwords go on.
    Forgot,
    /// Somebody else may know it; device passwords end as well.
    Somebody,
}

impl Door {
    /// What a link is good for. Looking changes nothing: mail scanners open links.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`] when it was used, is over, or never was.
    pub async fn reset_link(&self, token: &Token) -> Result<ResetView, Stop> {
        let (_, account) = self.linked(token).await?;
        let least = self.least_for(&account).await?;
        let all = factors::enrolment::of_account(self.reader(), account.id).await?;
        let by_mail = |one: &Enrolment| {
            let asks = self.factor(&one.kind).ok().and_then(|factor| factor.asks());
            one.confirmed.is_some() && asks.is_some_and(|asks| asks.goes() == Goes::ToAddress)
        };
        Ok(ResetView {
            name: account.name,
            least,
            rests: all.iter().any(by_mail),
        })
    }

    async fn linked(&self, token: &Token) -> Result<(ResetLink, Account), Stop> {
        let link = links::find(self.reader(), token, self.now())
            .await?
            .ok_or(Refusal::LinkGone)?;
        let account = self.account_of(link.account).await;
        let account = account.map_err(|_| Refusal::LinkGone)?;
        let mailboxes = self.mailboxes(&account).await?;
        if link.epoch != account.epoch || mailboxes.iter().all(|one| one.id != link.email) {
            return Err(Refusal::LinkGone.into());
        }
        Ok((link, account))
    }

    /// Gives the account its new password. Sessions, pending sign-ins, marks of known browsers and other links end,
    /// and device passwords where somebody else may know the old one.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`], [`Refusal::PasswordSame`], [`Refusal::Wait`], and what a new password is refused for.
    pub async fn reset_password(
        &self,
        token: &Token,
        password: &str,
        why: Why,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let (link, account) = self.linked(token).await?;
        let id = account.id;
        let permit = Permit::of_link(id, seen, Verb::ResetPassword)?;
        let least = self.least_for(&account).await?;
        let (new, short) = self.acceptable_for(&account, password, least).await?;
        // Hashes cost, whoever has a link.
        let purse = self.purse_of(Spend::Tries, seen.address);
        if seen.charged
            && let Some(wait) = purse.take(self).await?
        {
            return Err(Refusal::Wait(wait).into());
        }
        let same = Look {
            account: Some(&account),
            typed: password,
            waiter: Waiter::Stranger,
        };
        if self.look_at_password(same, async { Ok(()) }).await? == Looked::Right {
            return Err(Refusal::PasswordSame.into());
        }
        let sealed = kept::keep(self, Waiter::Stranger, id, &new).await?;
        let now = self.now();
        let event = Event::done(Action::PasswordReset, id).of_kind(&Kind::PASSWORD);
        let what = match why {
            Why::Forgot => Happening::PasswordForgotten,
            Why::Somebody => Happening::PasswordKnown,
        };
        let ends = self.ends(Happens::new(what, id, By::Visitor(seen))).await?;
        let change = Batch::new()
            .all([links::consume(self.reader(), token, now)])
            .merge(ends.of_password(&account, sealed, short, now).into())
            .many(seen.charged.then(|| purse.give_back()))
            .any(emails::note_reset(link.email, now))
            .any(by_link::note(id, now))
            // A new password opens the password's ladder again.
            .many(ladders::clear_password(id))
            .any(streaks::clear(id, Kind::PASSWORD.as_str()));
        let done = self.commit(permit.recording(self, &event), change).await;
        done.map_err(|stop| match stop {
            // Whoever lost the race reads the same as whoever came late.
            Stop::Refused(Refusal::ChangedMeanwhile) => Refusal::LinkGone.into(),
            other => other,
        })
    }
}
