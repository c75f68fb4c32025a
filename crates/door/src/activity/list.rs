//! Reading the audit log.

use domain::event::{Action, Outcome};
use domain::ids::AccountId;
use domain::{Fault, Stop, Timestamp};
use serde::Serialize;

use crate::audit::table::{self, Cursor, EventRow};
use crate::house::Door;
use crate::rights::Verb;
use crate::{Actor, LiveSession};

/// Which events of the audit log are asked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Of this account only.
    pub account: Option<String>,
    /// Older than this event.
    pub before: Option<Cursor>,
    /// At most this many.
    pub most: i64,
}

/// One event, as it is listed.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    pub id: String,
    /// When it happened: microseconds since 1970.
    #[serde(rename = "at_micros")]
    pub at: i64,
    /// Who acted: an account's id, `command-line`, or nobody known.
    pub actor: String,
    /// Whose account it concerns.
    pub subject: Option<String>,
    pub action: String,
    /// `done`, `refused` or `failed`.
    pub outcome: String,
    pub kind: String,
    /// A name or reason.
    pub detail: String,
    pub address: String,
    pub agent: String,
    pub request: String,
    /// How many times, for what is counted together.
    pub times: i64,
}

impl EventView {
    fn of(kept: EventRow) -> Self {
        Self {
            id: kept.id.to_string(),
            at: kept.at.micros(),
            actor: kept.actor,
            subject: kept.subject.map(|id| id.to_string()),
            action: kept.action,
            outcome: kept.outcome,
            kind: kept.kind,
            detail: kept.detail,
            address: kept.address,
            agent: kept.agent,
            request: kept.request,
            times: kept.times,
        }
    }

    /// When it happened, by the clock of the node that wrote it.
    pub const fn moment(&self) -> Timestamp {
        Timestamp::from_micros(self.at)
    }

    /// What it tells; none for an event of a newer program.
    pub fn told(&self) -> Option<Action> {
        Action::read(&self.action)
    }

    /// The key of its text; none for an event of a newer program.
    pub fn text_key(&self) -> Option<String> {
        Some(self.told()?.text_key(Outcome::read(&self.outcome)?))
    }
}

impl Door {
    /// What happened to one's own account, newest first.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn activity(
        &self,
        live: &LiveSession,
        before: Option<Cursor>,
        most: i64,
    ) -> Result<Vec<EventView>, Fault> {
        let before = before.unwrap_or(Cursor::NEWEST);
        let rows =
            table::of_subject(self.reader(), live.account(), before, most.clamp(1, 200)).await?;
        Ok(rows.into_iter().map(EventView::of).collect())
    }

    /// The audit log, newest first.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](domain::Refusal::NotAllowed) for anybody but administrators.
    pub async fn audit(&self, actor: &Actor, query: &Query) -> Result<Vec<EventView>, Stop> {
        self.may_read(actor, Verb::Audit)?;
        let before = query.before.unwrap_or(Cursor::NEWEST);
        let most = query.most.clamp(1, 10_000);
        let rows = match &query.account {
            Some(name) => {
                let account: AccountId = self.account_named(name).await?.id;
                table::of_subject(self.reader(), account, before, most).await?
            }
            None => table::all(self.reader(), before, most).await?,
        };
        Ok(rows.into_iter().map(EventView::of).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_action_has_its_texts_in_each_language_and_no_text_is_of_none() {
        let wanted: BTreeSet<_> = Action::ALL
            .iter()
            .flat_map(|action| action.text_keys())
            .collect();
        for (language, texts) in crate::wiring::schema::TEXTS.sources {
            let there: BTreeSet<_> = texts
                .lines()
                .filter(|line| line.starts_with("event-"))
                .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
                .collect();
            assert_eq!(there, wanted, "{}", language.tag());
        }
    }
}
