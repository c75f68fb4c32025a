//! What a site pays for at most in a day: it grows with what is confirmed, so that a site of any size has enough, and
//! nobody makes it pay for more.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::{Kind, Span, Stop, Timestamp};

use crate::house::Door;

/// For how long what was counted is believed.
const BELIEVED: Span = Span::minutes(10);

/// How many messages a day.
pub(super) struct Daily {
    /// To what is being set up.
    pub(super) confirming: i64,
    /// To what is confirmed.
    pub(super) confirmed: i64,
}

/// How many there are of each kind, and when that was counted.
#[derive(Default)]
struct Counted(Mutex<BTreeMap<String, (Timestamp, i64)>>);

impl Door {
    /// How many messages of a kind the site sends a day; none where they cost nothing.
    pub(super) async fn daily(&self, kind: &Kind) -> Result<Option<Daily>, Stop> {
        let asks = self.factor(kind)?.asks();
        let Some(daily) = asks.and_then(|asks| asks.daily(&self.config().settings)) else {
            return Ok(None);
        };
        let all = self.how_many(kind).await?;
        Ok(Some(Daily {
            confirming: daily.confirming,
            confirmed: all.saturating_mul(daily.each).max(daily.least),
        }))
    }

    async fn how_many(&self, kind: &Kind) -> Result<i64, Stop> {
        let now = self.now();
        let all = &self.memory::<Counted>().0;
        let before = {
            let all = all.lock().unwrap_or_else(PoisonError::into_inner);
            all.get(kind.as_str()).copied()
        };
        if let Some((at, many)) = before
            && (Span::ZERO..BELIEVED).contains(&now.since(at))
        {
            return Ok(many);
        }
        let many = factors::enrolment::how_many(self.reader(), kind).await?;
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(kind.to_string(), (now, many));
        Ok(many)
    }
}
