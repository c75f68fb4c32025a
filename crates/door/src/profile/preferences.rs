//! What people set about themselves: display name, language, theme, time zone, e-mail addresses.

use domain::account::DisplayName;
use domain::email::{self, Email};
use domain::event::{Action, Event};
use domain::ids::EmailId;
use domain::{Language, Refusal, Stop};
use store::Batch;

use crate::Visitor;
use crate::account::table::OtherSessions;
use crate::account::{emails, table};
use crate::house::Door;
use crate::rights::{Permit, Verb};
use crate::session::live::LiveSession;

impl Door {
    /// Sets the display name.
    ///
    /// # Errors
    /// [`Refusal::InvalidDisplayName`].
    pub async fn set_display_name(
        &self,
        live: &LiveSession,
        name: &str,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::SetDisplayName, seen).await?;
        let name = DisplayName::read(name)?;
        let event = Event::done(Action::AccountDisplayName, live.account());
        let change = Batch::new().all([table::set_display_name(live.account(), &name)]);
        self.commit(permit.recording(self, &event), change).await
    }

    /// Sets language, time zone (an IANA name, or empty for the site's) and theme.
    ///
    /// # Errors
    /// [`Refusal::UnknownChoice`].
    pub async fn set_preferences(
        &self,
        live: &LiveSession,
        language: Language,
        zone: &str,
        theme: &str,
    ) -> Result<(), Stop> {
        let known_zone = zone.is_empty() || look::words::is_zone(zone);
        if !known_zone || look::page::Theme::read(theme).is_none() {
            return Err(Refusal::UnknownChoice.into());
        }
        let guard = table::set_preferences(live.account(), language, zone, theme);
        let permit = Permit::of_session(live, None, Verb::SetPreferences);
        self.commit(permit, Batch::from(guard)).await
    }

    /// Remembers the language that was chosen in a page's foot.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn set_language(&self, live: &LiveSession, language: Language) -> Result<(), Stop> {
        let permit = Permit::of_session(live, None, Verb::SetLanguage);
        let guard = table::set_language(live.account(), language);
        self.commit(permit, Batch::from(guard)).await
    }

    /// Adds an address; unconfirmed, it neither signs in nor goes out.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::InvalidEmail`], [`Refusal::EmailTaken`], [`Refusal::TooMany`],
    /// [`Refusal::ChangedMeanwhile`].
    pub async fn add_email(
        &self,
        live: &LiveSession,
        address: &str,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::AddEmail, seen).await?;
        let email = Email::read(address.trim())?;
        let account = self.account_of(live.account()).await?;
        if emails::of_account(self.reader(), live.account())
            .await?
            .len()
            >= usize::from(email::MOST)
        {
            return Err(Refusal::TooMany(email::MOST).into());
        }
        let event = Event::done(Action::EmailAdded, live.account()).detail(email.as_str());
        let id = EmailId::new(self.random());
        let made = (self.now(), Some(live.id()));
        let change = Batch::new()
            // Of two at once one is told, so that none makes one too many.
            .all([account.bump_revision(OtherSessions::Stay)])
            .all([emails::insert(id, live.account(), &email, made.0, made.1)]);
        self.commit(permit.recording(self, &event), change).await
    }

    /// Removes an address of one's own.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::NoSuch`].
    pub async fn remove_email(
        &self,
        live: &LiveSession,
        id: EmailId,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = self.own(live, Verb::RemoveEmail, seen).await?;
        let all = emails::of_account(self.reader(), live.account()).await?;
        let email = all
            .into_iter()
            .find(|email| email.id == id)
            .ok_or(Refusal::NoSuch)?;
        let event = Event::done(Action::EmailRemoved, live.account()).detail(&*email.address);
        // Whoever reads there is told as well, or a thief would begin by removing it.
        let parts = match email.confirmed {
            true => self.parts(&event, Some(seen), &email.address)?,
            false => Vec::new(),
        };
        let change = Batch::new()
            .all([emails::delete(id, live.account())])
            .many(parts);
        self.commit(permit.recording(self, &event), change).await
    }
}
