//! What the jobs `sweep` and `retention` do: every table with rows that expire is swept until nothing is over any
//! more, and so is the audit log. In batches, with others' between them; nobody waits for any of it.

use domain::{Stop, Timestamp};
use store::{Batch, Sql, values};

use crate::house::Door;

impl Door {
    /// Deletes what is over, in tables and in the audit log; twice does no harm. What goes wrong with one
    /// keeps nothing else from being swept.
    ///
    /// # Errors
    /// The first thing that went wrong.
    pub async fn sweep(&self) -> Result<(), Stop> {
        let swept = self.sweep_tables().await;
        swept.and(self.retain_events().await)
    }

    /// Deletes what is over in tables. One that can't be swept is logged by name, and all others are.
    pub(crate) async fn sweep_tables(&self) -> Result<(), Stop> {
        let now = self.now();
        let mut first = Ok(());
        for table in self.schemas().iter().flat_map(|schema| schema.tables) {
            let Some(sweep) = table.sweep else { continue };
            let swept = self.sweep_table(sweep, now).await;
            if let Err(stop) = &swept {
                let table = table.name;
                tracing::warn!(event = "sweep", table, "not all was swept: {stop:?}");
            }
            first = first.and(swept);
        }
        first
    }

    /// 500 rows at a time, until there are none. It looks before it writes: most often there is nothing, and a
    /// server that has nothing to do has nothing to say.
    async fn sweep_table(&self, sweep: &'static Sql, now: Timestamp) -> Result<(), Stop> {
        let over = sweep.over();
        while self.reader().row(over.bind(values![now])).await?.is_some() {
            let batch = Batch::new().any(sweep.bind(values![now]));
            self.commit_unhurried(batch).await?;
        }
        Ok(())
    }
}
