//! What is answered to a request that doesn't pass: a way to sign in for a person who navigates, a plain
//! refusal for what a page asks by itself, a challenge for a client.

use domain::gate::Target;
use http::header::{CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use crate::answer::Answer;
use crate::rules::headers::accepts;

/// Who asks, as far as a request shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    /// Somebody who goes to a page.
    Navigation,
    /// A page, by itself.
    Page,
    /// Anything else, as a program.
    Client,
}

impl Asker {
    /// By the headers of the request to the protected host.
    pub(super) fn of(headers: &HeaderMap, target: &Target) -> Self {
        let is =
            |name: &str, value: &[u8]| headers.get(name).is_some_and(|v| v.as_bytes() == value);
        let html = accepts(headers, "text/html");
        let reads = ["GET", "HEAD"].contains(&target.method().as_str());
        let navigates = match headers.get("sec-fetch-mode") {
            Some(_) => is("sec-fetch-mode", b"navigate"),
            None => reads && html,
        };
        if navigates {
            Self::Navigation
        } else if headers.contains_key("sec-fetch-site") || headers.contains_key("x-requested-with")
        {
            Self::Page
        } else {
            Self::Client
        }
    }
}

/// A way to sign in and back.
pub(super) fn sign_in(entrance: &str, redirects: bool) -> Answer {
    let mut answer = Answer::text("Sign in first.\n").status(if redirects { 302 } else { 401 });
    if let Ok(to) = HeaderValue::from_str(entrance) {
        answer.headers.insert(LOCATION, to);
    }
    answer
}

/// What helps who sends a name and a secret that open nothing.
pub(super) fn help(public: &str) -> String {
    format!("Use a device password: {public}/settings/devices")
}

/// A challenge, with the one sentence that helps, in a form that the client shows.
pub(super) fn basic(parts: &Parts, target: &Target, sentence: &str) -> Answer {
    let dav = [
        "PROPFIND",
        "PROPPATCH",
        "MKCOL",
        "MKCALENDAR",
        "REPORT",
        "LOCK",
        "UNLOCK",
        "COPY",
        "MOVE",
        "SEARCH",
    ]
    .contains(&target.method().as_str())
        || target.sent_path().contains("/dav/")
        || target.sent_path().contains("/webdav");
    let ocs = target.sent_path().contains("/ocs/");
    let (kind, body) = if dav {
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<d:error xmlns:d=\"DAV:\" xmlns:s=\"http://sabredav.org/ns\">\
             <s:message>{sentence}</s:message></d:error>\n"
        );
        ("application/xml; charset=utf-8", body)
    } else if ocs || accepts(&parts.headers, "json") {
        let body = if ocs {
            serde_json::json!({"ocs": {"meta": {"status": "failure", "statuscode": 997, "message": sentence}, "data": []}})
        } else {
            serde_json::json!({"type": "about:blank", "title": "Unauthorized", "status": 401, "detail": sentence})
        };
        let kind = if ocs {
            "application/json"
        } else {
            "application/problem+json"
        };
        (kind, format!("{body}\n"))
    } else {
        ("text/plain; charset=utf-8", format!("{sentence}\n"))
    };
    let mut answer = Answer::text(body).status(401);
    answer
        .headers
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    answer.header(
        WWW_AUTHENTICATE,
        "Basic realm=\"Countersign\", charset=\"UTF-8\"",
    )
}
