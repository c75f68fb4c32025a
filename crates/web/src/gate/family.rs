//! What a proxy says was asked, from one family of headers and no other: a header that the proxy doesn't
//! set was set by the client (L41).

use domain::gate::{Garbled, RawTarget, Target};
use door::GateHeaders;
use http::header::HOST;
use http::request::Parts;
use http::{HeaderMap, HeaderName};

use super::CHECK;

const ORIGINAL: [&str; 2] = ["x-original-method", "x-original-url"];
const FORWARDED: [&str; 3] = ["x-forwarded-method", "x-forwarded-host", "x-forwarded-uri"];
const PROTO: &str = "x-forwarded-proto";

/// Why nothing can be said of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unclear {
    /// Whoever asks isn't a trusted proxy.
    Stranger,
    /// More than one family of headers.
    Families,
    /// A header that stands twice.
    Twice,
    /// A header that is missing.
    Missing,
    /// What they say isn't understood.
    Garbled(Garbled),
}

impl Unclear {
    /// A stable word for logs and `Countersign-Reason`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Stranger => "not-a-trusted-proxy",
            Self::Families => "two-header-families",
            Self::Twice => "header-twice",
            Self::Missing => "header-missing",
            Self::Garbled(garbled) => garbled.word(),
        }
    }
}

/// The request that a trusted proxy asks about.
pub(super) fn read(parts: &Parts, fixed: Option<GateHeaders>) -> Result<Target, Unclear> {
    let headers = &parts.headers;
    let any = |names: &[&str]| names.iter().any(|name| headers.contains_key(*name));
    // Envoy asks with the request's own method, host and path, beneath the gate's.
    let beneath = parts
        .uri
        .path()
        .strip_prefix(CHECK)
        .filter(|rest| !rest.is_empty());
    let families = [any(&ORIGINAL), any(&FORWARDED), beneath.is_some()];
    let chosen = match fixed {
        Some(GateHeaders::Original) => 0,
        Some(GateHeaders::Forwarded) => 1,
        None if families.iter().filter(|there| **there).count() > 1 => {
            return Err(Unclear::Families);
        }
        None => families
            .iter()
            .position(|there| *there)
            .ok_or(Unclear::Missing)?,
    };
    if fixed.is_some() && beneath.is_some() {
        return Err(Unclear::Families);
    }
    let target = match chosen {
        0 => {
            let method = one(headers, "x-original-method")?;
            let url = one(headers, "x-original-url")?;
            RawTarget::from_url(method, url).and_then(|asked| Target::read(&asked))
        }
        1 => Target::read(&RawTarget {
            method: one(headers, "x-forwarded-method")?,
            scheme: one(headers, PROTO)?,
            host: one(headers, "x-forwarded-host")?,
            uri: one(headers, "x-forwarded-uri")?,
        }),
        _ => {
            let whole = parts
                .uri
                .path_and_query()
                .map_or("", |whole| whole.as_str());
            Target::read(&RawTarget {
                method: parts.method.as_str().as_bytes(),
                scheme: one(headers, PROTO)?,
                host: match parts.uri.authority() {
                    Some(authority) => authority.as_str().as_bytes(),
                    None => one(headers, HOST.as_str())?,
                },
                uri: whole.strip_prefix(CHECK).unwrap_or_default().as_bytes(),
            })
        }
    };
    target.map_err(Unclear::Garbled)
}

/// A header that stands exactly once.
pub(super) fn one<'a>(headers: &'a HeaderMap, name: &str) -> Result<&'a [u8], Unclear> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Unclear::Missing)?;
    let mut all = headers.get_all(name).iter();
    let first = all.next().ok_or(Unclear::Missing)?;
    if all.next().is_some() {
        return Err(Unclear::Twice);
    }
    Ok(first.as_bytes())
}
