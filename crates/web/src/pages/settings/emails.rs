//! Adding an e-mail address by the code that is sent there, the main one, and removing one.

use domain::ids::EmailId;
use domain::{Refusal, Stop};
use door::LiveSession;

use super::{RefusedAt, draw};
use crate::answer::Answer;
use crate::asked::Asked;

/// Sends a code to an address.
pub(crate) async fn add(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let email = asked.form.get("email");
    let added = asked.door().add_email(live, email, &asked.visitor);
    match added.await {
        Ok(()) => Ok(Answer::to("/settings?done=email-sent#emails")),
        Err(Stop::Refused(
            refusal @ (Refusal::InvalidEmail
            | Refusal::EmailHere
            | Refusal::TooMany(_)
            | Refusal::MessagesSpent(_)
            | Refusal::NoMail),
        )) => draw(asked, live, Some(RefusedAt::Email(refusal))).await,
        Err(stop) => Err(stop),
    }
}

/// Sends another code to an address that waits for one.
pub(crate) async fn send(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id: EmailId = asked.id()?;
    let sent = asked.door().send_email_code(live, id, &asked.visitor).await;
    beside(asked, live, id, sent, "/settings?done=email-sent#emails").await
}

/// Adds the address whose code was typed.
pub(crate) async fn confirm(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let (id, code): (EmailId, _) = (asked.id()?, asked.form.get("code"));
    let added = asked.door().confirm_email(live, id, code, &asked.visitor);
    beside(asked, live, id, added.await, "/settings?done=email#emails").await
}

/// What was refused stands beside the address that it is about.
async fn beside(
    asked: &Asked,
    live: &LiveSession,
    id: EmailId,
    came: Result<(), Stop>,
    then: &str,
) -> Result<Answer, Stop> {
    match came {
        Ok(()) => Ok(Answer::to(then)),
        Err(Stop::Refused(
            refusal @ (Refusal::WrongEmailCode
            | Refusal::AskedJustNow(_)
            | Refusal::MessagesSpent(_)
            | Refusal::TooMany(_)),
        )) => {
            let wrong = RefusedAt::EmailCode(id.to_string(), refusal);
            draw(asked, live, Some(wrong)).await
        }
        Err(stop) => Err(stop),
    }
}

/// Makes an address the main one.
pub(crate) async fn choose(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id: EmailId = asked.id()?;
    asked.door().choose_email(live, id, &asked.visitor).await?;
    Ok(Answer::to("/settings?done=email-main#emails"))
}

/// Removes one, or gives up one that waits for its code.
pub(crate) async fn remove(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id: EmailId = asked.id()?;
    asked.door().remove_email(live, id, &asked.visitor).await?;
    Ok(Answer::to("/settings?done=email-removed#emails"))
}
