//! What a page gives back. It says what is answered and which cookies change; headers are added by
//! `respond.rs`.

use bytes::Bytes;
use domain::Span;
use domain::ids::RequestId;
use domain::secret::{Token, write_token};
use door::NewSession;
use http::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER, SET_COOKIE,
};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use http_body_util::Full;

use crate::rules::cookies::Cookie;
use crate::rules::headers::{self, Keep};

/// How long the language cookie lasts: a year.
const LANGUAGE_SECONDS: i64 = 31_536_000;

/// How long a browser may take to sign in before it begins anew at the protected host: ten minutes.
const NONCE_SECONDS: i64 = 600;

/// How long it is remembered that cookies were cleared: until the browser is back with what is left.
const CLEARED_SECONDS: i64 = 60;

/// An answer in the making.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// Cookies to set, or to delete where there is no value; in this order.
    pub cookies: Vec<(Cookie, Option<String>)>,
    /// How long the browser keeps the session's cookie; none for as long as it is open.
    pub session_seconds: Option<i64>,
    /// The origin to which the page's form may lead on.
    pub leads_to: Option<String>,
    pub keep: Keep,
}

/// How long a cookie lasts; none for as long as the browser is open. Those of sessions and known browsers last as long
/// as what they stand for.
pub(crate) const fn seconds(
    cookie: Cookie,
    session: Option<i64>,
    known: Option<i64>,
) -> Option<i64> {
    match cookie {
        Cookie::Session => session,
        Cookie::SignIn | Cookie::Gate | Cookie::GateShared => None,
        Cookie::GateNonce => Some(NONCE_SECONDS),
        Cookie::GateCleared => Some(CLEARED_SECONDS),
        Cookie::Known => known,
        Cookie::Language => Some(LANGUAGE_SECONDS),
    }
}

fn location(target: &str) -> HeaderValue {
    HeaderValue::from_str(target).unwrap_or_else(|_| HeaderValue::from_static("/"))
}

impl Answer {
    /// A body of a media type.
    pub(crate) fn of(kind: &'static str, body: impl Into<Bytes>) -> Self {
        let mut headers = headers::begin();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        Self {
            status: StatusCode::OK,
            headers,
            body: body.into(),
            cookies: Vec::new(),
            session_seconds: None,
            leads_to: None,
            keep: Keep::Never,
        }
    }

    /// To a proxy: what it asks about passes. Who is there stands in the headers, empty as yet.
    pub(crate) fn passes() -> Self {
        Self {
            status: StatusCode::OK,
            headers: headers::begin_for_proxy(),
            body: Bytes::new(),
            cookies: Vec::new(),
            session_seconds: None,
            leads_to: None,
            keep: Keep::Never,
        }
    }

    pub(crate) fn text(body: impl Into<Bytes>) -> Self {
        Self::of("text/plain; charset=utf-8", body)
    }

    /// 303 to a checked target or a page of ours; whatever no header takes leads home.
    pub(crate) fn to(target: &str) -> Self {
        let mut answer = Self::text(Bytes::new());
        answer.headers.remove(CONTENT_TYPE);
        answer.status = StatusCode::SEE_OTHER;
        answer.on_to(target)
    }

    /// The same, leading elsewhere.
    pub(crate) fn on_to(mut self, target: &str) -> Self {
        self.headers.insert(LOCATION, location(target));
        self
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self
    }

    pub(crate) fn header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.insert(name, HeaderValue::from_static(value));
        self
    }

    /// With the time after which to come back.
    pub(crate) fn retry_after(mut self, after: Option<Span>) -> Self {
        if let Some(after) = after {
            self.headers
                .insert(RETRY_AFTER, HeaderValue::from(after.seconds_up().max(1)));
        }
        self
    }

    /// Somebody has a new session: completed sign-ins and step-ups end here. What was pending goes.
    pub(crate) fn signed_in(mut self, new: &NewSession) -> Self {
        self.cookies
            .push((Cookie::Session, Some(new.token.write())));
        self.session_seconds = new.lasts.map(Span::seconds_up);
        self.cookies.push((Cookie::SignIn, None));
        if let Some(known) = &new.known {
            self.cookies.push((Cookie::Known, Some(write_token(known))));
        }
        self
    }

    /// A sign-in is pending.
    pub(crate) fn pending(mut self, token: &Token) -> Self {
        self.cookies
            .push((Cookie::SignIn, Some(write_token(token))));
        self
    }

    /// A cookie is set.
    pub(crate) fn set(mut self, cookie: Cookie, value: &str) -> Self {
        self.cookies.push((cookie, Some(value.to_owned())));
        self
    }

    /// With a `Set-Cookie` line that is written out: of a cookie that hosts beneath a domain share.
    pub(crate) fn set_cookie(mut self, line: String) -> Self {
        if let Ok(line) = HeaderValue::try_from(line) {
            self.headers.append(SET_COOKIE, line);
        }
        self
    }

    pub(crate) fn delete(mut self, cookie: Cookie) -> Self {
        self.cookies.push((cookie, None));
        self
    }

    /// The answer as it is sent. A HEAD gets the headers alone.
    pub(crate) fn sent(
        self,
        id: RequestId,
        https: bool,
        known_seconds: Option<i64>,
        head: bool,
    ) -> Response<Full<Bytes>> {
        let mut all = self.headers;
        headers::add(&mut all, id, self.keep, self.leads_to.as_deref(), https);
        for (cookie, value) in self.cookies {
            let seconds = seconds(cookie, self.session_seconds, known_seconds);
            let line = match value {
                Some(value) => cookie.set(&value, seconds, https),
                None => cookie.delete(https),
            };
            if let Ok(line) = HeaderValue::try_from(line) {
                all.append(SET_COOKIE, line);
            }
        }
        let mut body = self.body;
        if head && all.contains_key(CONTENT_TYPE) {
            all.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
            body = Bytes::new();
        }
        let mut response = Response::new(Full::new(body));
        *response.status_mut() = self.status;
        *response.headers_mut() = all;
        if self.status == StatusCode::REQUEST_TIMEOUT {
            response
                .headers_mut()
                .insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}
