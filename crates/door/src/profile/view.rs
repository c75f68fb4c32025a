//! One's own account as it is shown.

use domain::{Stop, Timestamp};

use crate::account::view::{EmailView, email_views};
use crate::account::{emails, groups};
use crate::house::Door;
use crate::session::live::LiveSession;

/// One's own account, for the pages under Settings.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What it is called in pages.
    pub display_name: String,
    pub emails: Vec<EmailView>,
    pub groups: Vec<String>,
    /// When the sign-in before this one was completed, as far as is known.
    pub signed_in: Option<Timestamp>,
    /// When the password was last changed.
    pub password_at: Option<Timestamp>,
}

impl Door {
    /// One's own account.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn profile(&self, live: &LiveSession) -> Result<Profile, Stop> {
        let account = self.account_of(live.account()).await?;
        Ok(Profile {
            emails: email_views(emails::of_account(self.reader(), account.id).await?),
            groups: groups::of_account(self.reader(), account.id).await?,
            display_name: account.display_name,
            signed_in: account.signed_in,
            password_at: account.password_at,
        })
    }
}
