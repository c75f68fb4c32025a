//! How many text messages tell of what happened: so many an account and day, and of what a site sends as many as it
//! sends codes at most. What is beyond waits, and leaves as one message; mail isn't kept waiting.

use domain::{Span, Stop};
use store::Batch;

use super::daily::Daily;
use crate::budget::addresses::Purse;
use crate::house::Door;
use crate::outbox::{Envelope, numbers, table};

/// How many an account gets a day.
const A_DAY: i64 = 10;

impl Door {
    /// What a message is paid from before it leaves; nothing where it costs nothing, or all that it tells was paid for
    /// when it was tried before.
    pub(crate) async fn pays_for(&self, message: &Envelope) -> Result<Vec<Purse>, Stop> {
        let to = &message.first;
        let Some(enrolment) = numbers::enrolment_at(&to.address) else {
            return Ok(Vec::new());
        };
        let kept = numbers::kept(self.reader(), to.account, enrolment).await?;
        let Some(kept) = kept.filter(|_| message.tries() == 0) else {
            return Ok(Vec::new());
        };
        let (reader, now) = (self.reader(), self.shared_now());
        let account = Purse::daily(reader, "told-account", to.account.bytes(), A_DAY);
        let Some(Daily { own, shared, .. }) = self.daily(&kept.kind).await? else {
            return Ok(vec![account]);
        };
        let of_own = Purse::daily(reader, "told-own", to.account.bytes(), own);
        let of_site = || Purse::daily(reader, "told-site", kept.kind.as_str().as_bytes(), shared);
        let site = match of_own.wait(reader, now).await? {
            None => of_own,
            Some(_) => of_site(),
        };
        Ok(vec![account, site])
    }

    /// Puts a message off that can't be paid for yet.
    pub(crate) async fn rests(&self, message: &Envelope, pays: &[Purse]) -> Result<bool, Stop> {
        let now = self.shared_now();
        let mut wait = Span::seconds(1);
        for purse in pays {
            wait = wait.max(purse.wait(self.reader(), now).await?.unwrap_or(wait));
        }
        let until = self.now().plus(wait);
        let why = "as many text messages were sent as may be in a day";
        let rows = message.by_id().into_iter();
        let rest = rows.map(|due| table::rest(self, due.id, until, why));
        self.commit_unhurried(Batch::new().many(rest)).await?;
        Ok(false)
    }
}
