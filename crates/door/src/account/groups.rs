//! The table of groups.

use domain::account::GroupName;
use domain::ids::{AccountId, GroupId};
use domain::{Fault, Refusal, Timestamp};
use store::{Guard, Reader, among, statements, values};

statements! {
    table "account_groups" rank 13;
    keyed BY_KEY = "SELECT id, name FROM account_groups WHERE name_key = $1";
    listing LIST = "SELECT name, (SELECT count(*) FROM members m WHERE m.group_id = g.id)
        FROM account_groups g ORDER BY name_key";
    listing OF_ACCOUNT = "SELECT g.name FROM members m JOIN account_groups g ON g.id = m.group_id
        WHERE m.account = $1 ORDER BY g.name_key";
    listing OF_SOME = concat!("SELECT m.account, g.name FROM members m JOIN account_groups g ON g.id = m.group_id
        WHERE ", among!("m.account"), " ORDER BY g.name_key");
    write INSERT = "INSERT INTO account_groups (id, name, name_key, created) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    write DELETE = "DELETE FROM account_groups WHERE name_key = $1";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE account_groups (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX account_groups_name_key ON account_groups (name_key);
";

/// A group's id, and its name as it was first written.
pub(crate) async fn find(
    reader: &Reader,
    name: &GroupName,
) -> Result<Option<(GroupId, String)>, Fault> {
    reader
        .row(BY_KEY.bind(values![name.key()]))
        .await?
        .map(|mut row| Ok((row.id()?, row.text()?)))
        .transpose()
}

/// Every group, with its number of members.
pub(crate) async fn list(reader: &Reader) -> Result<Vec<(String, i64)>, Fault> {
    let mut rows = reader.rows(LIST.bind(values![])).await?;
    rows.iter_mut()
        .map(|row| Ok((row.text()?, row.int()?)))
        .collect()
}

/// The names of an account's groups.
pub(crate) async fn of_account(reader: &Reader, account: AccountId) -> Result<Vec<String>, Fault> {
    let mut rows = reader.rows(OF_ACCOUNT.bind(values![account])).await?;
    rows.iter_mut().map(|row| row.text()).collect()
}

/// The same of up to [`store::AMONG`] accounts.
pub(crate) async fn of_some(
    reader: &Reader,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, String)>, Fault> {
    let Some(asked) = among(accounts) else {
        return Ok(Vec::new());
    };
    let mut rows = reader.rows(OF_SOME.bind(asked)).await?;
    rows.iter_mut()
        .map(|row| Ok((row.id()?, row.text()?)))
        .collect()
}

/// The same as names that are known to be well formed.
pub(crate) async fn names_of_account(
    reader: &Reader,
    account: AccountId,
) -> Result<Vec<GroupName>, Fault> {
    let groups = of_account(reader, account).await?;
    Ok(groups
        .iter()
        .filter_map(|group| GroupName::read(group).ok())
        .collect())
}

pub(crate) fn insert(id: GroupId, name: &GroupName, now: Timestamp) -> Guard {
    Guard::new(
        INSERT.bind(values![id, name.as_str(), name.key(), now]),
        Refusal::GroupTaken,
    )
}

pub(crate) fn delete(name: &GroupName) -> Guard {
    Guard::new(
        DELETE.bind(values![name.key()]),
        Refusal::UnknownGroup(name.as_str().to_owned()),
    )
}
