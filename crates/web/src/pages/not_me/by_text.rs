//! What a text message told of: the characters in it are typed; then it is shown what they stop, and stopped.

use askama::Template;
use domain::{Refusal, Stop};
use look::words::Words;

use super::{NotMe, done, told};
use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

#[derive(Template)]
#[template(path = "pages/not_me/by_text.html")]
struct ByText<'a> {
    words: &'a Words,
    alert: String,
    error: String,
}

/// Where the characters are typed.
pub(crate) async fn show(asked: &Asked) -> Result<Answer, Stop> {
    page(asked, None)
}

/// What the characters would stop; and once it was looked at, stops it.
pub(crate) async fn stop(asked: &Asked) -> Result<Answer, Stop> {
    let (door, typed) = (asked.door(), asked.form.get("characters"));
    let came = match asked.form.has("stop") {
        true => door
            .not_me_by_characters(typed, &asked.visitor)
            .await
            .map(|()| None),
        false => door
            .not_me_characters(typed, &asked.visitor)
            .await
            .map(Some),
    };
    let link = match came {
        Ok(Some(link)) => link,
        Ok(None) => return done(asked).await,
        Err(Stop::Refused(refusal)) => return page(asked, Some(&refusal)),
        Err(fault) => return Err(fault),
    };
    let body = NotMe {
        words: &asked.words,
        link,
        alert: String::new(),
        letters_error: String::new(),
        characters: typed,
    };
    Sheet::new(asked, "not-me-title", &body)?.answer()
}

fn page(asked: &Asked, refusal: Option<&Refusal>) -> Result<Answer, Stop> {
    let words = &asked.words;
    let said = refusal.map_or_else(String::new, |refusal| words.refusal(refusal));
    let (alert, error) = match refusal {
        Some(Refusal::WrongCharacters) => (String::new(), said),
        _ => (said, String::new()),
    };
    let body = ByText {
        words,
        alert,
        error,
    };
    told(Sheet::new(asked, "not-me-title", &body)?, refusal).answer()
}
