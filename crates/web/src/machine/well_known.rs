//! Addresses that other programs know by heart.

use domain::Stop;

use crate::answer::Answer;
use crate::asked::Asked;

/// Nothing here is for search engines.
pub(crate) async fn robots(_: &Asked) -> Result<Answer, Stop> {
    Ok(Answer::text("User-agent: *\nDisallow: /\n"))
}

/// Where password managers send people (W3C, "A Well-Known URL for Changing Passwords").
pub(crate) async fn change_password(_: &Asked) -> Result<Answer, Stop> {
    Ok(Answer::to("/settings/security"))
}
