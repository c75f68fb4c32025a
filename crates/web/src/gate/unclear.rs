//! What is said of a path that servers read differently, where a rule looks at paths: which character it is, in
//! the visitor's language. It is shown at the protected host, so it brings all that it needs.

use askama::Template;
use domain::gate::{Garbled, Target};
use http::request::Parts;

use super::challenge::Asker;
use crate::answer::Answer;
use crate::asked::Asked;

#[derive(Template)]
#[template(path = "gate/unclear.html")]
struct Unclear<'a> {
    language: &'a str,
    title: String,
    text: String,
}

/// A page for a person, a sentence for whatever else asks; 400.
pub(super) fn told(asked: &Asked, parts: &Parts, target: &Target, why: Garbled) -> Answer {
    let host = target.origin().authority.to_string();
    let text = asked
        .words
        .with("entrance-unclear", &[("host", &host), ("why", why.word())]);
    let page = Unclear {
        language: asked.words.language().tag(),
        title: asked.words.t("entrance-unclear-title"),
        text,
    };
    let drawn = match Asker::of(&parts.headers, target) {
        Asker::Navigation => page.render().ok(),
        Asker::Page | Asker::Client => None,
    };
    let answer = match drawn {
        Some(html) => Answer::of("text/html; charset=utf-8", html),
        None => Answer::text(format!("{}\n", page.text)),
    };
    answer.status(400)
}
