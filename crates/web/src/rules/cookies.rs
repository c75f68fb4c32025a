//! Cookies: which there are, how they are named and set, and how they are read. Under https each has
//! the `__Host-` prefix and `Secure`; on a plain-http localhost neither, and only those are read.

#[cfg(test)]
mod tests;

use domain::Language;
use domain::gate::{Authority, CookieDomain, Scheme};
use domain::secret::{Token, read_token};
use door::{HostCookie, SessionToken};
use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};
use memchr::memmem;

/// Every cookie that we set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    Session,
    /// A pending sign-in; opens nothing.
    SignIn,
    /// A browser that has completed a sign-in; proves nothing.
    Known,
    /// A protected host's own: good at the gate for that host, nowhere else.
    Gate,
    /// One that is good at every protected host beneath a domain, where that is configured.
    GateShared,
    /// What a browser was given at a protected host before it went to sign in.
    GateNonce,
    /// For which host differing ones of those were cleared a moment ago.
    GateCleared,
    /// The language chosen in the foot of a page.
    Language,
}

impl Cookie {
    /// All cookies, in the order of the page.
    pub(crate) const ALL: [Self; 8] = [
        Self::Session,
        Self::SignIn,
        Self::Known,
        Self::Gate,
        Self::GateShared,
        Self::GateNonce,
        Self::GateCleared,
        Self::Language,
    ];

    /// What it is called.
    pub(crate) const fn name(self, https: bool) -> &'static str {
        match (self, https) {
            (Self::Session, true) => "__Host-countersign",
            (Self::Session, false) => "countersign",
            (Self::SignIn, true) => "__Host-countersign-signin",
            (Self::SignIn, false) => "countersign-signin",
            (Self::Known, true) => "__Host-countersign-known",
            (Self::Known, false) => "countersign-known",
            (Self::Gate, true) => "__Host-countersign-gate",
            (Self::Gate, false) => "countersign-gate",
            (Self::GateShared, true) => "__Secure-countersign-gate",
            (Self::GateShared, false) => "countersign-gate-shared",
            (Self::GateNonce, true) => "__Host-countersign-gate-nonce",
            (Self::GateNonce, false) => "countersign-gate-nonce",
            (Self::GateCleared, true) => "__Host-countersign-gate-cleared",
            (Self::GateCleared, false) => "countersign-gate-cleared",
            (Self::Language, _) => "countersign-language",
        }
    }

    /// The `Set-Cookie` line that sets it, for that many seconds or until the browser closes.
    pub(crate) fn set(self, value: &str, seconds: Option<i64>, https: bool) -> String {
        let name = self.name(https);
        let secure = if https { "; Secure" } else { "" };
        let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
    }

    /// The `Set-Cookie` line that sets it for every host beneath a domain: under https alone.
    pub(crate) fn set_beneath(self, domain: &CookieDomain, value: &str) -> String {
        let name = self.name(true);
        format!("{name}={value}; Domain={domain}; Path=/; HttpOnly; SameSite=Lax; Secure")
    }

    /// The line that deletes one that was set for that domain and path: under https alone.
    pub(crate) fn delete_beneath(self, domain: &str, path: &str) -> String {
        let name = self.name(true);
        format!("{name}=; Domain={domain}; Path={path}; HttpOnly; SameSite=Lax; Secure; Max-Age=0")
    }

    /// The line that deletes it.
    pub(crate) fn delete(self, https: bool) -> String {
        self.set("", Some(0), https)
    }
}

/// The token of a cookie: the first of that name that parses.
pub(crate) fn token(headers: &HeaderMap, cookie: Cookie, https: bool) -> Option<Token> {
    values(headers, cookie.name(https)).find_map(|value| read_token(str::from_utf8(value).ok()?))
}

/// What is held of a session: the first of its cookies that parses.
pub(crate) fn session(headers: &HeaderMap, https: bool) -> Option<SessionToken> {
    values(headers, Cookie::Session.name(https))
        .find_map(|value| SessionToken::read(str::from_utf8(value).ok()?))
}

/// What is held at a protected host: all cookies of that name that may be ours. Whether they are, the door
/// says.
pub(crate) fn handed(
    headers: &HeaderMap,
    cookie: Cookie,
    https: bool,
) -> impl Iterator<Item = HostCookie> {
    values(headers, cookie.name(https)).filter_map(HostCookie::read)
}

/// The host whose differing cookies were cleared a moment ago.
pub(crate) fn cleared(headers: &HeaderMap, https: bool) -> Option<Authority> {
    let scheme = if https { Scheme::Https } else { Scheme::Http };
    values(headers, Cookie::GateCleared.name(https))
        .find_map(|value| Authority::read(str::from_utf8(value).ok()?, scheme).ok())
}

/// The one of these languages that was chosen in this browser.
pub(crate) fn language(headers: &HeaderMap, among: &[Language]) -> Option<Language> {
    values(headers, Cookie::Language.name(false))
        .find_map(|value| Language::read(str::from_utf8(value).ok()?, among))
}

/// Bytes, since other programs' cookies on the host may be anything.
fn values<'a>(headers: &'a HeaderMap, name: &'static str) -> impl Iterator<Item = &'a [u8]> {
    headers
        .get_all(COOKIE)
        .iter()
        .map(HeaderValue::as_bytes)
        // Most of what is looked for isn't there, and other programs' cookies may be long.
        .filter(|line| memmem::find(line, name.as_bytes()).is_some())
        .flat_map(|line| line.split(|b| *b == b';'))
        .filter_map(move |pair| {
            let mut halves = pair.splitn(2, |b| *b == b'=');
            let is_it = halves.next()?.trim_ascii() == name.as_bytes();
            let value = halves.next()?.trim_ascii();
            is_it.then_some(value)
        })
}

/// The line of those cookies that aren't ours, if there are any.
pub(crate) fn of_others(headers: &HeaderMap, https: bool) -> Option<HeaderValue> {
    let lines = headers.get_all(COOKIE).iter().map(HeaderValue::as_bytes);
    let pairs = lines.flat_map(|line| line.split(|b| *b == b';'));
    let others: Vec<&[u8]> = pairs
        .map(<[u8]>::trim_ascii)
        .filter(|pair| {
            let name = pair.split(|b| *b == b'=').next().unwrap_or_default();
            let is_ours = |ours: &Cookie| ours.name(https).as_bytes() == name.trim_ascii();
            !pair.is_empty() && !Cookie::ALL.iter().any(is_ours)
        })
        .collect();
    (!others.is_empty())
        .then(|| HeaderValue::from_bytes(&others.join(b"; ".as_slice())).ok())
        .flatten()
}
