//! Addresses that other programs know by heart.

use domain::{Refusal, Stop};

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

/// What a factor answers (RFC 8615).
pub(crate) async fn of_factors(asked: &Asked) -> Result<Answer, Stop> {
    let (name, origin) = (asked.param("name"), &asked.web.address().origin);
    let value = asked
        .door()
        .well_known(name, origin)
        .ok_or(Refusal::NoSuch)?;
    let mut answer = Answer::of("application/json", format!("{value}\n"));
    answer.keep = Keep::AnHour;
    Ok(answer)
}

/// Where password managers send people (W3C, "A Well-Known URL for Changing Passwords").
pub(crate) async fn change_password(_: &Asked) -> Result<Answer, Stop> {
    Ok(Answer::to("/settings/security"))
}
