//! The table of who is in which group.

use domain::ids::{AccountId, GroupId};
use store::{Statement, statements, values};

statements! {
    table "members" rank 14;
    write INSERT = "INSERT INTO members (group_id, account) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    write DELETE = "DELETE FROM members WHERE group_id = $1 AND account = $2";
    write DELETE_ALL = "DELETE FROM members WHERE account = $1";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE members (
    group_id BLOB NOT NULL REFERENCES account_groups(id) ON DELETE CASCADE,
    account BLOB NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    PRIMARY KEY (account, group_id)
) STRICT;
CREATE INDEX members_group ON members (group_id);
";

pub(crate) fn join(group: GroupId, account: AccountId) -> Statement {
    INSERT.bind(values![group, account])
}

pub(crate) fn leave(group: GroupId, account: AccountId) -> Statement {
    DELETE.bind(values![group, account])
}

pub(crate) fn leave_all(account: AccountId) -> Statement {
    DELETE_ALL.bind(values![account])
}
