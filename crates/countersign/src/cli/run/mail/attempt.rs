//! A message sent at once, past the outbox, while somebody looks on.

use post::settings::Outgoing;
use post::smtp::{Session, Trouble, Watch};
use post::{Message, Written};

use crate::cli::Stopped;

/// Writes it as it would leave.
pub(super) fn written(set: &Outgoing, message: &Message) -> Result<Written, Stopped> {
    Ok(message.write(&set.frame, set.signer.as_ref())?)
}

/// Opens a connection and hands it over.
pub(super) async fn send(
    set: &Outgoing,
    message: &Written,
    watch: &mut impl Watch,
) -> Result<(), Trouble> {
    let mut session = Session::open(&set.server, watch).await?;
    let sent = session.send(message, watch).await;
    session.end().await;
    sent
}
