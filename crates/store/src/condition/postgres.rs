//! What PostgreSQL says of itself.

use domain::{Clock, Fault, Span, Timestamp};
use tokio_postgres::config::Config;
use tokio_postgres::{Client, Row};

use super::standbys::{self, Standbys};
use super::way::{Between, Channel, between, channel};
use crate::engine::prepared::are_carried;
use crate::engine::reach::{PostgresOptions, parse};

/// Every name here has been there since PostgreSQL 10; a pooler answers none of it by itself.
const ASK: &str = "
    SELECT current_setting('server_version_num')::bigint,
        split_part(current_setting('server_version'), ' ', 1),
        current_setting('synchronous_commit'),
        current_setting('fsync') = 'on',
        current_setting('full_page_writes') = 'on',
        pg_is_in_recovery(),
        current_setting('transaction_read_only') = 'on',
        host(inet_server_addr()),
        inet_server_port()::bigint,
        coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false),
        (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// What PostgreSQL says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postgres {
    /// Its version as a number: 150004 is 15.4.
    pub number: i64,
    /// Its version as people write it.
    pub version: String,
    /// What a commit of ours waits for.
    pub synchronous_commit: String,
    /// Whether it brings commits to the disk at all.
    pub fsync: bool,
    /// Whether a page that was half written survives.
    pub full_page_writes: bool,
    /// Whether it is a standby.
    pub standby: bool,
    /// Whether it takes no changes.
    pub read_only: bool,
    /// Standbys connected to it.
    pub standbys: Standbys,
    /// What stands between the program and it.
    pub between: Between,
    /// Whether prepared statements outlive a transaction; none where none are wanted, or it can't be tried.
    pub carried: Option<bool>,
    /// Whether others could read what goes to it.
    pub channel: Channel,
    /// How far its clock is from ours, as far as it isn't the time that the question took.
    pub apart: Span,
}

pub(super) async fn inspect(
    client: &Client,
    options: &PostgresOptions,
    clock: &dyn Clock,
) -> Result<Postgres, Fault> {
    let config = parse(options)?;
    let before = clock.now();
    let asked = client.query_typed(ASK, &[]).await;
    let after = clock.now();
    let rows = asked.map_err(|e| Fault::because("The database doesn't answer", &e))?;
    let row = rows
        .first()
        .ok_or_else(|| Fault::new("The database doesn't answer"))?;
    let carried = match options.prepared {
        true => are_carried(&config).await.ok(),
        false => None,
    };
    let read = async {
        let standbys = standbys::of(client).await?;
        let apart = apart(
            before,
            after,
            row.try_get::<_, i64>(10).map(Timestamp::from_micros)?,
        );
        read(row, &config, apart, carried, standbys)
    };
    read.await
        .map_err(|e| Fault::because("The database answers in another way than PostgreSQL", &e))
}

fn read(
    row: &Row,
    config: &Config,
    apart: Span,
    carried: Option<bool>,
    standbys: Standbys,
) -> Result<Postgres, tokio_postgres::Error> {
    let address: Option<String> = row.try_get(7)?;
    let port: Option<i64> = row.try_get(8)?;
    let between = between(config, address.as_deref(), port);
    Ok(Postgres {
        number: row.try_get(0)?,
        version: row.try_get(1)?,
        synchronous_commit: row.try_get(2)?,
        fsync: row.try_get(3)?,
        full_page_writes: row.try_get(4)?,
        standby: row.try_get(5)?,
        read_only: row.try_get(6)?,
        standbys,
        channel: channel(config, &between, row.try_get(9)?),
        between,
        carried,
        apart,
    })
}

/// What a clock read between two moments of ours is certainly off by.
fn apart(before: Timestamp, after: Timestamp, theirs: Timestamp) -> Span {
    let early = before.since(theirs).as_micros();
    let late = theirs.since(after).as_micros();
    Span::micros(early.max(late).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_off_by_what_the_question_can_not_have_taken() {
        let at = Timestamp::from_micros;
        for (theirs, micros) in [
            (100, 0),
            (150, 0),
            (200, 0),
            (99, 1),
            (0, 100),
            (201, 1),
            (300, 100),
        ] {
            assert_eq!(
                apart(at(100), at(200), at(theirs)),
                Span::micros(micros),
                "{theirs}"
            );
        }
        // Our own clock was set back meanwhile.
        assert_eq!(apart(at(200), at(100), at(150)), Span::micros(50));
    }
}
