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

/// Further origins whose pages may use what is bound to our domain (WebAuthn §5.11).
pub(crate) async fn related_origins(asked: &Asked) -> Result<Answer, Stop> {
    let origins = asked
        .door()
        .config()
        .settings
        .list("webauthn.related_origins");
    Ok(json(&serde_json::json!({ "origins": origins })))
}

/// Where passkeys are made and looked after (W3C, "A Well-Known URL for Relying Party Passkey Endpoints").
pub(crate) async fn passkey_endpoints(asked: &Asked) -> Result<Answer, Stop> {
    let place = format!("{}/settings/security#passkey", asked.web.address().origin);
    Ok(json(
        &serde_json::json!({ "enroll": place, "manage": place }),
    ))
}

fn json(value: &serde_json::Value) -> Answer {
    let mut answer = Answer::of("application/json", format!("{value}\n"));
    answer.keep = Keep::AnHour;
    answer
}

/// Where password managers send people (W3C, "A Well-Known URL for Changing Passwords").
pub(crate) async fn change_password(_: &Asked) -> Result<Answer, Stop> {
    Ok(Answer::to("/settings/security"))
}
