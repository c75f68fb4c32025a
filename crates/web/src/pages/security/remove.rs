//! Removing an enrolment. The page asks first and says what it means: with the last one only the
//! password is left, and where policy requires a factor the last one stays.

use askama::Template;
use domain::{Refusal, Stop};
use door::{FactorView, LiveSession, Removal, Removed};
use look::page::Nav;
use look::words::Words;

use super::factor::{Named, base, named};
use super::left::{Left, left};
use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

/// With codes that are left, and with none.
const SAID: [&str; 2] = ["security-remove-shut", "security-remove-shut-without"];

#[derive(Template)]
#[template(path = "pages/security/remove.html")]
struct Remove<'a> {
    words: &'a Words,
    alert: String,
    removal: &'a Removal,
    /// When it goes, where that isn't at once; empty where it is.
    later: String,
    /// What is left where it is the last that could answer, and others are there.
    left: Option<Left>,
    /// The enrolment's own address.
    base: String,
    /// Whether suspending it is another way.
    can_suspend: bool,
}

pub(crate) async fn ask(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let named = named(asked, live).await?;
    draw(asked, live, &named, None).await
}

pub(crate) async fn go(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let named = named(asked, live).await?;
    let removed = asked.door().remove_factor(live, named.id, &asked.visitor);
    match removed.await {
        Ok(Removed::AtOnce) => Ok(Answer::to("/settings/security?done=removed")),
        Ok(Removed::From(_)) => Ok(Answer::to("/settings/security?done=leaving")),
        Err(Stop::Refused(
            refusal @ (Refusal::FactorRequired
            | Refusal::NotAlone(_)
            | Refusal::PasswordTooShort(_)),
        )) => draw(asked, live, &named, Some(refusal)).await,
        Err(stop) => Err(stop),
    }
}

/// What removing it would mean. By what can't remove it, but suspend it, that is said.
async fn removal(asked: &Asked, live: &LiveSession, named: &Named) -> Result<Removal, Stop> {
    let refused = match asked.door().removal(live, named.id).await {
        Err(Stop::Refused(refusal @ Refusal::OnlyTheLost)) => refusal,
        other => return other,
    };
    if asked.door().suspension(live, named.id).await.is_err() {
        return Err(refused.into());
    }
    let FactorView { name, kind, .. } = named.view.clone();
    Ok(Removal {
        name,
        kind,
        last: false,
        shut: None,
        required: false,
        alone: None,
        left: 0,
        later: None,
        only_suspends: true,
    })
}

async fn draw(
    asked: &Asked,
    live: &LiveSession,
    named: &Named,
    refusal: Option<Refusal>,
) -> Result<Answer, Stop> {
    let words = &asked.words;
    let removal = removal(asked, live, named).await?;
    let alert = match &refusal {
        // Said below the line that says which password is meant.
        Some(Refusal::PasswordTooShort(n)) => words.n("security-remove-short", i64::from(*n)),
        Some(refusal) => words.refusal(refusal),
        None if let Some(kind) = &removal.alone => words.refusal(&Refusal::NotAlone(kind.clone())),
        None if removal.required => words.refusal(&Refusal::FactorRequired),
        None => String::new(),
    };
    let base = base(asked);
    let here = format!("{base}/remove");
    let body = Remove {
        words,
        alert,
        left: removal.shut.map(|codes| left(asked, codes, SAID, here)),
        base,
        can_suspend: !named.view.suspended && !named.view.fallback,
        removal: &removal,
        later: removal.later.map_or_else(String::new, |at| {
            let moment = words.soon(at, asked.door().now());
            words.with("security-remove-later", &[("moment", &moment)])
        }),
    };
    let name = match removal.name.as_str() {
        "" => crate::pages::choice::name_of(words, &removal.kind),
        name => name.to_owned(),
    };
    let title = words.with("security-remove-title", &[("name", &name)]);
    let mut sheet = Sheet::around(asked, title, look::Fragment::of(&body)?).nav(Nav::Security);
    if let Some(refusal) = &refusal {
        sheet = sheet.refused(refusal);
    }
    sheet.answer()
}
