//! Addresses that other programs know by heart.

use domain::Stop;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::rules::headers::Keep;

/// Nothing here is for search engines.
pub(crate) async fn robots(_: &Asked) -> Result<Answer, Stop> {
    Ok(Answer::text("User-agent: *\nDisallow: /\n"))
}

/// The keys by which the gate's assertions are checked (RFC 7517 §5, §8.5).
pub(crate) async fn assertion_keys(asked: &Asked) -> Result<Answer, Stop> {
    let mut answer = Answer::of(
        "application/jwk-set+json",
        format!("{}\n", asked.door().assertion_keys()),
    );
    answer.keep = Keep::AnHour;
    Ok(answer)
}

/// Where password managers send people (W3C, "A Well-Known URL for Changing Passwords").
pub(crate) async fn change_password(_: &Asked) -> Result<Answer, Stop> {
    Ok(Answer::to("/settings/security"))
}
