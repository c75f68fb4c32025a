//! Standbys of PostgreSQL: whether one that takes over knows what was committed last.

use domain::Fault;
use tokio_postgres::Client;

use crate::engine::line::connect;
use crate::engine::reach::{PostgresOptions, parse};
use crate::open::TABLE as KEEPING;
use crate::{Reader, Row, Shape, Sql};

/// All of them, those whose state this user may see, and those that a commit waits for. A base backup and an
/// archive of the log replay nothing, and a subscriber takes rows of its choice: none of these takes over.
static ASK: Sql = Sql::new(
    &KEEPING,
    "STANDBYS",
    Shape::Sweep,
    "SELECT count(*), count(r.sync_state), count(*) FILTER (WHERE r.sync_state IN ('sync', 'quorum'))
    FROM pg_stat_replication r
    WHERE (r.state IS NULL OR r.replay_lsn IS NOT NULL OR r.sync_state IN ('sync', 'quorum'))
        AND NOT EXISTS (SELECT 1 FROM pg_replication_slots s WHERE s.active_pid = r.pid AND s.slot_type = 'logical')",
);

/// Standbys connected to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standbys {
    /// There are so many, and this user may not see how they follow.
    Hidden(i64),
    /// There are so many, of which a commit can wait for so many.
    Seen {
        all: i64,
        /// Those that are synchronous.
        synchronous: i64,
    },
}

impl Standbys {
    const fn of(all: i64, seen: i64, synchronous: i64) -> Self {
        if seen < all {
            Self::Hidden(all)
        } else {
            Self::Seen { all, synchronous }
        }
    }

    fn read(row: &mut Row) -> Result<Self, Fault> {
        Ok(Self::of(row.int()?, row.int()?, row.int()?))
    }
}

/// What a commit waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replication {
    /// `synchronous_commit`, as it holds for this user here.
    pub synchronous_commit: String,
    pub standbys: Standbys,
}

/// Looks at what a commit waits for on the server that the URL leads to.
///
/// # Errors
/// When it can't be reached.
pub async fn replication(options: &PostgresOptions) -> Result<Replication, Fault> {
    let client = connect(&parse(options)?).await?;
    let fault = |e: tokio_postgres::Error| Fault::because("The database doesn't answer", &e);
    let rows = client
        .query_typed("SELECT current_setting('synchronous_commit')", &[])
        .await
        .map_err(fault)?;
    let row = rows
        .first()
        .ok_or_else(|| Fault::new("The database doesn't answer"))?;
    Ok(Replication {
        synchronous_commit: row.try_get(0).map_err(fault)?,
        standbys: of(&client).await.map_err(fault)?,
    })
}

/// The standbys of the server at the end of that connection.
pub(super) async fn of(client: &Client) -> Result<Standbys, tokio_postgres::Error> {
    let rows = client.query_typed(ASK.text, &[]).await?;
    let Some(row) = rows.first() else {
        return Ok(Standbys::Hidden(0));
    };
    Ok(Standbys::of(
        row.try_get(0)?,
        row.try_get(1)?,
        row.try_get(2)?,
    ))
}

impl Reader {
    /// Whether a synchronous standby that was seen here is gone, so that what is committed is kept in one
    /// place alone. Never where there was none, nor on SQLite.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn has_lost_its_standby(&self) -> Result<bool, Fault> {
        if !self.is_on_a_server() {
            return Ok(false);
        }
        let row = self.row(ASK.bind([])).await?;
        let mut row =
            row.ok_or_else(|| Fault::new("the database doesn't say which standbys it has"))?;
        Ok(match Standbys::read(&mut row)? {
            Standbys::Seen { synchronous, .. } => self.saw_synchronous(synchronous > 0),
            Standbys::Hidden(_) => false,
        })
    }
}
