//! The table of what has left in each month by a way that costs something for each message.

use domain::{Fault, Timestamp};
use store::{Reader, Statement, statements, values};

statements! {
    table "sent_months" rank 82;
    keyed READ = "SELECT messages FROM sent_months WHERE channel = $1 AND month = $2";
    write COUNT = "INSERT INTO sent_months (channel, month, messages) VALUES ($1, $2, 1)
        ON CONFLICT (channel, month) DO UPDATE SET messages = sent_months.messages + 1";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE sent_months (
    channel TEXT NOT NULL,
    month TEXT NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (channel, month)
) STRICT;
";

/// Counts one more that has left.
pub(crate) fn count(channel: &str, now: Timestamp) -> Statement {
    COUNT.bind(values![channel, now.month()])
}

/// How many have left by this way in the month of this moment.
pub(crate) async fn read(reader: &Reader, channel: &str, at: Timestamp) -> Result<i64, Fault> {
    let row = reader.row(READ.bind(values![channel, at.month()])).await?;
    row.map_or(Ok(0), |mut row| row.int())
}
