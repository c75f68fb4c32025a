//! Sweeping what is over: every table with rows that expire, 500 rows a minute.

use domain::Stop;
use store::{Batch, values};

use crate::audit::table as events;
use crate::house::Door;
use crate::schema::schemas;

impl Door {
    /// Deletes some of what is over. Called once a minute on every node; deleting twice does no
    /// harm.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn sweep(&self) -> Result<(), Stop> {
        let now = self.now();
        for table in schemas().iter().flat_map(|schema| schema.tables) {
            if let Some(sweep) = table.sweep {
                Batch::new()
                    .any(sweep.bind(values![now]))
                    .commit(self.store())
                    .await?;
            }
        }
        let lengths = &self.config().lengths;
        Batch::new()
            .any(events::sweep(now.minus(lengths.audit)))
            .any(events::forget_addresses(now.minus(lengths.audit_addresses)))
            .commit(self.store())
            .await
    }
}
