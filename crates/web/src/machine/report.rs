//! Where gateways say what became of text messages that they have taken: at an address that each was told with the
//! message, so that nobody else knows one.

use domain::Stop;
use door::administration::Report;
use http::header::CONTENT_TYPE;

use crate::answer::Answer;
use crate::asked::Asked;

/// Takes what is said, whatever it is; that the address isn't one is the only refusal.
pub(crate) async fn take(asked: &Asked) -> Result<Answer, Stop> {
    let report = Report {
        at: ["name", "id", "mac"].map(|part| asked.param(part)),
        said: [&asked.query, &asked.form],
    };
    asked.door().message_reported(&report).await?;
    let mut answer = Answer::text("").status(204);
    answer.headers.remove(CONTENT_TYPE);
    Ok(answer)
}
