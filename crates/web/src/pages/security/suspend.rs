//! Suspending an enrolment, and taking it into use again. Whoever would be left with nothing to sign in by is
//! asked first, and offered backup codes.

use askama::Template;
use domain::Stop;
use domain::next::Next;
use door::LiveSession;
use look::Fragment;
use look::page::Nav;
use look::words::Words;

use super::factor::{base, named};
use super::left::{Left, left};
use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::choice::name_of;
use crate::sheet::Sheet;

/// With codes that are left, and with none.
const SAID: [&str; 2] = ["security-suspend-last", "security-suspend-last-without"];

#[derive(Template)]
#[template(path = "pages/security/suspend.html")]
struct Suspend<'a> {
    words: &'a Words,
    /// What is left where it is the last that could answer.
    left: Option<Left>,
    /// The enrolment's own address.
    base: String,
    lost: bool,
    next: &'a str,
}

/// This page, with what is known of the way here.
fn here(asked: &Asked) -> String {
    let page = asked.with_next(&format!("{}/suspend", base(asked)), asked.next().as_ref());
    match (is_lost(asked), page.contains('?')) {
        (false, _) => page,
        (true, true) => format!("{page}&lost=1"),
        (true, false) => format!("{page}?lost=1"),
    }
}

/// Whether it is lost, so that one came from the page about that.
fn is_lost(asked: &Asked) -> bool {
    asked.query.has("lost") || asked.form.has("lost")
}

pub(crate) async fn ask(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id = named(asked, live).await?.id;
    let (door, words, next) = (asked.door(), &asked.words, asked.next());
    let suspension = door.suspension(live, id).await?;
    let left = suspension
        .last
        .then(|| left(asked, suspension.codes, SAID, here(asked)));
    let body = Suspend {
        words,
        left,
        base: base(asked),
        lost: is_lost(asked),
        next: next.as_ref().map_or("", Next::as_str),
    };
    let name = match suspension.name.as_str() {
        "" => name_of(words, &suspension.kind),
        name => name.to_owned(),
    };
    let title = words.with("security-suspend-title", &[("name", &name)]);
    Sheet::around(asked, title, Fragment::of(&body)?)
        .nav(Nav::Security)
        .answer()
}

/// Suspends it: it answers no more, and is still owed.
pub(crate) async fn go(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id = named(asked, live).await?.id;
    let door = asked.door();
    if !asked.form.has("sure") && door.suspension(live, id).await?.last {
        return Ok(Answer::to(&here(asked)));
    }
    door.suspend_factor(live, id, &asked.visitor).await?;
    if is_lost(asked) {
        let lost = "/settings/security/lost?done=suspended";
        return Ok(Answer::to(&asked.with_next(lost, asked.next().as_ref())));
    }
    Ok(Answer::to("/settings/security?done=suspended"))
}

pub(crate) async fn resume(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id = named(asked, live).await?.id;
    asked.door().resume_factor(live, id, &asked.visitor).await?;
    Ok(Answer::to("/settings/security?done=resumed"))
}
