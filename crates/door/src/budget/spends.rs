//! The table of what each account spent from which address.

use domain::Timestamp;
use domain::ids::AccountId;
use store::{Statement, statements, values};

statements! {
    table "address_spends" rank 62 swept by SWEEP;
    write ADD = "INSERT INTO address_spends (bucket, account, wrong, expires) VALUES ($1, $2, 1, $3)
        ON CONFLICT (bucket, account) DO UPDATE SET
            wrong = CASE WHEN address_spends.expires <= $4 THEN 1 ELSE address_spends.wrong + 1 END,
            expires = CASE WHEN address_spends.expires <= $4 THEN $3 ELSE address_spends.expires END";
    write LESS = "UPDATE address_spends SET wrong = wrong - 1 WHERE bucket = $1 AND account = $2 AND wrong > 0";
    write CLEAR = "DELETE FROM address_spends WHERE bucket = $1 AND account = $2";
    clear SWEEP = "DELETE FROM address_spends WHERE bucket IN
        (SELECT bucket FROM address_spends WHERE expires < $1 LIMIT 500) AND expires < $1";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE address_spends (
    bucket BLOB NOT NULL,
    account BLOB NOT NULL,
    wrong INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (bucket, account)
) STRICT;
CREATE INDEX address_spends_expires ON address_spends (expires);
";

pub(crate) fn add(
    bucket: &[u8],
    account: AccountId,
    until: Timestamp,
    now: Timestamp,
) -> Statement {
    ADD.bind(values![bucket, account, until, now])
}

pub(crate) fn less(bucket: &[u8], account: AccountId) -> Statement {
    LESS.bind(values![bucket, account])
}

pub(crate) fn clear(bucket: &[u8], account: AccountId) -> Statement {
    CLEAR.bind(values![bucket, account])
}
