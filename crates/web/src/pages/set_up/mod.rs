//! Setting up a factor at sign-in: where policy requires one and the account has none at all. The
//! code that confirms it is the second proof, and completes the sign-in.

use askama::Template;
use domain::{Refusal, Stop};
use door::{At, Done, Pending, Section, Shown};
use look::Fragment;
use look::script::{self, Script};
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::choice::best;
use crate::pages::security::factor::with_browser;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = look::texts!("set-up");

static SCRIPTS: [&Script; 3] = [&script::COPY, &script::ONE_TIME, &script::COUNTDOWN];

#[derive(Template)]
#[template(path = "pages/set_up/choose.html")]
struct Choose<'a> {
    words: &'a Words,
    alert: String,
    sections: Vec<Part>,
}

struct Part {
    title: String,
    /// Whether it is the best that there is to choose from.
    recommended: bool,
    section: Section,
}

/// What may be set up. Whoever has a factor answers with it instead (L05).
pub(crate) async fn choose(asked: &Asked, pending: &Pending) -> Result<Answer, Stop> {
    if has_factor(asked, pending).await? {
        return Ok(Answer::to("/login/challenge"));
    }
    list(asked, pending, None).await
}

async fn list(asked: &Asked, pending: &Pending, refusal: Option<&Refusal>) -> Result<Answer, Stop> {
    let words = &asked.words;
    let sections = asked.door().set_up_sections(pending, words).await?;
    let parts = sections.iter().map(|section| section.body.scripts());
    let scripts: Vec<_> = parts.flatten().copied().collect();
    if sections.is_empty() {
        return Err(Refusal::NothingToSetUp.into());
    }
    let best = best(asked.door(), &sections).filter(|_| sections.len() > 1);
    let best = best.map(|best| best.kind.clone());
    let part = |section: Section| Part {
        title: door::called(words, &section.kind),
        recommended: best.as_ref() == Some(&section.kind),
        section,
    };
    let mut parts: Vec<_> = sections.into_iter().map(part).collect();
    parts.sort_by_key(|part| !part.recommended);
    let body = Choose {
        words,
        alert: refusal.map_or_else(String::new, |refusal| words.refusal(refusal)),
        sections: parts,
    };
    let mut sheet = Sheet::new(asked, "set-up-title", &body)?.scripts(&scripts);
    if let Some(refusal) = refusal {
        sheet = sheet.refused(refusal);
    }
    sheet.answer()
}

/// One of them: it is set up from the list.
pub(crate) async fn show(asked: &Asked, _: &Pending) -> Result<Answer, Stop> {
    asked.kind()?;
    Ok(Answer::to("/login/setup"))
}

/// Begins with a name, or confirms with a code.
pub(crate) async fn post(asked: &Asked, pending: &Pending) -> Result<Answer, Stop> {
    let kind = asked.kind()?;
    let path = match (asked.form.has("again"), asked.form.has("code")) {
        (true, _) => "/{id}/again",
        (false, true) => "/{id}/confirm",
        (false, false) => "",
    };
    let id = (!path.is_empty())
        .then(|| asked.form.get("enrolment").parse())
        .transpose()
        .map_err(|_| Refusal::NoSuch)?;
    let page = door::PageRequest {
        kind: &kind,
        path,
        id,
        next: "",
    };
    let at = At::SigningIn(pending);
    let shown = asked
        .door()
        .post_factor_page(
            at,
            &page,
            &with_browser(asked),
            &asked.words,
            &asked.visitor,
        )
        .await;
    // What can't be sent now leaves the other kinds.
    if let Err(Stop::Refused(refusal)) = &shown
        && leaves_others(refusal)
    {
        return list(asked, pending, Some(refusal)).await;
    }
    match shown? {
        Shown::Overview => Ok(Answer::to("/login/setup")),
        Shown::Page(title, body, refusal) => draw(asked, title, body, refusal.as_ref()),
        Shown::Done(done) => finished(asked, pending, done),
    }
}

const fn leaves_others(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::AskedJustNow(_)
            | Refusal::KindOff(_)
            | Refusal::MailboxUnfit
            | Refusal::MessagesSpent(_)
            | Refusal::NumberElsewhere(_)
            | Refusal::TooMany(_)
    )
}

/// What was committed: a preparation is shown, a confirmation leads on to backup codes.
fn finished(asked: &Asked, pending: &Pending, done: Done) -> Result<Answer, Stop> {
    let Some(session) = &done.session else {
        return match done.show {
            Some((title, body)) => draw(asked, title, body, None),
            None => Ok(Answer::to("/login/setup")),
        };
    };
    asked.web.metrics().came("in");
    let next = asked.web.next(&pending.next);
    let then = asked.with_next("/settings/security/next", next.as_ref());
    Ok(Answer::to(&then).signed_in(session))
}

fn draw(
    asked: &Asked,
    title: &str,
    body: Fragment,
    refusal: Option<&Refusal>,
) -> Result<Answer, Stop> {
    let mut sheet = Sheet::around(asked, asked.words.t(title), body).scripts(&SCRIPTS);
    if let Some(refusal) = refusal {
        sheet = sheet.refused(refusal);
    }
    sheet.answer()
}

async fn has_factor(asked: &Asked, pending: &Pending) -> Result<bool, Stop> {
    let choices = asked.door().choices(pending, &asked.visitor).await?;
    Ok(!choices.kinds.is_empty())
}
