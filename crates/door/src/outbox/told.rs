//! Which messages an event makes, as part of the batch that it stands in.

use std::sync::Arc;

use domain::Fault;
use domain::event::{Event, Tells};
use store::Statement;

use super::queue::{To, queue};
use super::{Channel, Channels, Reaches, notice};
use crate::Visitor;
use crate::house::Door;

impl Door {
    /// What tells the owner of an account of an event, where the table of events says that they are told.
    pub(crate) fn notices(&self, event: &Event, seen: Option<&Visitor>) -> Vec<Statement> {
        let is_told = matches!(event.action.tells(), Tells::Always | Tells::IfWanted)
            && event.action.ends().told().contains(&event.outcome);
        if self.is_without_channels() || !is_told {
            return Vec::new();
        }
        self.told(event, seen).unwrap_or_else(|fault| {
            // The act stands, and is told under Recent activity.
            tracing::error!(
                event = "notice-not-queued",
                "a notice was not queued: {fault}"
            );
            Vec::new()
        })
    }

    fn told(&self, event: &Event, seen: Option<&Visitor>) -> Result<Vec<Statement>, Fault> {
        let Some((to, matter, until)) = notice::of(event, seen, self.now()) else {
            return Ok(Vec::new());
        };
        let mut rows = self.queue(to, &matter, until)?;
        rows.extend(self.queue_at_numbers(to, &matter, until)?);
        Ok(rows)
    }

    /// What tells of an event at these addresses alone, whether they are the account's or were.
    ///
    /// # Errors
    /// When it couldn't be sealed.
    pub(crate) fn told_at(
        &self,
        event: &Event,
        seen: Option<&Visitor>,
        addresses: &[String],
    ) -> Result<Vec<Statement>, Fault> {
        let Some((to, matter, until)) = notice::of(event, seen, self.now()) else {
            return Ok(Vec::new());
        };
        let channels = self.memory::<Channels>();
        let reach = |one: &&Arc<dyn Channel>| one.reaches() == Reaches::Addresses;
        let mut rows = Vec::new();
        for channel in channels.all.iter().filter(reach) {
            for address in addresses {
                let at = To::Address(address);
                rows.push(queue(self, to, channel.name(), at, &matter, until)?);
                channels.queued.notify_one();
            }
        }
        Ok(rows)
    }

    /// The same at the account's number alone, where it is told at one.
    ///
    /// # Errors
    /// When it couldn't be sealed.
    pub(crate) fn told_at_number(
        &self,
        event: &Event,
        seen: &Visitor,
    ) -> Result<Vec<Statement>, Fault> {
        let Some((to, matter, until)) = notice::of(event, Some(seen), self.now()) else {
            return Ok(Vec::new());
        };
        self.queue_at_numbers(to, &matter, until)
    }
}
