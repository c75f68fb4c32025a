//! A browser: an address, a cookie jar, the headers that browsers send; and what it sees.

use std::collections::BTreeMap;
use std::net::IpAddr;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, Method, Request};
use http_body_util::{BodyExt, Full};
use web::Web;

use crate::site::PASSWORD;

/// A browser behind a proxy on this machine.
#[derive(Clone)]
pub struct Browser {
    web: Web,
    pub jar: BTreeMap<String, String>,
    pub headers: HeaderMap,
}

/// An answer.
#[derive(Debug)]
pub struct Seen {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(web: Web, address: &str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, "localhost:8232".parse().unwrap());
        headers.insert("x-forwarded-for", address.parse().unwrap());
        headers.insert("accept", "text/html,*/*".parse().unwrap());
        headers.insert("user-agent", "Mozilla/5.0 Firefox/140.0".parse().unwrap());
        Self {
            web,
            jar: BTreeMap::new(),
            headers,
        }
    }

    /// The same browser with another header.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut other = self.clone();
        let name = HeaderName::from_static(name);
        other.headers.insert(name, value.parse().unwrap());
        other
    }

    pub async fn get(&mut self, path: &str) -> Seen {
        self.send(Method::GET, path, self.headers.clone(), String::new())
            .await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let encode = |text: &str| {
            percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
                .to_string()
        };
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        let mut headers = self.headers.clone();
        headers.insert(
            CONTENT_TYPE,
            "application/x-www-form-urlencoded".parse().unwrap(),
        );
        if !headers.contains_key("sec-fetch-site") {
            headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
        }
        self.send(Method::POST, path, headers, body.join("&")).await
    }

    /// Sends a request as it is, and keeps the cookies of the answer.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: String,
    ) -> Seen {
        let mut request = Request::new(Full::new(Bytes::from(body)));
        *request.method_mut() = method.clone();
        *request.uri_mut() = path.parse().unwrap();
        *request.headers_mut() = headers;
        if !self.jar.is_empty() {
            let pairs: Vec<String> = self
                .jar
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request
                .headers_mut()
                .insert(COOKIE, pairs.join("; ").parse().unwrap());
        }
        let peer: IpAddr = "127.0.0.1".parse().unwrap();
        let answer = web::respond(self.web.clone(), peer, request).await;
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        for line in parts.headers.get_all(SET_COOKIE) {
            let (pair, rest) = line.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        let seen = Seen {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        };
        seen.checked(&method, path);
        seen
    }

    /// Types name and password.
    pub async fn sign_in(&mut self, name: &str) -> Seen {
        self.post("/login", &[("username", name), ("password", PASSWORD)])
            .await
    }

    /// The same, to stay signed in when the window closes.
    pub async fn sign_in_to_stay(&mut self, name: &str) -> Seen {
        self.post(
            "/login",
            &[("username", name), ("password", PASSWORD), ("stay", "on")],
        )
        .await
    }

    pub fn is_signed_in(&self) -> bool {
        self.jar.contains_key("countersign") || self.jar.contains_key("__Host-countersign")
    }

    pub fn is_pending(&self) -> bool {
        self.jar.contains_key("countersign-signin")
            || self.jar.contains_key("__Host-countersign-signin")
    }
}

impl Seen {
    /// What every answer has, and every page.
    fn checked(&self, method: &Method, path: &str) {
        let header = |name: &str| {
            self.headers
                .get(name)
                .unwrap_or_else(|| panic!("{path} has no {name}"))
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(header("x-request-id").len(), 32);
        // What passes is for the proxy alone, and carries nothing that is for documents.
        let passes = path.starts_with("/gate/check") && self.status == 200;
        if passes {
            assert!(!self.headers.contains_key("content-security-policy"));
        } else {
            assert!(header("content-security-policy").starts_with("default-src 'none'; "));
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("referrer-policy"), "same-origin");
        }
        let kept = ["jwks.json", "webauthn", "passkey-endpoints"];
        let asset = (path.starts_with("/assets/")
            || kept
                .iter()
                .any(|name| path == format!("/.well-known/{name}")))
            && self.status == 200;
        assert_eq!(
            header("cache-control").contains("no-store"),
            !asset,
            "{path}"
        );
        if !self.body.starts_with("<!DOCTYPE html>") || method == Method::HEAD {
            return;
        }
        assert!(!self.body.contains('⟦'), "a text is missing: {}", self.body);
        assert_eq!(self.body.matches("<h1>").count(), 1, "{path}");
        assert!(self.body.len() < 60_000, "{path}");
        for forbidden in ["<style", " style=", "onclick", "<script>"] {
            assert!(!self.body.contains(forbidden), "{forbidden} in {path}");
        }
        let ids: Vec<&str> = self
            .body
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let once: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(
            once.len(),
            ids.len(),
            "an id stands twice in {path}: {ids:?}"
        );
    }

    /// Has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// Has this text.
    #[track_caller]
    pub fn has(self, text: &str) -> Self {
        assert!(self.body.contains(text), "{text} in {}", self.body);
        self
    }

    /// Has not this text.
    #[track_caller]
    pub fn lacks(self, text: &str) -> Self {
        assert!(!self.body.contains(text), "{text} in {}", self.body);
        self
    }

    /// Whether it is a page.
    pub fn is_page(&self) -> bool {
        let kind = self.headers.get(CONTENT_TYPE);
        kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
    }

    /// Where a 303 leads.
    #[track_caller]
    pub fn to(&self) -> String {
        assert_eq!(self.status, 303, "{}", self.body);
        self.headers[LOCATION].to_str().unwrap().to_owned()
    }

    /// The text of the one alert.
    #[track_caller]
    pub fn alert(&self) -> String {
        assert_eq!(
            self.body.matches("role=\"alert\"").count(),
            1,
            "{}",
            self.body
        );
        let alert = self.body.split_once("role=\"alert\"").unwrap().1;
        // Above everything it is a paragraph, beside a field a part of one.
        let begins = |tag: &str| alert.find(tag).map(|at| at + tag.len());
        let text = [begins("<p>"), begins("<span>")]
            .into_iter()
            .flatten()
            .min();
        let text = &alert[text.unwrap()..];
        text.split('<').next().unwrap().to_owned()
    }

    pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
        let rest = text
            .split_once(from)
            .unwrap_or_else(|| panic!("{from} in {text}"))
            .1;
        rest.split_once(to).unwrap().0
    }
}
