//! The first page: name and password. What is wrong is never told: one text, one status, one time.

use std::time::Duration;

use askama::Template;
use domain::next::Next;
use domain::{Refusal, Stop};
use door::Onward;
use look::Fragment;
use look::script;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::admitted::admitted;
use crate::pages::program::Going;
use crate::rules::cookies::Cookie;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = look::texts!("login");

/// How long the page waits to learn which ways there are without a password.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Template)]
#[template(path = "pages/login/login.html")]
struct Login<'a> {
    words: &'a Words,
    status: String,
    alert: String,
    typed: &'a str,
    next: &'a str,
    /// The program that one comes from.
    going: Option<Going<'a>>,
    /// Whether it asks to stay signed in, and whether that has been ticked.
    asks_to_stay: bool,
    stay: bool,
    entrances: Vec<Way>,
    /// Nothing begins by itself: one of these ways has just gone wrong.
    asks: bool,
    /// Tells the browser what it may forget.
    forgotten: Option<Fragment>,
}

/// What stands there before there is anybody who could sign in.
#[derive(Template)]
#[template(path = "pages/login/before.html")]
struct Before<'a> {
    words: &'a Words,
}

/// A way in without a password.
struct Way {
    action: String,
    icon: &'static str,
    button: String,
    body: Fragment,
}

/// The form. Whoever is signed in already goes on.
pub(crate) async fn show(asked: &Asked) -> Result<Answer, Stop> {
    let next = asked.next();
    if asked.session.is_some() {
        return Ok(Answer::to(next.as_ref().map_or("/", Next::as_str)));
    }
    // The page stands without the database, and doesn't wait for one that is silent.
    let set_up = tokio::time::timeout(PATIENCE, asked.door().is_set_up());
    if let Ok(Ok(false)) = set_up.await {
        let before = Before {
            words: &asked.words,
        };
        let sheet = Sheet::new(asked, "login-before-title", &before)?;
        return sheet
            .back(asked.with_next("/login", next.as_ref()))
            .answer();
    }
    draw(asked, next.as_ref(), None, Named::Nobody).await
}

/// Whom the ways without a password are for.
enum Named {
    Nobody,
    /// Whoever comes along, after something that nobody here has: what the browser may forget.
    Forgotten(Option<Fragment>),
    /// Whoever has the name that was typed.
    Typed,
}

/// Whether somebody has ticked to stay signed in.
fn stays(asked: &Asked) -> bool {
    !asked.form.get("stay").is_empty()
}

/// What is to come of a sign-in.
fn onward<'a>(asked: &Asked, next: Option<&'a Next>) -> Onward<'a> {
    Onward {
        next: next.map_or("", Next::as_str),
        stay: stays(asked),
    }
}

/// Name and password, as far as that goes.
pub(crate) async fn sign_in(asked: &Asked) -> Result<Answer, Stop> {
    let next = asked.next();
    let outcome = asked
        .door()
        .sign_in(
            asked.form.get("username"),
            asked.form.get("password"),
            onward(asked, next.as_ref()),
            &asked.visitor,
        )
        .await;
    match outcome {
        Ok(outcome) => Ok(admitted(asked, &outcome, "/")),
        Err(Stop::Refused(refusal)) => {
            asked.web.metrics().came("refused");
            asked.web.metrics().refused(refusal.key());
            draw(asked, next.as_ref(), Some(&refusal), Named::Nobody).await
        }
        Err(fault) => Err(fault),
    }
}

/// Signs in by what needs no password. A name without an answer asks for what stands under that name.
pub(crate) async fn sign_in_passwordless(asked: &Asked) -> Result<Answer, Stop> {
    let next = asked.next();
    if asked.form.get("code").is_empty() && !asked.typed_name().is_empty() {
        return match draw(asked, next.as_ref(), None, Named::Typed).await {
            Err(Stop::Refused(refusal)) => {
                asked.web.metrics().refused(refusal.key());
                draw(asked, next.as_ref(), Some(&refusal), Named::Nobody).await
            }
            other => other,
        };
    }
    let kind = asked.kind()?;
    let onward = onward(asked, next.as_ref());
    let outcome = asked
        .door()
        .sign_in_passwordless(&kind, &asked.form, onward, &asked.visitor)
        .await;
    match outcome {
        Ok(outcome) => Ok(admitted(asked, &outcome, "/")),
        Err(Stop::Refused(refusal)) => {
            asked.web.metrics().came("refused");
            asked.web.metrics().refused(refusal.key());
            let forgotten = match refusal {
                Refusal::UnknownPasswordless => {
                    asked
                        .door()
                        .forgotten_passwordless(&kind, &asked.form)
                        .await?
                }
                _ => None,
            };
            let named = Named::Forgotten(forgotten);
            draw(asked, next.as_ref(), Some(&refusal), named).await
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

/// What has just happened, where that led here.
fn status(asked: &Asked) -> String {
    let words = &asked.words;
    match asked.query.get("over") {
        _ if asked.posted => String::new(),
        "" => match asked.query.get("done") {
            "reset" => words.t("login-reset"),
            "out" => words.t("login-out"),
            _ => String::new(),
        },
        "confirm" => words.t("login-over-confirm"),
        _ => words.refusal(&Refusal::SignInOver),
    }
}

async fn draw(
    asked: &Asked,
    next: Option<&Next>,
    refusal: Option<&Refusal>,
    named: Named,
) -> Result<Answer, Stop> {
    let words = &asked.words;
    let typed = asked.typed_name();
    let entrances = async {
        match &named {
            Named::Nobody | Named::Forgotten(_) => asked.door().entrances(words).await,
            Named::Typed => {
                asked
                    .door()
                    .entrances_named(typed, words, &asked.visitor)
                    .await
            }
        }
    };
    // The page stands without the database, and doesn't wait for one that is silent.
    let entrances = match tokio::time::timeout(PATIENCE, entrances).await {
        Ok(Err(Stop::Refused(refusal))) => return Err(refusal.into()),
        Ok(found) => found.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    let way = |entrance: door::Entrance| Way {
        action: format!("/login/with/{}", entrance.kind),
        icon: entrance.icon,
        button: words.t(&format!("{}-entrance", entrance.kind)),
        body: entrance.question.fragment,
    };
    let entrances: Vec<Way> = entrances.into_iter().map(way).collect();
    let forgotten = match named {
        Named::Forgotten(forgotten) => forgotten,
        Named::Nobody | Named::Typed => None,
    };
    let parts = entrances.iter().map(|way| &way.body).chain(&forgotten);
    let scripts: Vec<_> = parts.flat_map(Fragment::scripts).copied().collect();
    let body = Login {
        words,
        status: status(asked),
        alert: refusal.map_or_else(String::new, |refusal| words.refusal(refusal)),
        typed,
        next: next.map_or("", Next::as_str),
        going: Going::to(asked, next),
        asks_to_stay: asked.door().asks_to_stay(),
        stay: stays(asked),
        asks: refusal.is_some() && asked.form.has("code"),
        entrances,
        forgotten,
    };
    let mut sheet = Sheet::new(asked, "login-title", &body)?
        .scripts(&[&script::SHOW])
        .scripts(&scripts)
        .leads_to(next.and_then(Next::origin))
        .back(asked.with_next("/login", next));
    if let Some(refusal) = refusal {
        sheet = sheet.refused(refusal);
    }
    sheet.answer()
}
