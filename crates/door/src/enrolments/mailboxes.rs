//! To which of somebody's addresses a code may go.

use domain::Span;
use domain::ids::AccountId;
use factors::{Doing, Mailboxes};

use crate::account::{by_link, emails};
use crate::house::Door;

/// For how long no mailbox proves anything beside a password that was chosen anew by a link: whoever reads at one may
/// have chosen it, and several addresses may end in one mailbox.
const BY_LINK: Span = Span::days(30);

impl Mailboxes for Door {
    fn fit(&self, of: AccountId) -> Doing<'_, Vec<String>> {
        Box::pin(async move {
            let (reader, now) = (self.reader(), self.now());
            let chosen = by_link::read(reader, of).await?;
            if chosen.is_some_and(|at| now.since(at) < BY_LINK) {
                return Ok(Vec::new());
            }
            let all = emails::that_open(reader, of, now).await?;
            Ok(all.into_iter().map(|email| email.address).collect())
        })
    }
}
