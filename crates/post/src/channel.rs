//! The way by which messages leave as mail: a channel of the outbox.

use std::sync::Arc;
use std::time::Duration;

use door::outbox::{Channel, Letter, Reaches, Sending, Undelivered};

use crate::dkim::Signer;
use crate::pool::Pool;
use crate::settings::Outgoing;
use crate::{Frame, letter};

/// How long a message may take in all. Whoever takes one from the outbox has it for two minutes.
const PATIENCE: Duration = Duration::from_secs(100);

/// Mail, by one server.
pub struct Mail {
    frame: Frame,
    signer: Option<Signer>,
    pool: Pool,
}

impl Mail {
    /// Mail as it is set.
    pub fn new(set: Outgoing) -> Arc<Self> {
        let (at_once, kept) = set.connections;
        Arc::new(Self {
            frame: set.frame,
            signer: set.signer,
            pool: Pool::new(set.server, at_once, kept),
        })
    }

    async fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        let message = letter::message(letter)?;
        let later = |fault: domain::Fault| Undelivered::Later(fault.to_string());
        let written = message.write(&self.frame, self.signer.as_ref());
        let written = written.map_err(later)?;
        match tokio::time::timeout(PATIENCE, self.pool.send(&written)).await {
            Ok(sent) => sent.map_err(Undelivered::from),
            Err(_) => Err(Undelivered::Later(
                "the mail server takes too long over a message".to_owned(),
            )),
        }
    }
}

impl Channel for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn reaches(&self) -> Reaches {
        Reaches::Addresses
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(self.deliver(letter))
    }
}

#[cfg(test)]
mod tests {
    use crate::smtp::Patience;

    use super::*;

    #[test]
    fn a_server_has_time_to_look_at_a_message_before_it_is_sent_again() {
        let all = Patience::default();
        assert!(all.data >= Duration::from_secs(80));
        // A connection that was kept answers RSET, MAIL, RCPT and DATA at once.
        assert!(all.data + Duration::from_secs(10) < PATIENCE);
    }
}
