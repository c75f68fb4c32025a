//! What people set about themselves: display name, language, theme, time zone.

use domain::account::DisplayName;
use domain::event::{Action, Event};
use domain::{Language, Refusal, Stop};
use store::Batch;

use crate::Visitor;
use crate::account::table;
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
}
