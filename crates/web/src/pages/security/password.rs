//! Changing the password: the current one is asked for as well, and all other sessions end; device
//! passwords do where the box is ticked.

use domain::{Refusal, Stop};
use door::{DevicePasswords, LiveSession, NewSession, PasswordChange};

use super::{RefusedAt, draw};
use crate::answer::Answer;
use crate::asked::Asked;

/// Its place on the security page.
pub(crate) async fn show(_: &Asked, _: &LiveSession) -> Result<Answer, Stop> {
    Ok(Answer::to("/settings/security#change-password"))
}

/// Changes it; the session goes on under a new token.
pub(crate) async fn change(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let device_passwords = if asked.form.has("devices") {
        DevicePasswords::Go
    } else {
        DevicePasswords::Stay
    };
    let change = PasswordChange {
        current: asked.form.get("current"),
        new: asked.form.get("password"),
        device_passwords,
    };
    let changed = asked.door().change_password(live, change, &asked.visitor);
    let refusal = match changed.await {
        Ok(session) => {
            return Ok(done(asked, &session));
        }
        Err(Stop::Refused(refusal)) => refusal,
        Err(fault) => return Err(fault),
    };
    let wrong = match refusal {
        Refusal::WrongPassword => RefusedAt::Current(refusal),
        refusal if refusal.is_of_new_password() => RefusedAt::Password(refusal),
        Refusal::Wait(_) | Refusal::Locked | Refusal::Busy => RefusedAt::Page(refusal),
        other => return Err(other.into()),
    };
    draw(asked, live, Some(wrong)).await
}

fn done(asked: &Asked, session: &NewSession) -> Answer {
    let done = if asked.form.has("devices") {
        "password-all"
    } else {
        "password"
    };
    Answer::to(&format!("/settings/security?done={done}")).signed_in(session)
}

/// Where the form led, if this is the same one sent again.
pub(crate) async fn resubmitted(asked: &Asked) -> Result<Option<Answer>, Stop> {
    let Some(old) = &asked.visitor.session else {
        return Ok(None);
    };
    let door = asked.door();
    let found = door.password_change_resubmitted(old, &asked.form, &asked.visitor);
    Ok(found.await?.map(|session| done(asked, &session)))
}
