//! The table of ways that were seen to deliver: a mail server that has taken a message. What nobody can do without
//! mail arriving stays off until then.

use domain::{Fault, Timestamp};
use store::{Reader, Statement, statements, values};

use super::{Channels, Reaches};
use crate::house::Door;

/// The name of the channel that is mail.
pub(crate) const MAIL: &str = "mail";

statements! {
    table "proven_channels" rank 81;
    keyed FIND = "SELECT at FROM proven_channels WHERE channel = $1";
    write NOTE = "INSERT INTO proven_channels (channel, at) VALUES ($1, $2) ON CONFLICT (channel) DO UPDATE SET at = $2";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE proven_channels (
    channel TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;
";

/// Notes that it has just delivered.
pub(crate) fn note(channel: &str, now: Timestamp) -> Statement {
    NOTE.bind(values![channel, now])
}

/// Whether it was seen to.
pub(crate) async fn is_proven(reader: &Reader, channel: &str) -> Result<bool, Fault> {
    Ok(reader.row(FIND.bind(values![channel])).await?.is_some())
}

/// Whether some way reaches people: one to their addresses that was seen to deliver, or one that needs no network.
pub(crate) async fn reaches_people(door: &Door) -> Result<bool, Fault> {
    for channel in &door.memory::<Channels>().all {
        let reaches = match channel.reaches() {
            Reaches::Account => true,
            Reaches::Addresses => is_proven(door.reader(), channel.name()).await?,
            Reaches::Numbers => false,
        };
        if reaches {
            return Ok(true);
        }
    }
    Ok(false)
}
