//! After the first factor: backup codes are the next step, and "Later" is a choice, not a silence.
//! The page also says what has just happened to every other browser and device.

use askama::Template;
use domain::Stop;
use domain::next::Next;
use door::LiveSession;
use look::page::Nav;
use look::words::Words;

use super::clients::{self, Client};
use super::newest;
use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

#[derive(Template)]
#[template(path = "pages/security/next.html")]
struct NextStep<'a> {
    words: &'a Words,
    /// What was just added is called so by what is known of it; its name is asked for.
    called: String,
    /// Where it is given its name.
    rename: String,
    /// Whether what there is opens adding something better, and no making of codes.
    better: bool,
    /// Where codes are made.
    action: String,
    number: String,
    next: &'a str,
    /// How many codes there are already; none asks for them.
    left: String,
    /// How many device passwords there are, which go on opening without the factor.
    devices: i64,
    /// Those that came by the account's password, which opens nothing more by itself.
    clients: Vec<Client>,
    /// Where the page that shows a made device password leads back to.
    here: String,
}

/// The next step. Whoever has no factor yet begins with that.
pub(crate) async fn show(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let (door, words) = (asked.door(), &asked.words);
    let factors = door.own_factors(live).await?;
    let next = asked.next();
    let Some((kind, path)) = door.own_fallback() else {
        return Ok(on(next.as_ref()));
    };
    if factors.iter().all(|factor| factor.fallback) {
        return Ok(Answer::to("/settings/security"));
    }
    let newest = newest(&factors);
    let place = newest.and_then(|factor| Some((factor, door.place_of(&factor.kind)?)));
    let (called, rename) = place.map_or_else(Default::default, |(factor, place)| {
        let rename = format!("/settings/security/{place}/{}/rename", factor.id);
        (factor.name.clone(), rename)
    });
    let made = factors.iter().find(|factor| factor.kind == kind);
    let body = NextStep {
        words,
        called,
        rename,
        better: door.step_up_ways(live).await?.mailed,
        action: format!("/settings/security/{path}"),
        number: door.form_number(),
        next: next.as_ref().map_or("", Next::as_str),
        left: made
            .filter(|made| made.left > 0)
            .map_or_else(String::new, |made| {
                words.n(&format!("{kind}-left"), made.left)
            }),
        devices: i64::try_from(door.own_device_passwords(live).await?.len()).unwrap_or(i64::MAX),
        clients: clients::list(asked, live).await?,
        here: asked.with_next("/settings/security/next", next.as_ref()),
    };
    Sheet::new(asked, "security-next-title", &body)?
        .nav(Nav::Security)
        .leads_to(next.as_ref().and_then(Next::origin))
        .answer()
}

/// "Later": the start page goes on reminding.
pub(crate) async fn later(asked: &Asked, _: &LiveSession) -> Result<Answer, Stop> {
    Ok(on(asked.next().as_ref()))
}

fn on(next: Option<&Next>) -> Answer {
    Answer::to(next.map_or("/settings/security?done=later", Next::as_str))
}
