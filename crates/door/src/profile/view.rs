//! One's own account as it is shown.

use domain::{Refusal, Stop, Timestamp};

use crate::account::emails::unconfirmed::{self, Unconfirmed};
use crate::account::view::{EmailView, email_views};
use crate::account::{emails, groups};
use crate::house::Door;
use crate::session::live::LiveSession;

/// One's own account, for the pages under Settings.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What it is called in pages.
    pub display_name: String,
    /// Its e-mail addresses, the main one first.
    pub emails: Vec<EmailView>,
    /// Addresses that wait for the code that was sent there.
    pub unconfirmed: Vec<UnconfirmedView>,
    /// Whether only an administrator changes its addresses.
    pub emails_fixed: bool,
    /// Why its owner can't add an address, where they can't.
    pub no_more_emails: Option<Refusal>,
    pub groups: Vec<String>,
    /// When the sign-in before this one was completed, as far as is known.
    pub signed_in: Option<Timestamp>,
    /// When the password was last changed.
    pub password_at: Option<Timestamp>,
}

/// An address that waits for the code that was sent there.
#[derive(Clone, Debug)]
pub struct UnconfirmedView {
    pub id: String,
    pub address: String,
    /// When its code is void.
    pub expires: Timestamp,
}

impl From<Unconfirmed> for UnconfirmedView {
    fn from(one: Unconfirmed) -> Self {
        Self {
            id: one.id.to_string(),
            address: one.address,
            expires: one.expires,
        }
    }
}

impl Door {
    /// One's own account.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn profile(&self, live: &LiveSession) -> Result<Profile, Stop> {
        let (reader, own) = (self.reader(), live.account());
        let account = self.account_of(own).await?;
        let waiting = unconfirmed::of_account(reader, own, self.now()).await?;
        Ok(Profile {
            emails: email_views(emails::of_account(reader, own).await?),
            unconfirmed: waiting.into_iter().map(UnconfirmedView::from).collect(),
            emails_fixed: self.may_change_emails().is_err(),
            no_more_emails: self.may_add_emails().err(),
            groups: groups::of_account(reader, own).await?,
            display_name: account.display_name,
            signed_in: account.signed_in,
            password_at: account.password_at,
        })
    }
}
