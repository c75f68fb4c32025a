//! What is done once a minute: every table with rows that expire is swept, 500 rows a table; events
//! are sealed, and removed when they are too old.

use domain::Stop;
use store::{Batch, values};

use crate::house::Door;
use crate::schema::schemas;

impl Door {
    /// Deletes some of what is over and seals what was written. Called once a minute on every node;
    /// twice does no harm.
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
        self.seal_events().await?;
        self.retain_events().await
    }
}
