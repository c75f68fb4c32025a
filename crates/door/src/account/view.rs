//! Accounts as they are shown.

use domain::{Stop, Timestamp};
use serde::Serialize;

use super::table::Account;
use super::{emails, groups};
use crate::house::Door;
use crate::session::live::LiveSession;

/// An e-mail address.
#[derive(Clone, Debug, Serialize)]
pub struct EmailView {
    /// Its id.
    pub id: String,
    /// The address.
    pub address: String,
    /// Whether its owner or an administrator has confirmed it.
    pub confirmed: bool,
}

/// An account, for administrators.
#[derive(Clone, Debug, Serialize)]
pub struct AccountView {
    /// Its id; never changes.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is called in pages.
    pub display_name: String,
    /// Its addresses.
    pub emails: Vec<EmailView>,
    /// Its groups.
    pub groups: Vec<String>,
    /// Whether it administers.
    pub admin: bool,
    /// Whether it may sign in.
    pub enabled: bool,
    /// Whether it has a password.
    pub has_password: bool,
    /// Whether somebody was invited who hasn't come yet.
    pub invited: bool,
    /// Kinds of its confirmed enrolments.
    pub factors: Vec<String>,
    /// When it was made: microseconds since 1970.
    #[serde(rename = "created_micros")]
    pub created: i64,
    /// When a sign-in was last completed: microseconds since 1970.
    #[serde(rename = "signed_in_micros")]
    pub signed_in: Option<i64>,
    /// Wrong answers in a row and waits, where there are any.
    pub waits: Vec<WaitView>,
}

/// One ladder that stands.
#[derive(Clone, Debug, Serialize)]
pub struct WaitView {
    /// `password` or `second`.
    pub ladder: String,
    /// Whether a known browser climbed it.
    pub known_browser: bool,
    /// Wrong answers in a row.
    pub wrong: i64,
    /// From when the next answer is looked at: microseconds since 1970.
    #[serde(rename = "next_micros")]
    pub next: i64,
}

/// One's own account, for the pages under Settings.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What it is called in pages.
    pub display_name: String,
    /// Its addresses.
    pub emails: Vec<EmailView>,
    /// Its groups.
    pub groups: Vec<String>,
    /// When the sign-in before this one was completed, as far as is known.
    pub signed_in: Option<Timestamp>,
    /// When the password was last changed.
    pub password_at: Option<Timestamp>,
}

impl Door {
    pub(crate) async fn account_view(&self, account: Account) -> Result<AccountView, Stop> {
        let reader = self.reader();
        let ladders = crate::budget::ladders::of_account(reader, account.id).await?;
        let mut factors: Vec<String> = self
            .factors_of(account.id)
            .await?
            .into_iter()
            .map(|factor| factor.kind.to_string())
            .collect();
        factors.dedup();
        Ok(AccountView {
            id: account.id.to_string(),
            invited: account.is_to_come(),
            emails: email_views(emails::of_account(reader, account.id).await?),
            groups: groups::of_account(reader, account.id).await?,
            name: account.name,
            display_name: account.display_name,
            admin: account.admin,
            enabled: account.enabled,
            has_password: account.password.is_some(),
            factors,
            created: account.created.micros(),
            signed_in: account.signed_in.map(Timestamp::micros),
            waits: ladders
                .into_iter()
                .map(|(ladder, known_browser, stand)| WaitView {
                    ladder,
                    known_browser,
                    wrong: stand.wrong,
                    next: stand.next.micros(),
                })
                .collect(),
        })
    }

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

fn email_views(kept: Vec<emails::Kept>) -> Vec<EmailView> {
    kept.into_iter()
        .map(|email| EmailView {
            id: email.id.to_string(),
            address: email.address,
            confirmed: email.confirmed,
        })
        .collect()
}
