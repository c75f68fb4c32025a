//! The way by which messages leave as mail: a channel of the outbox.

use std::sync::Arc;
use std::time::Duration;

use door::outbox::{Channel, Letter, Reaches, Sending, Undelivered};

use crate::dkim::Signer;
use crate::pool::Pool;
use crate::{Frame, Server, letter};

/// How long a message may take in all. Whoever takes one from the outbox has it for a minute.
const PATIENCE: Duration = Duration::from_secs(50);

/// Mail, by one server.
pub struct Mail {
    frame: Frame,
    signer: Option<Signer>,
    pool: Pool,
}

impl Mail {
    /// Mail by that server, over so many connections at once, of which so many are kept.
    pub fn new(
        frame: Frame,
        signer: Option<Signer>,
        server: Server,
        (at_once, kept): (usize, usize),
    ) -> Arc<Self> {
        let pool = Pool::new(server, at_once, kept);
        Arc::new(Self {
            frame,
            signer,
            pool,
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
