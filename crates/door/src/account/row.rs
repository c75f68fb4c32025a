//! A row of the table of accounts, as it is read, and as a new one is made.

use domain::account::{DisplayName, Name};
use domain::ids::AccountId;
use domain::{Fault, Timestamp};
use store::Row;

#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub id: AccountId,
    pub name: String,
    pub display_name: String,
    pub password: Option<Vec<u8>>,
    pub enabled: bool,
    pub admin: bool,
    pub epoch: i64,
    pub revision: i64,
    pub created: Timestamp,
    pub signed_in: Option<Timestamp>,
    pub password_at: Option<Timestamp>,
    /// Whether the password is shorter than one that stands alone must be.
    pub short_password: bool,
}

impl Account {
    /// Whether somebody was invited who hasn't come yet.
    pub(crate) const fn is_to_come(&self) -> bool {
        self.password.is_none() && self.signed_in.is_none()
    }

    pub(super) fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id()?,
            name: row.text()?,
            display_name: row.text()?,
            password: row.maybe_blob()?,
            enabled: row.flag()?,
            admin: row.flag()?,
            epoch: row.int()?,
            revision: row.int()?,
            created: row.time()?,
            signed_in: row.maybe_time()?,
            password_at: row.maybe_time()?,
            short_password: row.flag()?,
        })
    }

    /// The row that `new` will be.
    pub(crate) fn made(new: &New<'_>) -> Self {
        Self {
            id: new.id,
            name: new.name.as_str().to_owned(),
            display_name: new.display_name.as_str().to_owned(),
            password: None,
            enabled: true,
            admin: new.admin,
            epoch: 0,
            revision: 0,
            created: new.now,
            signed_in: None,
            password_at: None,
            short_password: false,
        }
    }
}

/// What a new row holds.
pub(crate) struct New<'a> {
    pub id: AccountId,
    pub name: &'a Name,
    pub display_name: &'a DisplayName,
    pub password: Option<Vec<u8>>,
    pub short_password: bool,
    pub admin: bool,
    pub now: Timestamp,
}
