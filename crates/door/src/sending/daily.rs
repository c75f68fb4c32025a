//! What a site pays for at most in a day: it grows with what is confirmed, so that a site of any size has enough, and
//! nobody makes it pay for more. Half of it is each one's own, so that a few can't use up what all others need.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::{Kind, Span, Stop, Timestamp};

use crate::house::Door;

/// For how long what was counted is believed, where there are so many that counting takes a while.
const BELIEVED: Span = Span::minutes(10);
const MANY: i64 = 10_000;

/// How many messages a day.
pub(super) struct Daily {
    /// To what is being set up.
    pub(super) confirming: i64,
    /// To each that is confirmed, whatever goes to the others.
    pub(super) own: i64,
    /// To all of those together, beyond that.
    pub(super) shared: i64,
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
        let own = daily.each / 2;
        let most = all.saturating_mul(daily.each).max(daily.least);
        Ok(Some(Daily {
            confirming: daily.confirming,
            own,
            shared: most.saturating_sub(all.saturating_mul(own)),
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
            && many >= MANY
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
