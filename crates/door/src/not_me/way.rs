//! How a message says that what it tells of can be stopped. The link is made when the message leaves, so that no
//! token lies in the outbox, and what tells of something costs whoever does it nothing more.

use domain::Stop;
use domain::ids::AccountId;
use domain::secret::write_token;
use store::{Guard, Statement};

use super::links::{self, Characters, Stopped};
use crate::account::emails::{self, former};
use crate::house::Door;
use crate::outbox::{Envelope, Matter, WayToStop, numbers, telling};

impl Door {
    /// The link of a message, and the row that it needs; none where nothing of it can be stopped, or its reader gets
    /// no links.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub(crate) async fn way_to_stop(
        &self,
        message: &Envelope,
        of: &[Matter],
    ) -> Result<Option<(WayToStop, Statement)>, Stop> {
        let to = &message.first;
        if !telling::stops(of) || self.who_stops(to.account, &to.address).await?.is_none() {
            return Ok(None);
        }
        let rows = message.all().map(|due| due.id.bytes());
        let Some(token) = links::token_of(self.reader(), rows) else {
            return Ok(None);
        };
        let stopped = Stopped {
            of: links::unlike(telling::notices(of)),
            sent_to: to.address.clone(),
        };
        let reader = self.reader();
        let (way, hash) = match numbers::enrolment_at(&to.address) {
            Some(_) => {
                let characters = Characters::of(reader, &token);
                let way = WayToStop::Characters(characters.shown());
                (way, characters.hash(reader))
            }
            None => {
                let path = format!("/not-me/{}", write_token(&token));
                let letters = links::letters(reader, &token);
                let way = WayToStop::Link { path, letters };
                (way, links::hash(reader, &token))
            }
        };
        let row = links::insert(self, hash, to.account, &stopped)?;
        Ok(Some((way, row)))
    }

    /// What states again that whoever reads there may stop something, and for an address that was removed that they
    /// have done so; none where they may not. They may at an address that has been the account's for a day, or was
    /// when it was removed a short time ago, and that hasn't stopped anything since.
    pub(super) async fn who_stops(
        &self,
        of: AccountId,
        address: &str,
    ) -> Result<Option<Vec<Guard>>, Stop> {
        if address.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let (reader, now) = (self.reader(), self.now());
        if let Some(enrolment) = numbers::enrolment_at(address) {
            return Ok(numbers::who_stops(reader, of, enrolment, now).await?);
        }
        let own = emails::of_account(reader, of).await?;
        if let Some(own) = own.iter().find(|one| one.address == address) {
            let there = own
                .is_settled(now)
                .then(|| emails::assert_there(own.id, of));
            return Ok(there.map(|there| vec![there]));
        }
        let may = former::may_stop(reader, of, address, now).await?;
        Ok(may.then(|| vec![former::stops(of, address, now)]))
    }
}
