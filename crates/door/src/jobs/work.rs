//! What each job does. Each goes on until nothing is left, in batches with rests between them, so that whoever is
//! waiting gets a turn.

use std::fmt::Display;

use domain::Stop;

use super::job::Job;
use super::state::State;
use crate::house::Door;

impl Door {
    /// Seals all events of the audit log that have settled, in batches that hold nobody up.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn seal_events(&self) -> Result<(), Stop> {
        self.seal_by(Job::AuditSeal.row().at_once).await
    }

    /// Forgets and removes what is too old in the audit log.
    pub(super) async fn retain_events(&self) -> Result<(), Stop> {
        self.retain_by(Job::Retention.row().at_once).await
    }

    /// One run of a job.
    ///
    /// # Errors
    /// The first thing that went wrong; what else there was is done.
    pub(super) async fn work(&self, job: Job) -> Result<(), Stop> {
        match job {
            Job::AuditSeal => {
                let done = self.seal_events().await;
                done.inspect_err(|stop| say("audit-seal", "not all was sealed", &why(stop)))
            }
            Job::Sweep => self.sweep_tables().await,
            Job::Leaving => self.remove_leaving().await,
            Job::Retention => {
                let done = self.retain_events().await;
                done.inspect_err(|stop| say("sweep", "the audit log was not swept", &why(stop)))
            }
            Job::AssertionKeys => {
                self.rotate_assertion_keys();
                Ok(())
            }
            Job::Clock => match self.database_clock().await {
                Ok(_) => Ok(()),
                Err(fault) => {
                    say("clock", "the database's clock", &fault);
                    Err(fault.into())
                }
            },
            Job::Standby => self.look_at_standby().await,
            Job::Outbox => self.send_messages().await.map(drop),
        }
    }

    /// Tells once that the synchronous standby that there was is gone, and once that there is one again.
    async fn look_at_standby(&self) -> Result<(), Stop> {
        let gone = self.has_lost_its_standby().await?;
        match (self.memory::<State>().standby_was_gone(gone), gone) {
            (false, true) => tracing::warn!(
                event = "standby-lost",
                "the synchronous standby is gone: what is committed is kept by one server alone"
            ),
            (true, false) => {
                tracing::info!(event = "standby-back", "a standby is synchronous again");
            }
            _ => {}
        }
        Ok(())
    }
}

/// Why something stopped, for the log.
pub(super) fn why(stop: &Stop) -> String {
    match stop {
        Stop::Refused(refusal) => refusal.key().to_owned(),
        Stop::Fault(fault) => fault.to_string(),
    }
}

fn say(event: &'static str, what: &str, why: &dyn Display) {
    tracing::warn!(event, "{what}: {why}");
}
