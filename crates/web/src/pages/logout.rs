//! Signing out: dead on the server, gone from the browser. Known browsers stay known.

use domain::Stop;
use http::header::HeaderName;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::rules::cookies::Cookie;

/// Ends the session. Never `"cookies"`: that would sign people out of every program on the domain.
pub(crate) async fn sign_out(asked: &Asked) -> Result<Answer, Stop> {
    if let Some(live) = &asked.session {
        asked.door().sign_out(live, &asked.visitor).await?;
    }
    Ok(Answer::to("/login?done=out")
        .delete(Cookie::Session)
        .header(
            HeaderName::from_static("clear-site-data"),
            "\"cache\", \"storage\"",
        ))
}
