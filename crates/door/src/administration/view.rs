//! Accounts as they are shown to administrators.

use domain::{Stop, Timestamp};
use serde::Serialize;

use crate::account::table::Account;
use crate::account::view::{EmailView, email_views};
use crate::account::{emails, groups};
use crate::house::Door;

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
}
