//! The same answer sent again by a double click: the first one has made or renewed the session, every
//! further one finds it, and nobody reads that anything went wrong.

use domain::next::Next;
use domain::{Kind, Stop};
use door::SessionToken;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::confirm;
use crate::pages::security::{factor, password};

/// Where the first answer led, if this is the same one for a sign-in that is over.
pub(crate) async fn sent_twice(asked: &Asked) -> Result<Option<Answer>, Stop> {
    let (true, Some(token), Ok(kind)) = (asked.posted, &asked.sign_in, asked.kind()) else {
        return Ok(None);
    };
    let found = asked
        .door()
        .answered_before(token, &kind, &asked.form, &asked.visitor)
        .await?;
    let next = asked.next();
    let target = if asked.path.starts_with("/login/setup/") {
        asked.with_next("/settings/security/next", next.as_ref())
    } else {
        next.as_ref().map_or("/", Next::as_str).to_owned()
    };
    Ok(found.map(|session| Answer::to(&target).signed_in(&session)))
}

/// Where the first form led, if this is the same one for a session that has gone on since.
pub(crate) async fn confirmed_twice(asked: &Asked) -> Result<Option<Answer>, Stop> {
    let (true, Some(old)) = (asked.posted, &asked.visitor.session) else {
        return Ok(None);
    };
    match asked.path.as_str() {
        "/confirm" => stepped_up(asked, old, &Kind::PASSWORD).await,
        "/settings/security/password" => password::changed_twice(asked, old).await,
        path if path.starts_with("/confirm/") => stepped_up(asked, old, &asked.kind()?).await,
        path if path.starts_with("/settings/security/") && path.ends_with("/confirm") => {
            factor::confirmed_twice(asked, old).await
        }
        _ => Ok(None),
    }
}

async fn stepped_up(
    asked: &Asked,
    old: &SessionToken,
    kind: &Kind,
) -> Result<Option<Answer>, Stop> {
    let door = asked.door();
    let found = door
        .stepped_up_before(old, kind, &asked.form, &asked.visitor)
        .await?;
    let Some(session) = found else {
        return Ok(None);
    };
    if *kind == Kind::PASSWORD
        && let Some(live) = door.session(&session.token, &asked.visitor).await?
    {
        return confirm::by_password(asked, &live, &session).await.map(Some);
    }
    Ok(Some(confirm::done(asked, &session)))
}
