//! Headers of every answer, and what a client takes. A page can add the origin to which its form may lead on, nothing else.

use std::sync::LazyLock;

use domain::ids::RequestId;
use http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

/// Whether a client says that it takes this: part of a media type (RFC 9110 §12.5.1).
pub(crate) fn accepts(headers: &HeaderMap, kind: &str) -> bool {
    headers
        .get_all(ACCEPT)
        .iter()
        .any(|value| value.to_str().is_ok_and(|text| text.contains(kind)))
}

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Never: everything personal, and everything else that isn't an asset.
    #[default]
    Never,
    /// An hour: it is everybody's, and changes seldom.
    AnHour,
    /// For ever: its address has a hash of its bytes.
    ForEver,
}

/// What every answer has, gathered once: an answer begins with a copy, and writes over what is its own. A
/// copy has no room for more, and making room costs as much as all the rest.
static FIXED: LazyLock<HeaderMap> = LazyLock::new(|| {
    let mut all = HeaderMap::with_capacity(16);
    for (name, value) in EVERYWHERE {
        all.insert(name, HeaderValue::from_static(value));
    }
    all
});

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What every answer has, but where it writes over it.
pub(crate) const EVERYWHERE: [(HeaderName, &str); 9] = [
    (CONTENT_TYPE, "text/plain; charset=utf-8"),
    (REQUEST_ID, ""),
    (CONTENT_SECURITY_POLICY, CLOSED),
    (CACHE_CONTROL, "no-store"),
    (REFERRER_POLICY, "same-origin"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    ),
];

/// What an answer has that lets a request through: it goes no further than the proxy, so that what is for
/// documents would only be carried about.
static FOR_PROXIES: LazyLock<HeaderMap> = LazyLock::new(|| {
    let mut all = HeaderMap::with_capacity(16);
    for name in IDENTITY.into_iter().chain([REQUEST_ID]) {
        all.insert(name, HeaderValue::from_static(""));
    }
    all.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    all
});

/// What a program behind is told of who is there: every one, always, so that none comes through from
/// outside (L41).
pub(crate) const IDENTITY: [HeaderName; 6] = [
    HeaderName::from_static("remote-user"),
    HeaderName::from_static("remote-name"),
    HeaderName::from_static("remote-email"),
    HeaderName::from_static("remote-groups"),
    HeaderName::from_static("countersign-id"),
    HeaderName::from_static("countersign-assertion"),
];

/// The content policy of a page whose forms lead nowhere else.
const CLOSED: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const SELF_ONLY: &str = "form-action 'self'";

/// The headers with which an answer begins.
pub(crate) fn begin() -> HeaderMap {
    FIXED.clone()
}

/// The headers with which an answer begins that lets a request through, those of who is there empty.
pub(crate) fn begin_for_proxy() -> HeaderMap {
    FOR_PROXIES.clone()
}

/// Adds what isn't the same in every answer. `leads_to` is the origin of an accepted target, to which browsers
/// apply `form-action` when the form's answer redirects there.
pub(crate) fn add(
    headers: &mut HeaderMap,
    request: RequestId,
    keep: Keep,
    leads_to: Option<&str>,
    https: bool,
) {
    let opened = leads_to.and_then(|origin| {
        HeaderValue::try_from(CLOSED.replace(SELF_ONLY, &format!("{SELF_ONLY} {origin}"))).ok()
    });
    if let Some(policy) = opened {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    let kept = match keep {
        Keep::Never => None,
        Keep::AnHour => Some("public, max-age=3600"),
        Keep::ForEver => Some("public, max-age=31536000, immutable"),
    };
    if let Some(kept) = kept {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    }
    if https {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    if let Ok(id) = HeaderValue::try_from(request.to_string()) {
        headers.insert(REQUEST_ID, id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l27_every_answer_has_the_policy_and_only_a_target_opens_it() {
        let id = RequestId::from_bytes([0xab; 16]);
        let policy = |leads_to| {
            let mut headers = begin();
            add(&mut headers, id, Keep::Never, leads_to, true);
            assert_eq!(headers[CACHE_CONTROL], "no-store");
            assert_eq!(headers[STRICT_TRANSPORT_SECURITY], "max-age=31536000");
            assert_eq!(headers["x-request-id"], "ab".repeat(16));
            headers[CONTENT_SECURITY_POLICY]
                .to_str()
                .unwrap()
                .to_owned()
        };
        let plain = policy(None);
        assert!(plain.starts_with("default-src 'none'; "));
        assert!(plain.contains("form-action 'self'; ") && plain.contains("frame-ancestors 'none'"));
        assert!(plain.contains("base-uri 'none'") && !plain.contains("unsafe"));
        let open = policy(Some("https://files.example.org"));
        assert!(open.contains("form-action 'self' https://files.example.org; "));
        assert_eq!(policy(Some("bad\nvalue")), plain);
    }

    #[test]
    fn l27_every_answer_has_these_headers_once_and_a_proxys_none_of_them() {
        let (headers, for_proxy) = (begin(), begin_for_proxy());
        for (name, value) in [
            ("referrer-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            (
                "permissions-policy",
                "camera=(), geolocation=(), microphone=(), browsing-topics=()",
            ),
            ("cache-control", "no-store"),
            ("content-security-policy", CLOSED),
        ] {
            let values: Vec<_> = headers.get_all(name).iter().collect();
            assert_eq!(values, [value], "{name}");
            assert_eq!(
                for_proxy.contains_key(name),
                name == "cache-control",
                "{name}"
            );
        }
    }

    #[test]
    fn l41_every_header_of_who_is_there_is_there_for_nobody_too() {
        let headers = begin_for_proxy();
        for name in IDENTITY {
            let values: Vec<_> = headers.get_all(&name).iter().collect();
            assert_eq!(values, [""], "{name}");
        }
        assert_eq!(headers[CACHE_CONTROL], "no-store");
    }
}
