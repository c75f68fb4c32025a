//! Changing one's password: asks for the current one as well, and ends all other sessions, and device
//! passwords where they are to go.

use domain::consequence::{Browsers, Happening};
use domain::event::{Action, Event};
use domain::{Kind, Refusal, Stop};

use crate::consequence::{self, By, Happens};
use crate::device_password::all::DevicePasswords;
use crate::freshness::Freshness;
use crate::hashing::Waiter;
use crate::house::Door;
use crate::password::kept;
use crate::session::live::LiveSession;
use crate::sign_in::answer::Failed;
use crate::sign_in::entry::{Also, Entry, Rise};
use crate::sign_in::progress::{NewSession, Progress};
use crate::sign_in::resubmission::{Does, Said};
use crate::{Visitor, audit};

/// What its owner does to their password.
#[derive(Clone, Copy)]
pub struct PasswordChange<'a> {
    /// The password as it is, typed once more.
    pub current: &'a str,
    pub new: &'a str,
    pub device_passwords: DevicePasswords,
}

impl Door {
    /// Least characters of somebody's next password.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn least_password(&self, live: &LiveSession) -> Result<u16, Stop> {
        let account = self.account_of(live.account()).await?;
        self.least_for(&account).await
    }

    /// Changes the password; the session goes on under a new token, every other one ends, and device
    /// passwords where they are to go.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::OnlyTheLost`], [`Refusal::WrongPassword`], and what a new
    /// password is refused for.
    pub async fn change_password(
        &self,
        live: &LiveSession,
        change: PasswordChange<'_>,
        seen: &Visitor,
    ) -> Result<NewSession, Stop> {
        let said = Said::password(Does::NewPassword, &live.token, change.new);
        // Said again by a double click, it finds what it did: the current password is another by now.
        let mut failed = Failed::unlooked_at(Refusal::FormUsed.into());
        if let Some(session) = self.resubmitted(said, &failed, seen).await? {
            return Ok(session);
        }
        match self.change_to(live, change, said, seen).await {
            Ok(session) => return Ok(session),
            Err(stop) => failed.stop = stop,
        }
        let again = self.resubmitted(said, &failed, seen).await?;
        again.ok_or(failed.stop)
    }

    async fn change_to(
        &self,
        live: &LiveSession,
        change: PasswordChange<'_>,
        said: Said<'_>,
        seen: &Visitor,
    ) -> Result<NewSession, Stop> {
        self.require(live, Freshness::Full).await?;
        let account = self.account_of(live.account()).await?;
        let least = self.least_for(&account).await?;
        let (password, short) = self.acceptable_for(&account, change.new, least).await?;
        self.password_again(live, change.current, seen).await?;
        if domain::password::normalise(change.current)
            .is_ok_and(|old| old.expose() == password.expose())
        {
            return Err(Refusal::PasswordSame.into());
        }
        let sealed = kept::keep(self, Waiter::Known, account.id, &password).await?;
        let event = Event::done(Action::PasswordChanged, account.id)
            .of_kind(&Kind::PASSWORD)
            .by(live.id());
        let what = Happening::PasswordChanged;
        let happens = Happens::new(what, account.id, By::Visitor(seen));
        // Told before what follows from it.
        let mut statements = audit::write::by_visitor(self, &event, seen);
        let ends = self.ends(happens.saying(change.device_passwords)).await?;
        let ends = ends.of_password(&account, sealed, short, self.now());
        statements.extend(ends.statements);
        let row = what.row();
        let also = Also {
            guards: ends.guards,
            statements,
            others: consequence::others(&row),
            renews_mark: row.browsers == Browsers::OthersForgotten,
            enrols: false,
        };
        match self
            .admit(Entry::SessionPassword(live, Rise::Whole, said), also, seen)
            .await?
        {
            Progress::In(session) => Ok(session),
            Progress::Owed(_) | Progress::SetUp(_) => Err(Refusal::SignInOver.into()),
        }
    }
}
