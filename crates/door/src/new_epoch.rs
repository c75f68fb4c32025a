//! After an older copy of the database was put back. It has forgotten what was used, ended and given since it
//! was made; here ends of that whatever can be known to be open: sessions, sign-ins that wait for more, codes
//! given in place of a factor, links, and codes that go by time up to now.

use domain::Stop;
use domain::event::{Action, Event};
use factors::{Asker, by_now};
use store::{Batch, statements, values};

use crate::Actor;
use crate::administration::everyone::{Everyones, next_epoch};
use crate::house::Door;
use crate::rights::Verb;

statements! {
    of crate::account::invites::TABLE;
    sweep OPEN = "SELECT count(*) FROM invites WHERE expires > $1";
    clear VOID = "DELETE FROM invites";
}

/// What ended, and what is taken as used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewEpoch {
    /// Sessions and pending sign-ins.
    pub ended: Everyones,
    /// Codes that administrators gave in place of a factor.
    pub help: i64,
    /// Links that make an account somebody's.
    pub links: i64,
    /// Devices of whose codes those up to now are taken as used.
    pub devices: u64,
}

impl std::fmt::Display for NewEpoch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            ended,
            help,
            links,
            devices,
        } = self;
        write!(
            f,
            "{ended}, help codes: {help}, links: {links}, devices: {devices}"
        )
    }
}

impl Door {
    /// Does it, and writes it down. Twice does no harm.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](domain::Refusal::NotAllowed) to all but administrators.
    pub async fn begin_new_epoch(&self, actor: &Actor) -> Result<NewEpoch, Stop> {
        let permit = self.may(actor, Verb::BeginNewEpoch)?;
        let devices = self.pass_codes_by_time().await?;
        let now = self.now();
        let links = self.reader().row(OPEN.bind(values![now])).await?;
        let epoch = NewEpoch {
            ended: self.living().await?,
            help: by_now::help(self.reader(), now).await?,
            links: links.map_or(Ok(0), |mut row| row.int())?,
            devices,
        };
        let event = Event::site(Action::DatabaseNewEpoch).detail(epoch.to_string());
        let change = Batch::new()
            .any(next_epoch())
            .any(by_now::end_help(now))
            .any(VOID.bind([]));
        self.commit(permit.recording(self, &event), change).await?;
        Ok(epoch)
    }

    /// Of how many devices.
    async fn pass_codes_by_time(&self) -> Result<u64, Stop> {
        let words = self.words(self.config().language, "");
        let at = self.context(&words, Asker::Nobody);
        let (mut after, mut devices) = (None, 0_u64);
        loop {
            let some = by_now::next(self.reader(), after).await?;
            let Some(last) = some.last() else {
                return Ok(devices);
            };
            after = Some(last.id);
            let mut batch = Batch::new();
            for of in some.iter().filter(|of| of.exists()) {
                let factor = self.registry().get(&of.kind);
                if let Some(counter) = factor.and_then(|factor| factor.counter_by_now(&at, of)) {
                    batch = batch.any(by_now::pass(of, counter));
                    devices = devices.saturating_add(1);
                }
            }
            self.commit_unhurried(batch).await?;
        }
    }
}
