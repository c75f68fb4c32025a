//! The same answer sent twice by a double click: the first one has made the session, the second one
//! finds it, and nobody reads that anything went wrong.

use domain::Stop;
use domain::next::Next;

use crate::answer::Answer;
use crate::asked::Asked;

/// Where the first answer led, if this is the second.
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
