//! Links that make an account somebody's: the set-up link of an empty database, and invites. Looking
//! changes nothing; finishing works once and leaves the person signed in.

use askama::Template;
use domain::{Refusal, Stop};
use door::{LinkKind, LinkView};
use look::script;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::admitted::admitted;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = look::texts!("links");

/// Where somebody begins whose account was just made theirs.
const HOME: &str = "/settings/security";

#[derive(Template)]
#[template(path = "pages/links/link.html")]
struct Link<'a> {
    words: &'a Words,
    /// The name that is given; none where it is chosen here.
    given: Option<&'a str>,
    typed: &'a str,
    least: u16,
    hint: String,
    alert: String,
    name_error: String,
    password_error: String,
    /// Whether typing begins with the password.
    password_first: bool,
}

/// The first administrator's page.
pub(crate) async fn show_set_up(asked: &Asked) -> Result<Answer, Stop> {
    show(asked, LinkKind::SetUp, None).await
}

/// Makes the first administrator.
pub(crate) async fn finish_set_up(asked: &Asked) -> Result<Answer, Stop> {
    let (form, token) = (&asked.form, asked.token()?);
    let (name, password) = (form.get("username"), form.get("password"));
    let outcome = asked
        .door()
        .finish_set_up(&token, name, password, &asked.visitor)
        .await;
    match outcome {
        Ok(outcome) => Ok(admitted(asked, &outcome, HOME)),
        Err(Stop::Refused(refusal)) if refusal != Refusal::LinkGone => {
            show(asked, LinkKind::SetUp, Some(refusal)).await
        }
        Err(stop) => Err(stop),
    }
}

/// An invited person's page.
pub(crate) async fn show_invite(asked: &Asked) -> Result<Answer, Stop> {
    show(asked, LinkKind::Invite, None).await
}

/// Gives the account its password.
pub(crate) async fn finish_invite(asked: &Asked) -> Result<Answer, Stop> {
    let (password, token) = (asked.form.get("password"), asked.token()?);
    let outcome = asked
        .door()
        .finish_invite(&token, password, &asked.visitor)
        .await;
    match outcome {
        Ok(outcome) => Ok(admitted(asked, &outcome, HOME)),
        Err(Stop::Refused(refusal)) if refusal != Refusal::LinkGone => {
            show(asked, LinkKind::Invite, Some(refusal)).await
        }
        Err(stop) => Err(stop),
    }
}

async fn show(asked: &Asked, kind: LinkKind, refusal: Option<Refusal>) -> Result<Answer, Stop> {
    let link: LinkView = asked.door().link(kind, &asked.token()?).await?;
    let words = &asked.words;
    let (title, name) = match &link.name {
        None => ("links-set-up-title", None),
        Some(name) => ("links-invite-title", Some(name.as_str())),
    };
    let said = refusal
        .as_ref()
        .map_or_else(String::new, |refusal| words.refusal(refusal));
    let (mut alert, mut name_error, mut password_error) =
        (String::new(), String::new(), String::new());
    match &refusal {
        Some(Refusal::InvalidName | Refusal::NameTaken) => name_error = said,
        Some(refusal) if refusal.is_of_new_password() => password_error = said,
        _ => alert = said,
    }
    let body = Link {
        words,
        given: name,
        password_first: name.is_some() || !password_error.is_empty(),
        typed: asked.typed_name(),
        least: link.least,
        hint: words.n("links-password-hint", link.least.into()),
        alert,
        name_error,
        password_error,
    };
    let mut sheet = Sheet::new(asked, title, &body)?.scripts(&[&script::NEW_PASSWORD]);
    if let Some(refusal) = &refusal {
        let ours = matches!(refusal, Refusal::Busy | Refusal::Wait(_));
        sheet = sheet.refused(refusal).waits(ours);
    }
    sheet.answer()
}
