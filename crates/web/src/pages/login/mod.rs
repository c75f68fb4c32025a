//! The first page: name and password. What is wrong is never told: one text, one status, one time.

use askama::Template;
use domain::next::Next;
use domain::{Refusal, Stop};
use look::page::Site;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::admitted::admitted;
use crate::rules::cookies::Cookie;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = Texts {
    component: "login",
    english: include_str!("en.ftl"),
    swedish: include_str!("sv.ftl"),
};

#[derive(Template)]
#[template(path = "pages/login/login.html")]
struct Login<'a> {
    words: &'a Words,
    site: &'a Site,
    status: String,
    alert: String,
    typed: &'a str,
    next: &'a str,
}

/// The form. Whoever is signed in already goes on.
pub(crate) async fn show(asked: &Asked) -> Result<Answer, Stop> {
    let next = asked.next();
    if asked.session.is_some() {
        return Ok(Answer::to(next.as_ref().map_or("/", Next::as_str)));
    }
    draw(asked, next.as_ref(), None)
}

/// Name and password, as far as that goes.
pub(crate) async fn sign_in(asked: &Asked) -> Result<Answer, Stop> {
    let next = asked.next();
    let outcome = asked
        .door()
        .sign_in(
            asked.form.get("username"),
            asked.form.get("password"),
            next.as_ref().map_or("", Next::as_str),
            &asked.visitor,
        )
        .await;
    match outcome {
        Ok(outcome) => Ok(admitted(asked, &outcome, "/")),
        Err(Stop::Refused(refusal)) => {
            asked.web.metrics().came("refused");
            asked.web.metrics().refused(refusal.key());
            draw(asked, next.as_ref(), Some(&refusal))
        }
        Err(fault) => Err(fault),
    }
}

/// Ends what is pending.
pub(crate) async fn cancel(asked: &Asked) -> Result<Answer, Stop> {
    if let Some(pending) = &asked.pending {
        asked.door().cancel(pending).await?;
    }
    Ok(Answer::to("/login").delete(Cookie::SignIn))
}

fn draw(asked: &Asked, next: Option<&Next>, refusal: Option<&Refusal>) -> Result<Answer, Stop> {
    let words = &asked.words;
    let status = match asked.query.get("over") {
        _ if asked.posted => String::new(),
        "" => String::new(),
        "confirm" => words.t("login-over-confirm"),
        _ => words.refusal(&Refusal::SignInOver),
    };
    let body = Login {
        words,
        site: asked.web.site(),
        status,
        alert: refusal.map_or_else(String::new, |refusal| words.refusal(refusal)),
        typed: asked.typed_name(),
        next: next.map_or("", Next::as_str),
    };
    let mut sheet = Sheet::new(asked, "login-title", &body)?
        .leads_to(next.and_then(Next::origin))
        .back(asked.with_next("/login", next));
    if let Some(refusal) = refusal {
        sheet = sheet.refused(refusal);
    }
    sheet.answer()
}
