//! A gateway says what became of a message that it has taken. It acts for nobody: what it says is believed since it
//! knows an address that was told with this message alone, and all that it can do is say once that it didn't arrive.

use domain::event::{Action, Event};
use domain::ids::MessageId;
use domain::{Form, Refusal, Stop};
use store::{Batch, Guard};

use crate::audit;
use crate::house::{Door, Upkeep};
use crate::outbox::{Channels, Reported, reports};

/// What has come to the address of a message.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The name of the gateway, of the message's id and of what makes it believed: the address's last three parts.
    pub at: [&'a str; 3],
    /// The fields of its query, and those of its body.
    pub said: [&'a Form; 2],
}

impl Door {
    /// Takes what a gateway says. Where a message didn't arrive, that stands in its row and in the audit log, once.
    /// What is said of one that is there no more changes nothing.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`] where no gateway was told such an address, before anything is read;
    /// [`Refusal::Busy`]; when the database doesn't answer.
    pub async fn message_reported(&self, report: &Report<'_>) -> Result<(), Stop> {
        let [name, id, mac] = report.at;
        let gateway = self.gateway(name).ok_or(Refusal::NoSuch)?;
        if !self.is_report_of(id, mac) {
            return Err(Refusal::NoSuch.into());
        }
        let field = gateway.text("report_field");
        let mut said = report.said.iter().flat_map(|form| form.all(field));
        if field.is_empty() {
            return Ok(());
        }
        let failed = gateway.list("report_failed");
        if !said.any(|said| failed.iter().any(|word| word == said)) {
            self.memory::<Channels>().reported(name, Reported::Other);
            return Ok(());
        }
        match self.undelivered(id, name).await {
            // Another has said so meanwhile.
            Err(Stop::Refused(Refusal::NoSuch)) => Ok(()),
            came => came,
        }
    }

    async fn undelivered(&self, id: &str, gateway: &str) -> Result<(), Stop> {
        let id: MessageId = id.parse().map_err(|_| Refusal::NoSuch)?;
        let on_its_way = reports::on_its_way(id, self.shared_now());
        let row = self.reader().row(on_its_way).await?;
        let account = row.ok_or(Refusal::NoSuch)?.id()?;
        let event = Event::failed(Action::MessageUndelivered, Some(account)).detail(gateway);
        let note = reports::undelivered(id, gateway, self.now(), self.shared_now());
        let change = Batch::from(Guard::new(note, Refusal::NoSuch))
            .add(audit::write::by_program(self, &event));
        self.commit(Upkeep::Told, change).await?;
        self.memory::<Channels>()
            .reported(gateway, Reported::Failed);
        Ok(())
    }
}
