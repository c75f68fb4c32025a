//! To which of somebody's addresses a code may go.

use domain::ids::AccountId;
use factors::{Doing, Mailboxes};

use crate::account::emails;
use crate::house::Door;

impl Mailboxes for Door {
    fn fit(&self, of: AccountId) -> Doing<'_, Vec<String>> {
        Box::pin(async move {
            let (reader, now) = (self.reader(), self.now());
            let all = emails::that_open(reader, of, now).await?;
            let reset = emails::reset_lately(reader, of, now).await?;
            let fit = all.into_iter().filter(|email| !reset.contains(&email.id));
            Ok(fit.map(|email| email.address).collect())
        })
    }
}
