//! Finishing a link: whoever is first gets the account, everybody else reads that it is gone.

use domain::account::{DisplayName, Name};
use domain::consequence::Happening;
use domain::event::{Action, Event};
use domain::ids::AccountId;
use domain::secret::Token;
use domain::{Kind, Refusal, Stop};

use super::set_up;
use crate::account::reserved;
use crate::account::table::{self as accounts, Account};
use crate::account::{by_link, invites};
use crate::budget::{ladders, streaks};
use crate::consequence::{self, By, Happens};
use crate::hashing::Waiter;
use crate::house::Door;
use crate::password::kept;
use crate::policy::site::Site;
use crate::sign_in::entry::{Also, Entry};
use crate::sign_in::progress::Progress;
use crate::{Visitor, audit};

impl Door {
    /// Makes the first administrator, signed in.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`], [`Refusal::InvalidName`], and what a password is refused for.
    pub async fn finish_set_up(
        &self,
        token: &Token,
        name: &str,
        password: &str,
        seen: &Visitor,
    ) -> Result<Progress, Stop> {
        self.link(super::LinkKind::SetUp, token).await?;
        let name = Name::read(name.trim())?;
        let display_name = DisplayName::read(name.as_str())?;
        let least = self.config().password_least.alone;
        let words = [name.as_str(), &self.config().site];
        let password = self.acceptable(password, least, &words)?;
        let id = AccountId::new(self.random());
        let sealed = kept::keep(self, Waiter::Stranger, id, &password).await?;
        let (now, site) = (self.now(), Site::read(self.reader()).await?);
        let new = accounts::New {
            id,
            name: &name,
            display_name: &display_name,
            password: Some(sealed),
            short_password: false,
            admin: true,
            now,
        };
        let account = Account::made(&new);
        // Two links of two nodes starting at once would both find no account: the site's row decides.
        let guards = vec![
            set_up::consume(self.reader(), token, now),
            site.bump_revision(),
            accounts::insert_first(new),
            reserved::take(&name.key(), id, now),
        ];
        let event = Event::done(Action::AccountSetUp, id);
        let statements = audit::write::by_visitor(self, &event, seen);
        let also = Also {
            statements,
            ..Also::default()
        };
        let turned = site.revision.saturating_add(1);
        self.admit(
            Entry::Link {
                account: &account,
                guards,
                policy: Some(turned),
            },
            also,
            seen,
        )
        .await
        .map_err(gone)
    }

    /// Gives an invited account its password, and signs it in as far as that goes.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`], and what a password is refused for.
    pub async fn finish_invite(
        &self,
        token: &Token,
        password: &str,
        seen: &Visitor,
    ) -> Result<Progress, Stop> {
        self.link(super::LinkKind::Invite, token).await?;
        let id = invites::find(self.reader(), token, self.now())
            .await?
            .ok_or(Refusal::LinkGone)?;
        let mut account = self.account_of(id).await?;
        let least = self.least_for(&account).await?;
        let (password, short) = self.acceptable_for(&account, password, least).await?;
        let sealed = kept::keep(self, Waiter::Stranger, id, &password).await?;
        let now = self.now();
        let what = Happening::InviteAccepted;
        let ends = self.ends(Happens::new(what, id, By::Visitor(seen))).await?;
        let ends = ends.of_password(&account, sealed, short, now);
        let mut guards = vec![invites::consume(self.reader(), token, now)];
        guards.extend(ends.guards);
        // The new password ended whatever there was before.
        let epochs = consequence::others(&what.row()).epochs();
        account.epoch = account.epoch.saturating_add(epochs);
        let event = Event::done(Action::AccountInviteAccepted, id).of_kind(&Kind::PASSWORD);
        let mut statements = ends.statements;
        // Whoever had one before chooses it anew, as by the link of a forgotten one.
        let anew = account.password.is_some();
        statements.extend(anew.then(|| by_link::note(id, now)));
        statements.extend(audit::write::by_visitor(self, &event, seen));
        // A new password opens the password's ladder again, as a reset does.
        statements.extend(ladders::clear_password(id));
        statements.push(streaks::clear(id, Kind::PASSWORD.as_str()));
        let also = Also {
            statements,
            ..Also::default()
        };
        self.admit(
            Entry::Link {
                account: &account,
                guards,
                policy: None,
            },
            also,
            seen,
        )
        .await
        .map_err(gone)
    }
}

/// Whoever lost the race reads the same as whoever came late.
fn gone(stop: Stop) -> Stop {
    match stop {
        Stop::Refused(Refusal::ChangedMeanwhile | Refusal::SignInOver) => Refusal::LinkGone.into(),
        other => other,
    }
}
