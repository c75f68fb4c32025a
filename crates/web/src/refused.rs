//! Problems as answers: a page with one plain sentence and a way forward, a redirect where the way
//! forward is clear, or a problem document (RFC 9457) for programs. Causes go to the log alone.

use askama::Template;
use domain::{Refusal, Stop};
use http::header::ALLOW;
use look::words::Words;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::problem::Problem;
use crate::rules::host::HostError;
use crate::rules::origin;
use crate::sheet::Sheet;

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused<'a> {
    words: &'a Words,
    text: &'a str,
    /// Names and values that the page sets out: the two origins, the two addresses.
    facts: Vec<(String, &'a str)>,
    /// The setting that is meant, where one is.
    setting: &'a str,
    way: Option<(String, String)>,
}

/// The answer to a problem.
pub(crate) fn answer(asked: &Asked, problem: &Problem) -> Answer {
    let request = asked.visitor.request;
    match problem {
        Problem::Fault(fault) => {
            tracing::error!(%request, path = asked.shown_path(), "failed: {fault}");
        }
        Problem::Refused(refusal) => {
            asked.web.metrics().refused(refusal.key());
            tracing::debug!(%request, path = asked.shown_path(), refusal = refusal.key(), "refused");
        }
        Problem::Origin(differ) => {
            tracing::warn!(%request, path = asked.shown_path(), ours = differ.ours, theirs = differ.theirs, "another origin");
        }
        _ => {}
    }
    if asked.wants_json {
        return document(asked, problem);
    }
    if let Some(elsewhere) = redirect(asked, problem) {
        return elsewhere;
    }
    let drawn = page(asked, problem).unwrap_or_else(|stop| {
        tracing::error!(%request, "no page for a problem: {stop:?}");
        Answer::text(format!("{}\n", text(asked, problem))).status(problem.status())
    });
    with_allow(drawn, problem)
}

fn with_allow(mut answer: Answer, problem: &Problem) -> Answer {
    if let Problem::Method(allowed) = problem {
        answer = answer.header(ALLOW, allowed);
    }
    answer
}

fn text(asked: &Asked, problem: &Problem) -> String {
    match problem {
        Problem::Refused(refusal) => asked.words.refusal(refusal),
        _ => asked.words.t(problem.keys().1),
    }
}

/// Where a problem has but one way forward.
fn redirect(asked: &Asked, problem: &Problem) -> Option<Answer> {
    let was_at = asked.web.next(&asked.back);
    match problem {
        Problem::NoSession => {
            // Home is where people land anyway, and what was posted isn't sent again.
            let next = was_at.filter(|next| !asked.posted && next.as_str() != "/");
            Some(Answer::to(&asked.with_next("/login", next.as_ref())))
        }
        // Where the person was going is in the form, for a click that comes after the session does.
        Problem::NoPending | Problem::Refused(Refusal::SignInOver) => Some(Answer::to(
            &asked.with_next("/login?over=1", asked.next().as_ref()),
        )),
        Problem::Refused(Refusal::StepUp) if asked.session.is_some() => {
            // What was posted isn't sent again, but where it would have led is kept.
            let sent = asked.with_next(&asked.back, asked.next().as_ref());
            let back = if asked.posted {
                asked.web.next(&sent)
            } else {
                was_at
            };
            Some(Answer::to(&asked.with_next("/confirm", back.as_ref())))
        }
        _ => None,
    }
}

fn page(asked: &Asked, problem: &Problem) -> Result<Answer, Stop> {
    let words = &asked.words;
    let ours = asked.web.address().origin.as_str();
    let mut setting = "";
    let facts = match problem {
        Problem::Origin(origin::Differ { ours, theirs }) => vec![
            (words.t("web-origin-ours"), ours.as_str()),
            (words.t("web-origin-theirs"), theirs.as_str()),
        ],
        Problem::Host(HostError::Elsewhere(theirs)) => {
            setting = "public_url";
            vec![
                (words.t("web-elsewhere-ours"), ours),
                (words.t("web-elsewhere-theirs"), theirs.as_str()),
            ]
        }
        _ => Vec::new(),
    };
    let body = Refused {
        words,
        text: &text(asked, problem),
        facts,
        setting,
        way: way(asked, problem),
    };
    let mut sheet = Sheet::new(asked, problem.keys().0, &body)?
        .status(problem.status())
        .waits(!matches!(problem, Problem::NotFound | Problem::Method(_)));
    if let Problem::Refused(refusal) = problem {
        sheet = sheet.refused(refusal);
    }
    if matches!(problem, Problem::Fault(_)) {
        sheet = sheet.shows_request();
    }
    Ok(sheet.answer()?.retry_after(problem.retry_after()))
}

/// The way forward: a link and its words.
fn way(asked: &Asked, problem: &Problem) -> Option<(String, String)> {
    let (href, key) = match problem {
        Problem::Host(HostError::Garbled) => return None,
        Problem::Host(HostError::Elsewhere(_)) => {
            (asked.web.address().origin.clone(), "web-way-there")
        }
        Problem::Refused(Refusal::OnlyTheLost | Refusal::NotRipe(_) | Refusal::NotSeen(_)) => {
            let next = asked.web.next(&asked.back);
            (
                asked.with_next("/confirm", next.as_ref()),
                "web-way-confirm",
            )
        }
        Problem::Refused(Refusal::LinkGone | Refusal::MaybeCopied(_)) => {
            ("/login".to_owned(), "web-way-sign-in")
        }
        _ if asked.posted => (asked.back.clone(), "web-way-back"),
        _ => ("/".to_owned(), "web-way-home"),
    };
    Some((href, asked.words.t(key)))
}

/// The same for a program.
fn document(asked: &Asked, problem: &Problem) -> Answer {
    let (title, kind) = problem.keys();
    let body = serde_json::json!({
        "type": format!("urn:countersign:{}", kind.trim_start_matches("refusal-").trim_start_matches("web-")),
        "title": asked.words.t(title),
        "status": problem.status(),
        "detail": text(asked, problem),
        "request": asked.visitor.request.to_string(),
    });
    let answer = Answer::of("application/problem+json", body.to_string())
        .status(problem.status())
        .retry_after(problem.retry_after());
    with_allow(answer, problem)
}
