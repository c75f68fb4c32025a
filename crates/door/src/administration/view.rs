//! Accounts as they are shown to administrators.

use std::collections::BTreeMap;

use domain::ids::AccountId;
use domain::{Stop, Timestamp};
use factors::enrolment;
use serde::Serialize;

use crate::account::table::Account;
use crate::account::view::{EmailView, email_views};
use crate::account::{emails, groups};
use crate::budget::ladders::{self, Listed};
use crate::house::Door;

/// An account, for administrators.
#[derive(Clone, Debug, Serialize)]
pub struct AccountView {
    /// Its id; never changes.
    pub id: String,
    pub name: String,
    /// What it is called in pages.
    pub display_name: String,
    pub emails: Vec<EmailView>,
    pub groups: Vec<String>,
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

/// What belongs to accounts, by whose it is.
struct Belongs<T>(BTreeMap<AccountId, Vec<T>>);

impl<T> Belongs<T> {
    fn of(all: Vec<(AccountId, T)>) -> Self {
        let mut by_account = BTreeMap::<_, Vec<T>>::new();
        for (account, one) in all {
            by_account.entry(account).or_default().push(one);
        }
        Self(by_account)
    }

    fn take(&mut self, account: AccountId) -> Vec<T> {
        self.0.remove(&account).unwrap_or_default()
    }
}

impl WaitView {
    fn of(listed: Listed) -> Self {
        Self {
            ladder: listed.ladder,
            known_browser: listed.known,
            wrong: listed.stand.wrong,
            next: listed.stand.next.micros(),
        }
    }
}

impl Door {
    /// Accounts as they are shown, up to [`store::AMONG`] of them by the same few statements.
    pub(super) async fn account_views(
        &self,
        accounts: Vec<Account>,
    ) -> Result<Vec<AccountView>, Stop> {
        let reader = self.reader();
        let ids: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
        let mut emails = Belongs::of(emails::of_some(reader, &ids).await?);
        let mut groups = Belongs::of(groups::of_some(reader, &ids).await?);
        let mut kinds = Belongs::of(enrolment::kinds_of_some(reader, &ids).await?);
        let mut ladders = Belongs::of(ladders::of_some(reader, &ids).await?);
        let view = |account: Account| {
            let id = account.id;
            let mut factors = kinds.take(id);
            factors.dedup();
            AccountView {
                id: id.to_string(),
                invited: account.is_to_come(),
                emails: email_views(emails.take(id)),
                groups: groups.take(id),
                name: account.name,
                display_name: account.display_name,
                admin: account.admin,
                enabled: account.enabled,
                has_password: account.password.is_some(),
                factors: factors.iter().map(ToString::to_string).collect(),
                created: account.created.micros(),
                signed_in: account.signed_in.map(Timestamp::micros),
                waits: ladders.take(id).into_iter().map(WaitView::of).collect(),
            }
        };
        Ok(accounts.into_iter().map(view).collect())
    }
}
