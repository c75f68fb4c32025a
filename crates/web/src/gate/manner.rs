//! In what manner a proxy wants to be answered, which the query of its question says.

use http::StatusCode;
use http::header::COOKIE;
use http::request::Parts;

use super::CHECK;
use crate::answer::Answer;
use crate::asked::Asked;
use crate::rules::cookies;

/// What the proxy can take.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// `?for=nginx`: only 200, 401 and 403.
    pub nginx: bool,
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
