//! "This wasn't me": behind a link in a message that told of something. Looking changes nothing; to stop it, the
//! letters in the message are typed. [`by_text`] is the same of a text message, which has no link.

use askama::Template;
use domain::{Refusal, Stop};
use door::NotMeView;
use look::words::{Texts, Words};

use super::forgotten;
use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

pub(crate) mod by_text;

pub(crate) const TEXTS: Texts = look::texts!("not-me");

#[derive(Template)]
#[template(path = "pages/not_me/not_me.html")]
struct NotMe<'a> {
    words: &'a Words,
    link: NotMeView,
    alert: String,
    letters_error: String,
    /// The characters of a text message, where those were typed rather than a link opened.
    characters: &'a str,
}

pub(crate) async fn show(asked: &Asked) -> Result<Answer, Stop> {
    page(asked, None).await
}

/// Stops it, and says what helps now. No page that anybody could link to says so.
pub(crate) async fn stop(asked: &Asked) -> Result<Answer, Stop> {
    let stopped = async {
        let (token, letters) = (asked.token()?, asked.form.get("letters"));
        asked.door().not_me(&token, letters, &asked.visitor).await
    };
    match stopped.await {
        Ok(()) => done(asked).await,
        Err(Stop::Refused(refusal)) => page(asked, Some(refusal)).await,
        Err(fault) => Err(fault),
    }
}

async fn page(asked: &Asked, refusal: Option<Refusal>) -> Result<Answer, Stop> {
    let link = async { asked.door().not_me_link(&asked.token()?).await };
    let link = match link.await {
        Err(Stop::Refused(gone @ Refusal::LinkGone)) => {
            let said = asked.words.t("not-me-link-gone");
            return forgotten::ways_after(asked, Some(&gone), said).await;
        }
        other => other?,
    };
    let words = &asked.words;
    let said = refusal
        .as_ref()
        .map_or_else(String::new, |refusal| words.refusal(refusal));
    let (alert, letters_error) = match &refusal {
        Some(Refusal::WrongLetters) => (String::new(), said),
        _ => (said, String::new()),
    };
    let body = NotMe {
        words,
        link,
        alert,
        letters_error,
        characters: "",
    };
    told(Sheet::new(asked, "not-me-title", &body)?, refusal.as_ref()).answer()
}

/// What was stopped, and what helps now.
async fn done(asked: &Asked) -> Result<Answer, Stop> {
    forgotten::ways_after(asked, None, asked.words.t("not-me-done")).await
}

/// A page that may have been refused; it counts down only what is to be waited for here.
fn told<'a>(sheet: Sheet<'a>, refusal: Option<&Refusal>) -> Sheet<'a> {
    let Some(refusal) = refusal else {
        return sheet;
    };
    let ours = matches!(refusal, Refusal::Busy | Refusal::Wait(_));
    sheet.refused(refusal).waits(ours)
}
