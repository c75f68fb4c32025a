//! Whether a request renews the session that it comes with: what a person does renews it, what a page asks
//! for by itself doesn't. Browsers say which it is (Fetch Metadata Request Headers, W3C §2, and
//! `Sec-Purpose` of the Fetch standard §3.6); who says nothing is a script or an old browser, and renews.
//!
//! Not every browser tells a click from a page that leads itself on, so that any whole page counts; in a
//! frame only what somebody has clicked.

use http::HeaderMap;

pub(crate) fn renews(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).map(http::HeaderValue::as_bytes);
    if said("sec-purpose").is_some_and(|purpose| purpose.starts_with(b"prefetch")) {
        return false;
    }
    match (said("sec-fetch-mode"), said("sec-fetch-dest")) {
        (None, _) | (Some(b"navigate"), None | Some(b"document")) => true,
        (Some(b"navigate"), Some(_)) => said("sec-fetch-user") == Some(b"?1"),
        (Some(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_asks_for_by_itself_renews_nothing() {
        #[rustfmt::skip]
        let cases: [(&str, &str, &str, &str, bool); 24] = [
            // mode         dest            user    purpose                 renews
            ("",            "",             "",     "",                     true),
            ("",            "empty",        "",     "",                     true),
            ("navigate",    "document",     "?1",   "",                     true),
            // Safari doesn't say who led it on.
            ("navigate",    "document",     "",     "",                     true),
            ("navigate",    "",             "",     "",                     true),
            ("navigate",    "document",     "",     "prefetch",             false),
            ("navigate",    "document",     "",     "prefetch;prerender",   false),
            ("navigate",    "iframe",       "?1",   "",                     true),
            ("navigate",    "iframe",       "",     "",                     false),
            ("navigate",    "iframe",       "?0",   "",                     false),
            ("navigate",    "frame",        "",     "",                     false),
            ("navigate",    "object",       "",     "",                     false),
            ("navigate",    "embed",        "",     "",                     false),
            ("cors",        "empty",        "",     "",                     false),
            ("cors",        "empty",        "?1",   "",                     false),
            ("same-origin", "empty",        "",     "",                     false),
            ("same-origin", "worker",       "",     "",                     false),
            ("no-cors",     "image",        "",     "",                     false),
            ("no-cors",     "script",       "",     "",                     false),
            ("no-cors",     "style",        "",     "",                     false),
            ("cors",        "font",         "",     "",                     false),
            ("no-cors",     "empty",        "",     "",                     false),
            ("websocket",   "websocket",    "",     "",                     false),
            ("anything",    "document",     "?1",   "",                     false),
        ];
        for (mode, dest, user, purpose, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in [
                ("sec-fetch-mode", mode),
                ("sec-fetch-dest", dest),
                ("sec-fetch-user", user),
                ("sec-purpose", purpose),
            ] {
                if !value.is_empty() {
                    headers.insert(name, value.parse().unwrap());
                }
            }
            assert_eq!(renews(&headers), expected, "{mode} {dest} {user} {purpose}");
        }
    }
}
