//! What is posted to a factor: its own pages, which the door runs and commits, and what is the same
//! for every kind: renaming.

use askama::Template;
use domain::ids::EnrolmentId;
use domain::next::Next;
use domain::{Form, Refusal, Stop};
use door::{At, Done, FactorView, LiveSession, Shown};
use look::Fragment;
use look::browser::Browser;
use look::page::Nav;
use look::script::{self, Script};
use look::words::Words;

use super::{RefusedAt, clients, draw, kind};
use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

static SCRIPTS: [&Script; 4] = [
    &script::COPY,
    &script::PRINT,
    &script::ONE_TIME,
    &script::COUNTDOWN,
];

#[derive(Template)]
#[template(path = "pages/security/step.html")]
struct Step<'a> {
    words: &'a Words,
    /// The programs that stop working once the first factor is on.
    at_stake: String,
    body: Fragment,
}

/// Its place on the security page.
pub(crate) async fn show(asked: &Asked, _: &LiveSession) -> Result<Answer, Stop> {
    place(asked)
}

fn place(asked: &Asked) -> Result<Answer, Stop> {
    let page = asked.with_next("/settings/security", asked.next().as_ref());
    Ok(Answer::to(&format!("{page}#{}", kind(asked)?)))
}

/// A post to the factor's first page: an enrolment begins, or codes are made.
pub(crate) async fn post(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    run(asked, live, "", None).await
}

/// The same for one that takes the place of another kind's.
pub(crate) async fn instead(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    run(asked, live, "/instead", None).await
}

/// Switches an enrolment on.
pub(crate) async fn confirm(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    run(asked, live, "/{id}/confirm", Some(asked.id()?)).await
}

/// Has another code sent to what waits for one.
pub(crate) async fn again(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    run(asked, live, "/{id}/again", Some(asked.id()?)).await
}

/// Finds a token again that went astray.
pub(crate) async fn resync(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    run(asked, live, "/{id}/resync", Some(asked.id()?)).await
}

/// The address of an enrolment that a path names.
pub(super) fn base(asked: &Asked) -> String {
    let (factor, id) = (asked.param("factor"), asked.param("id"));
    format!("/settings/security/{factor}/{id}")
}

/// What was posted, and what the browser is called that posted it.
pub(crate) fn with_browser(asked: &Asked) -> Form {
    let browser = Browser::read(&asked.visitor.agent).words(&asked.words);
    asked.form.with(door::BROWSER, &browser)
}

async fn run(
    asked: &Asked,
    live: &LiveSession,
    path: &str,
    id: Option<EnrolmentId>,
) -> Result<Answer, Stop> {
    let kind = kind(asked)?;
    let next = asked.next();
    let page = door::PageRequest {
        kind: &kind,
        path,
        id,
        next: next.as_ref().map_or("", Next::as_str),
    };
    let (at, words) = (At::Settings(live), &asked.words);
    let form = with_browser(asked);
    let shown = asked
        .door()
        .post_factor_page(at, &page, &form, words, &asked.visitor);
    match shown.await {
        Ok(Shown::Overview) => place(asked),
        Ok(Shown::Page(title, body, refusal)) => {
            let at_stake = clients::at_stake(asked, live).await?;
            step(asked, title, body, at_stake, refusal.as_ref())
        }
        Ok(Shown::Done(done)) => {
            let at_stake = match done.show {
                Some(_) => clients::at_stake(asked, live).await?,
                None => String::new(),
            };
            finished(asked, done, at_stake, next.as_ref())
        }
        Err(Stop::Refused(
            refusal @ (Refusal::InvalidLabel
            | Refusal::TooMany(_)
            | Refusal::KindOff(_)
            | Refusal::AskedJustNow(_)
            | Refusal::MailboxUnfit
            | Refusal::MessagesSpent(_)
            | Refusal::NumberElsewhere(_)
            | Refusal::NotAlone(_)
            | Refusal::TokenTaken
            | Refusal::Unfit(_)),
        )) => draw(asked, live, Some(RefusedAt::Page(refusal))).await,
        Err(stop) => Err(stop),
    }
}

/// What was committed: shown once, or led on from. A confirmed enrolment has renewed the session.
fn finished(
    asked: &Asked,
    done: Done,
    at_stake: String,
    next: Option<&Next>,
) -> Result<Answer, Stop> {
    let answer = match done.show {
        Some((title, body)) => step(asked, title, body, at_stake, None)?,
        None if done.first => Answer::to(&asked.with_next("/settings/security/next", next)),
        None if done.enrolled => match next {
            Some(next) => Answer::to(next.as_str()),
            None => Answer::to("/settings/security?done=added"),
        },
        None => place(asked)?,
    };
    Ok(match &done.session {
        Some(session) => answer.signed_in(session),
        None => answer,
    })
}

/// Where a form that confirms an enrolment led, if this is the same one sent again.
pub(crate) async fn resubmitted(asked: &Asked) -> Result<Option<Answer>, Stop> {
    let Some(old) = &asked.visitor.session else {
        return Ok(None);
    };
    let kind = kind(asked)?;
    let done = asked
        .door()
        .enrolment_resubmitted(old, &kind, &asked.form, &asked.visitor)
        .await?;
    let next = asked.next();
    done.map(|done| finished(asked, done, String::new(), next.as_ref()))
        .transpose()
}

fn step(
    asked: &Asked,
    title: &str,
    body: Fragment,
    at_stake: String,
    refusal: Option<&Refusal>,
) -> Result<Answer, Stop> {
    let scripts = body.scripts().to_vec();
    let step = Step {
        words: &asked.words,
        at_stake,
        body,
    };
    let mut sheet = Sheet::new(asked, title, &step)?
        .nav(Nav::Security)
        .scripts(&SCRIPTS)
        .scripts(&scripts);
    if let Some(refusal) = refusal {
        sheet = sheet.refused(refusal).waits(false);
    }
    sheet.answer()
}

/// The enrolment that the path names. One that isn't one's own, or isn't of this kind, doesn't exist.
pub(super) async fn named(asked: &Asked, live: &LiveSession) -> Result<Named, Stop> {
    let (kind, id) = (kind(asked)?, asked.id::<EnrolmentId>()?);
    let own = asked.door().own_factors(live).await?;
    let written = id.to_string();
    let view = own
        .into_iter()
        .find(|factor| factor.kind == kind && factor.id == written)
        .ok_or(Refusal::NoSuch)?;
    Ok(Named { id, view })
}

/// Where a new name is told, unless one came from somewhere else.
const RENAMED: &str = "/settings/security?done=renamed";

/// An enrolment of one's own.
pub(super) struct Named {
    pub id: EnrolmentId,
    pub view: FactorView,
}

/// Gives it another name.
pub(crate) async fn rename(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id = named(asked, live).await?.id;
    let name = asked.form.get("name");
    let renamed = asked.door().rename_factor(live, id, name, &asked.visitor);
    match renamed.await {
        Ok(()) => Ok(Answer::to(
            asked.next().as_ref().map_or(RENAMED, Next::as_str),
        )),
        Err(Stop::Refused(refusal @ Refusal::InvalidLabel)) => {
            draw(asked, live, Some(RefusedAt::Page(refusal))).await
        }
        Err(stop) => Err(stop),
    }
}
