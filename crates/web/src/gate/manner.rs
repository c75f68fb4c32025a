//! In what manner a proxy wants to be answered, which the query of its question says.

use http::header::COOKIE;
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};

use super::CHECK;
use crate::answer::Answer;
use crate::asked::Asked;
use crate::rules::cookies;

/// The status of a refusal, for a proxy that only knows two.
const STATUS: HeaderName = HeaderName::from_static("countersign-status");
/// Its body in one line, for a proxy that keeps no body.
const WORDS: HeaderName = HeaderName::from_static("countersign-words");

/// What the proxy can take.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// `?for=nginx`: only 200, 401 and 403.
    nginx: bool,
    /// `?redirect=1`: 302 in place of 401 where a person is led to sign in.
    pub redirects: bool,
    /// `?cookies=1`: with 200, which cookies are left for the program behind.
    cookies: bool,
}

impl Manner {
    /// What a question asks for. Beneath the gate's path the query is the visitor's own.
    pub(super) fn of(parts: &Parts) -> Self {
        let query = parts.uri.query().unwrap_or("");
        let own = parts.uri.path() == CHECK;
        let has = |word: &str| own && query.split('&').any(|pair| pair == word);
        Self {
            nginx: has("for=nginx"),
            redirects: has("redirect=1") && !has("for=nginx"),
            cookies: has("cookies=1"),
        }
    }

    /// An answer in the form that the proxy takes. nginx keeps of a refusal what stands in its headers.
    pub(super) fn told(self, mut answer: Answer) -> Answer {
        if !self.nginx || answer.status == StatusCode::OK {
            return answer;
        }
        let number = HeaderValue::from(answer.status.as_u16());
        answer.headers.insert(STATUS, number);
        if let Ok(words) = HeaderValue::from_bytes(&in_one_line(&answer.body)) {
            answer.headers.insert(WORDS, words);
        }
        if answer.status != StatusCode::UNAUTHORIZED {
            answer.status = StatusCode::FORBIDDEN;
        }
        answer
    }

    /// An answer with the cookies that aren't ours, for a proxy that can't take single ones out itself.
    pub(super) fn with_cookies(self, mut answer: Answer, asked: &Asked, parts: &Parts) -> Answer {
        let https = asked.web.address().https;
        if self.cookies
            && answer.status == StatusCode::OK
            && let Some(line) = cookies::of_others(&parts.headers, https)
        {
            answer.headers.insert(COOKIE, line);
        }
        answer
    }
}

/// A body without its line ends, which mean nothing in any form that the gate answers in.
fn in_one_line(body: &[u8]) -> Vec<u8> {
    let lines = body.split(|b| b.is_ascii_control());
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(&b' ')
}
