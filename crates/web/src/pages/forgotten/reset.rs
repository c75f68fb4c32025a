//! The page behind a mailed link: a new password, and whether somebody else may know the old one.

use askama::Template;
use domain::{Refusal, Stop};
use door::Why;
use look::script;
use look::words::Words;

use super::draw;
use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

#[derive(Template)]
#[template(path = "pages/forgotten/reset.html")]
struct Reset<'a> {
    words: &'a Words,
    name: &'a str,
    least: u16,
    hint: String,
    alert: String,
    password_error: String,
    /// What was chosen, if anything was.
    forgot: bool,
    somebody: bool,
    why_error: String,
    /// Whether codes by e-mail rest after it.
    rests: bool,
}

fn why(asked: &Asked) -> Option<Why> {
    match asked.form.get("known") {
        "forgot" => Some(Why::Forgot),
        "somebody" => Some(Why::Somebody),
        _ => None,
    }
}

/// The form behind a link.
pub(crate) async fn show_link(asked: &Asked) -> Result<Answer, Stop> {
    page(asked, None).await
}

/// Chooses the new password; signing in follows.
pub(crate) async fn choose(asked: &Asked) -> Result<Answer, Stop> {
    let Some(why) = why(asked) else {
        return page(asked, Some(Refusal::UnknownChoice)).await;
    };
    let chosen = async {
        let (token, password) = (asked.token()?, asked.form.get("password"));
        let door = asked.door();
        door.reset_password(&token, password, why, &asked.visitor)
            .await
    };
    match chosen.await {
        Ok(()) => Ok(Answer::to("/login?done=reset")),
        Err(Stop::Refused(refusal)) => page(asked, Some(refusal)).await,
        Err(fault) => Err(fault),
    }
}

async fn page(asked: &Asked, refusal: Option<Refusal>) -> Result<Answer, Stop> {
    let link = async { asked.door().reset_link(&asked.token()?).await };
    let link = match link.await {
        Err(Stop::Refused(gone @ Refusal::LinkGone)) => return draw(asked, Some(&gone)).await,
        other => other?,
    };
    let words = &asked.words;
    let said = refusal
        .as_ref()
        .map_or_else(String::new, |refusal| words.refusal(refusal));
    let (mut alert, mut password_error, mut why_error) =
        (String::new(), String::new(), String::new());
    match &refusal {
        Some(Refusal::UnknownChoice) => why_error = words.t("forgotten-why-missing"),
        Some(refusal) if refusal.is_of_new_password() => password_error = said,
        _ => alert = said,
    }
    let body = Reset {
        words,
        name: &link.name,
        least: link.least,
        hint: words.n("forgotten-password-hint", link.least.into()),
        alert,
        password_error,
        forgot: why(asked) == Some(Why::Forgot),
        somebody: why(asked) == Some(Why::Somebody),
        why_error,
        rests: link.rests,
    };
    let mut sheet =
        Sheet::new(asked, "forgotten-reset-title", &body)?.scripts(&[&script::NEW_PASSWORD]);
    if let Some(refusal) = &refusal {
        let ours = matches!(refusal, Refusal::Busy | Refusal::Wait(_));
        sheet = sheet.refused(refusal).waits(ours);
    }
    sheet.answer()
}
