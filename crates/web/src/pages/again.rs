//! The same answer sent again by a double click: the first one has made or renewed the session, every
//! further one finds it, and nobody reads that anything went wrong.

use domain::next::Next;
use domain::{Kind, Stop};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::confirm;

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
    let target = next.as_ref().map_or("/", Next::as_str);
    Ok(found.map(|session| Answer::to(target).signed_in(&session)))
}

/// Where the first answer led, if this is the same one for a session that has gone on since.
pub(crate) async fn confirmed_twice(asked: &Asked) -> Result<Option<Answer>, Stop> {
    let (true, Some(token)) = (asked.posted, &asked.visitor.session) else {
        return Ok(None);
    };
    let kind = match asked.path.strip_prefix("/confirm") {
        Some("") => Kind::PASSWORD,
        Some(_) => asked.kind()?,
        None => return Ok(None),
    };
    let door = asked.door();
    let found = door
        .stepped_up_before(token, &kind, &asked.form, &asked.visitor)
        .await?;
    let Some(session) = found else {
        return Ok(None);
    };
    if kind == Kind::PASSWORD
        && let Some(live) = door.session(&session.token, &asked.visitor).await?
    {
        return confirm::by_password(asked, &live, &session).await.map(Some);
    }
    Ok(Some(confirm::done(asked, &session)))
}
