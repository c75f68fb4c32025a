//! What a letter of the outbox becomes: the one place where the two meet.

use domain::Secret;
use door::outbox::{Letter, Undelivered};

use crate::{Address, Line, Message};

/// The message of a letter.
///
/// # Errors
/// There is no address to send it to, for good.
pub(crate) fn message(letter: &Letter) -> Result<Message, Undelivered> {
    let to = letter.address.as_deref().and_then(Address::read);
    let to = to.ok_or_else(|| {
        Undelivered::Never("the account has no email address that mail can be sent to".to_owned())
    })?;
    Ok(Message {
        id: letter.id.clone(),
        made: letter.made,
        to,
        language: letter.language,
        subject: Line::of(&letter.subject),
        text: Secret::new(letter.text.expose().clone()),
    })
}
