//! What somebody reads on the way to a protected host who can't simply be handed over.

use askama::Template;
use domain::gate::Authority;
use domain::{Assurance, Refusal, Stop};
use door::LiveSession;
use look::words::Texts;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::program::called;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = look::texts!("entrance");

#[derive(Template)]
#[template(path = "pages/entrance/entrance.html")]
struct Entrance<'a> {
    text: String,
    /// What to do now, and where; none where nothing helps.
    step: Option<(String, &'a str)>,
    /// What to do after that, and where.
    then: Option<(String, &'a str)>,
}

/// What was being sent was stopped, and is lost.
pub(crate) fn unsent(asked: &Asked, host: &Authority, on: &str) -> Result<Answer, Stop> {
    let words = &asked.words;
    let body = Entrance {
        text: words.with("entrance-unsent", &[("host", &host.to_string())]),
        step: Some((words.t("entrance-unsent-on"), on)),
        then: None,
    };
    Sheet::new(asked, "entrance-unsent-title", &body)?.answer()
}

/// The host asks for more than the account's factors amount to.
pub(crate) fn out_of_reach(
    asked: &Asked,
    host: &Authority,
    needed: Assurance,
    again: &str,
) -> Result<Answer, Stop> {
    let words = &asked.words;
    let text = match needed {
        Assurance::PhishingResistant => "entrance-needs-resistant",
        Assurance::Single | Assurance::TwoFactor => "entrance-needs-second",
    };
    let add = asked.with_next("/settings/security", asked.web.next(again).as_ref());
    let body = Entrance {
        text: words.with(text, &[("host", &host.to_string())]),
        step: Some((words.t("entrance-set-up"), &add)),
        then: Some((words.t("entrance-again"), again)),
    };
    refused(asked, "entrance-needs-title", &body)
}

/// The host asks for more than what the account has counts for by now.
pub(crate) fn later(
    asked: &Asked,
    host: &Authority,
    name: &str,
    why: &Refusal,
) -> Result<Answer, Stop> {
    let words = &asked.words;
    let (text, at) = match why {
        Refusal::NotSeen(at) => ("entrance-later-seen", *at),
        Refusal::NotRipe(at) => ("entrance-later", *at),
        other => return Err(other.clone().into()),
    };
    let (host, moment) = (called(asked, host), words.soon(at, asked.door().now()));
    let values = [("name", name), ("host", &*host), ("moment", &*moment)];
    let body = Entrance {
        text: words.with(text, &values),
        step: Some((words.t("entrance-start"), "/")),
        then: Some((words.t("entrance-why"), "/help#new-keys")),
    };
    refused(asked, "entrance-later-title", &body)
}

/// Of the cookies that hosts share there are differing ones again, right after they were cleared: what is
/// left only the browser can delete.
pub(crate) fn differing(asked: &Asked, host: &Authority, on: &str) -> Result<Answer, Stop> {
    let words = &asked.words;
    let host = host.to_string();
    let with_host = |key| words.with(key, &[("host", &host)]);
    let body = Entrance {
        text: with_host("entrance-differ"),
        step: Some((with_host("entrance-differ-on"), on)),
        then: None,
    };
    refused(asked, "entrance-differ-title", &body)
}

/// The account is in none of the groups that are let in.
pub(crate) fn kept_out(
    asked: &Asked,
    live: &LiveSession,
    host: &Authority,
) -> Result<Answer, Stop> {
    let words = &asked.words;
    let host = host.to_string();
    let body = Entrance {
        text: words.with(
            "entrance-kept-out",
            &[("host", &host), ("name", &live.name)],
        ),
        step: None,
        then: None,
    };
    refused(asked, "entrance-kept-out-title", &body)
}

/// It says whom to ask as well.
fn refused(asked: &Asked, title: &str, body: &Entrance<'_>) -> Result<Answer, Stop> {
    Sheet::new(asked, title, body)?
        .status(403)
        .waits(true)
        .answer()
}
