//! Changing the password: the current one is asked for as well, and all other sessions end.

use domain::secret::Token;
use domain::{Refusal, Stop};
use door::{LiveSession, NewSession};

use super::{Wrong, draw};
use crate::answer::Answer;
use crate::asked::Asked;

/// Its place on the security page.
pub(crate) async fn show(_: &Asked, _: &LiveSession) -> Result<Answer, Stop> {
    Ok(Answer::to("/settings/security#change-password"))
}

/// Changes it; the session goes on under a new token.
pub(crate) async fn change(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let (current, new) = (asked.form.get("current"), asked.form.get("password"));
    let changed = asked
        .door()
        .change_password(live, current, new, &asked.visitor);
    let refusal = match changed.await {
        Ok(session) => {
            return Ok(done(&session));
        }
        Err(Stop::Refused(refusal)) => refusal,
        Err(fault) => return Err(fault),
    };
    let wrong = match refusal {
        Refusal::WrongPassword => Wrong::Current(refusal),
        Refusal::PasswordTooShort(_)
        | Refusal::PasswordTooLong
        | Refusal::PasswordCommon
        | Refusal::PasswordPersonal(_)
        | Refusal::PasswordSame => Wrong::Password(refusal),
        Refusal::Wait(_) | Refusal::Locked | Refusal::Busy => Wrong::Page(refusal),
        other => return Err(other.into()),
    };
    draw(asked, live, Some(wrong)).await
}

fn done(session: &NewSession) -> Answer {
    Answer::to("/settings/security?done=password").signed_in(session)
}

/// Where the form led, if this is the same one sent again.
pub(crate) async fn changed_twice(asked: &Asked, old: &Token) -> Result<Option<Answer>, Stop> {
    let door = asked.door();
    let found = door.changed_password_before(old, &asked.form, &asked.visitor);
    Ok(found.await?.as_ref().map(done))
}
