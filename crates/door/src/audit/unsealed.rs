//! Events that have no place in the chain yet: anybody who can write to the database could still delete
//! them unseen. How many there are, and whether one is older than it may be.

use domain::{Fault, Span, Timestamp};
use serde::Serialize;

use super::sealed;
use crate::house::Door;

/// No event stays unsealed for longer, whatever the load: it settles for two minutes, a run begins every
/// minute, and the rest is for the run itself.
pub const LONGEST: Span = Span::minutes(5);

/// Events that aren't sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unsealed {
    /// How many there are.
    pub events: i64,
    /// When the oldest happened: microseconds since 1970.
    #[serde(rename = "oldest_micros")]
    pub oldest: i64,
}

impl Unsealed {
    /// When the oldest happened.
    pub const fn since(&self) -> Timestamp {
        Timestamp::from_micros(self.oldest)
    }
}

impl Door {
    /// Events that aren't sealed yet; none where all are.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn unsealed_events(&self) -> Result<Option<Unsealed>, Fault> {
        let whenever = Timestamp::from_micros(i64::MAX);
        sealed::count_open(self.reader(), whenever).await
    }

    /// Those of them that should be sealed by now ([`LONGEST`]); none where all is well.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn overdue_events(&self) -> Result<Option<Unsealed>, Fault> {
        sealed::count_open(self.reader(), self.now().minus(LONGEST)).await
    }
}
