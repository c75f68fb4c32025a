//! The way by which messages leave as text messages: a channel of the outbox.

use std::sync::Arc;

use door::outbox::{Channel, Letter, Reaches, Sending, Undelivered};

use super::{Asked, Gateways, NotTaken, TextMessage};

/// Text messages, by a site's gateways.
pub struct ByGateways(Gateways);

impl ByGateways {
    /// By these, in their order.
    pub fn new(gateways: Gateways) -> Arc<Self> {
        Arc::new(Self(gateways))
    }

    async fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        let Some(to) = &letter.address else {
            return Err(Undelivered::Never("it goes to no number".to_owned()));
        };
        let message = TextMessage {
            to,
            text: &letter.text,
            id: &letter.id,
            report: &letter.report,
        };
        let all = self.0.send(&message).await;
        let broken = |one: &&Asked| matches!(one.came, Err(NotTaken::Broken(_)));
        for (one, why) in all.iter().filter(broken).filter_map(said) {
            tracing::warn!(
                event = "gateway-not-working",
                gateway = one.gateway,
                "a gateway has not taken a text message: {why}"
            );
        }
        let taken = all.last().is_some_and(|last| last.came.is_ok());
        let told: Vec<_> = all.iter().filter_map(said).collect();
        let told = told
            .iter()
            .map(|(one, why)| format!("{}: {why}", one.gateway));
        let told = told.collect::<Vec<_>>().join("; ");
        match taken {
            true => Ok(()),
            // What no gateway reaches is reached by none later.
            false
                if all
                    .iter()
                    .all(|one| matches!(one.came, Err(NotTaken::Refused(_)))) =>
            {
                Err(Undelivered::Never(told))
            }
            false => Err(Undelivered::Later(told)),
        }
    }
}

/// Why a gateway has not taken it.
fn said(of: &Asked) -> Option<(&Asked, &str)> {
    let why = of.came.as_ref().err()?;
    Some((of, why.why()))
}

impl Channel for ByGateways {
    fn name(&self) -> &'static str {
        "text-message"
    }

    fn reaches(&self) -> Reaches {
        Reaches::Numbers
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(self.deliver(letter))
    }
}
