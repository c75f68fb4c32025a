//! The same form sent again, as by a double click: the first one has made or renewed the session, every further one
//! finds it, and nobody reads that anything went wrong. The table of routes names what is looked for.

use domain::next::Next;
use domain::{Kind, Stop};
use door::NewSession;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::confirm;

/// Where the first answer led, for a sign-in that is over.
pub(crate) async fn of_answer(asked: &Asked) -> Result<Option<Answer>, Stop> {
    let next = asked.next();
    let target = next.as_ref().map_or("/", Next::as_str);
    led_to(asked, target).await
}

/// The same for one that was completed by setting up a factor.
pub(crate) async fn of_set_up(asked: &Asked) -> Result<Option<Answer>, Stop> {
    let target = asked.with_next("/settings/security/next", asked.next().as_ref());
    led_to(asked, &target).await
}

async fn led_to(asked: &Asked, target: &str) -> Result<Option<Answer>, Stop> {
    let (Some(token), Ok(kind)) = (&asked.sign_in, asked.kind()) else {
        return Ok(None);
    };
    let found = asked
        .door()
        .answer_resubmitted(token, &kind, &asked.form, &asked.visitor)
        .await?;
    Ok(found.map(|session| Answer::to(target).signed_in(&session)))
}

/// Where the first answer led that confirms who somebody is, for a session that has gone on since.
pub(crate) async fn of_step_up(asked: &Asked) -> Result<Option<Answer>, Stop> {
    let found = stepped_up(asked, &asked.kind()?).await?;
    Ok(found.map(|session| confirm::done(asked, &session)))
}

/// The same by the password.
pub(crate) async fn of_password(asked: &Asked) -> Result<Option<Answer>, Stop> {
    let Some(session) = stepped_up(asked, &Kind::PASSWORD).await? else {
        return Ok(None);
    };
    match asked.door().session(&session.token, &asked.visitor).await? {
        Some(live) => confirm::by_password(asked, &live, &session).await.map(Some),
        None => Ok(Some(confirm::done(asked, &session))),
    }
}

async fn stepped_up(asked: &Asked, kind: &Kind) -> Result<Option<NewSession>, Stop> {
    let Some(old) = &asked.visitor.session else {
        return Ok(None);
    };
    asked
        .door()
        .step_up_resubmitted(old, kind, &asked.form, &asked.visitor)
        .await
}
