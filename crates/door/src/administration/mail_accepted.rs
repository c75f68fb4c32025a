//! That a mail server has taken a message: what takes mail that arrives (forgotten passwords, invites by mail) is on
//! from then on, on every node.

use domain::Stop;
use domain::event::{Action, Event};
use store::Batch;

use crate::Actor;
use crate::house::{Door, Upkeep};
use crate::outbox::proven;
use crate::rights::Verb;

impl Door {
    /// Notes that this server, as its host and port, has just taken a message.
    ///
    /// # Errors
    /// [`domain::Refusal::NotAllowed`].
    pub async fn mail_accepted(&self, actor: &Actor, server: &str) -> Result<(), Stop> {
        let permit = self.may(actor, Verb::MailAccepted)?;
        let event = Event::site(Action::MailAccepted).detail(server);
        let change = Batch::new().add(proven::note(proven::MAIL, self.now()));
        self.commit(permit.recording(self, &event), change).await
    }

    /// Takes over that one had taken a message before there was a database to note it in.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn mail_was_accepted(&self) -> Result<(), Stop> {
        if proven::is_proven(self.reader(), proven::MAIL).await? {
            return Ok(());
        }
        let change = Batch::new().add(proven::note(proven::MAIL, self.now()));
        self.commit(Upkeep::Told, change).await
    }
}
