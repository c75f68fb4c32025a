//! Kindly, once: a passkey, to whoever has just signed in with a password and something more. It stands between
//! the sign-in and where they were going, and every way leads on there.

use askama::Template;
use domain::Stop;
use domain::next::Next;
use door::LiveSession;
use look::page::Nav;
use look::words::Words;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

/// Where it is offered.
pub(crate) const PATH: &str = "/settings/security/offer";

#[derive(Template)]
#[template(path = "pages/security/offer.html")]
struct Offered<'a> {
    words: &'a Words,
    icon: &'static str,
    /// Where it is set up.
    action: String,
    number: String,
    next: &'a str,
    what: String,
    add: String,
}

/// The offer. Whoever has it, or can't, goes on.
pub(crate) async fn show(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let next = asked.next();
    let Some(offer) = asked.door().offer(live).await? else {
        return Ok(on(next.as_ref()));
    };
    let words = &asked.words;
    let text = |name: &str| words.t(&format!("{}-{name}", offer.kind));
    let body = Offered {
        words,
        icon: offer.icon,
        action: format!("/settings/security/{}", offer.path),
        number: asked.door().form_number(),
        next: next.as_ref().map_or("", Next::as_str),
        what: text("about"),
        add: text("add"),
    };
    Sheet::new(asked, "security-offer-title", &body)?
        .nav(Nav::Security)
        .leads_to(next.as_ref().and_then(Next::origin))
        .answer()
}

/// "Not now", or "Don't ask again".
pub(crate) async fn answer(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    if asked.form.get("what") == "never" {
        asked.door().never_offer(live).await?;
    }
    Ok(on(asked.next().as_ref()))
}

fn on(next: Option<&Next>) -> Answer {
    Answer::to(next.map_or("/", Next::as_str))
}
