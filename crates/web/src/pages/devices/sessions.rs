//! What is posted to a session in the list, and to all the others.

use domain::ids::SessionId;
use domain::{Refusal, Stop};
use door::{DevicePasswords, LiveSession};

use super::{RefusedAt, draw};
use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::logout;

/// Gives one a name.
pub(crate) async fn rename(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id: SessionId = asked.id()?;
    let name = asked.form.get("name");
    let renamed = asked.door().rename_session(live, id, name, &asked.visitor);
    match renamed.await {
        Ok(()) => Ok(Answer::to("/settings/devices?done=renamed")),
        Err(Stop::Refused(refusal @ Refusal::InvalidLabel)) => {
            draw(asked, live, Some(RefusedAt::Page(refusal))).await
        }
        Err(stop) => Err(stop),
    }
}

pub(crate) async fn disconnect(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id: SessionId = asked.id()?;
    if id == live.id() {
        return logout::sign_out(asked).await;
    }
    asked.door().end_session(live, id, &asked.visitor).await?;
    Ok(Answer::to("/settings/devices?done=disconnected"))
}

/// Ends all others; device passwords go along where the box is ticked.
pub(crate) async fn disconnect_others(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let (passwords, done) = if asked.form.has("passwords") {
        (DevicePasswords::Go, "all")
    } else {
        (DevicePasswords::Stay, "others")
    };
    asked
        .door()
        .end_other_sessions(live, passwords, &asked.visitor)
        .await?;
    Ok(Answer::to(&format!("/settings/devices?done={done}")))
}
