//! What a row of the route table is, and how a path finds its row.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::LazyLock;

use domain::Stop;
use door::{LiveSession, Pending};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::routes::ROUTES;

/// A page at work.
pub(crate) type Doing<'a> = Pin<Box<dyn Future<Output = Result<Answer, Stop>> + Send + 'a>>;

/// What finds where the same form led a moment ago, for whoever has what it needs no more.
pub(crate) type Resubmitted =
    for<'a> fn(
        &'a Asked,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Answer>, Stop>> + Send + 'a>>;

/// A page, by whom it is for. A page gets what it needs as an argument, so that one can't be
/// written that looks for it and forgets to.
pub(crate) enum Handler {
    Anyone(for<'a> fn(&'a Asked) -> Doing<'a>),
    /// Whoever has a pending sign-in; others begin anew.
    Pending(for<'a> fn(&'a Asked, &'a Pending) -> Doing<'a>),
    /// Whoever has a session; others sign in first.
    Session(for<'a> fn(&'a Asked, &'a LiveSession) -> Doing<'a>),
    /// A program of others that knows an address which it was told. It has no session and no page of ours that it
    /// comes from, and sends JSON as well; what it is told to do, a GET may do too.
    Program(for<'a> fn(&'a Asked) -> Doing<'a>),
}

/// What a row answers to. GET changes nothing, unless it is a program's, and answers HEAD too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
}

/// A row: method, path with `{name}` for a variable segment, and the page.
pub(crate) struct Route {
    pub verb: Verb,
    pub path: &'static str,
    pub handler: Handler,
    /// Set for a form that makes a session, or lets one rise: sent twice, it leads where it led.
    pub resubmitted: Option<Resubmitted>,
}

/// What stood in the path at each `{name}`.
pub(crate) type Params = Vec<(&'static str, String)>;

/// The rows of a path.
#[derive(Default)]
pub(crate) struct Matches {
    pub get: Option<(&'static Route, Params)>,
    pub post: Option<(&'static Route, Params)>,
}

impl Matches {
    /// The methods that a path has, for the `Allow` header.
    pub(crate) const fn allowed(&self) -> &'static str {
        match (&self.get, &self.post) {
            (Some(_), Some(_)) => "GET, HEAD, POST",
            (Some(_), None) => "GET, HEAD",
            (None, Some(_)) => "POST",
            (None, None) => "",
        }
    }
}

/// The rows without a variable segment, which most requests ask for.
static PLAIN: LazyLock<HashMap<&str, [Option<&Route>; 2]>> = LazyLock::new(|| {
    let mut plain: HashMap<&str, [Option<&Route>; 2]> = HashMap::new();
    for route in ROUTES.iter().filter(|route| !route.path.contains('{')) {
        let [get, post] = plain.entry(route.path).or_default();
        match route.verb {
            Verb::Get => *get = Some(route),
            Verb::Post => *post = Some(route),
        }
    }
    plain
});

/// Finds the rows of a path. Where several fit, the one with fewer variable segments is meant.
pub(crate) fn find(path: &str) -> Matches {
    let mut found = Matches::default();
    if let Some([get, post]) = PLAIN.get(path) {
        found.get = get.map(|route| (route, Params::new()));
        found.post = post.map(|route| (route, Params::new()));
        if found.get.is_some() && found.post.is_some() {
            return found;
        }
    }
    for route in ROUTES {
        let Some(params) = fits(route.path, path) else {
            continue;
        };
        let place = match route.verb {
            Verb::Get => &mut found.get,
            Verb::Post => &mut found.post,
        };
        if place
            .as_ref()
            .is_none_or(|(_, known)| params.len() < known.len())
        {
            *place = Some((route, params));
        }
    }
    found
}

/// The nearest page (a GET) at or above a path: where somebody who posted there came from.
pub(crate) fn page_above(path: &str) -> &str {
    let mut at = path;
    loop {
        if find(at).get.is_some() {
            return at;
        }
        match at.rsplit_once('/') {
            Some((above, _)) if !above.is_empty() => at = above,
            _ => return "/",
        }
    }
}

fn fits(pattern: &'static str, path: &str) -> Option<Params> {
    // Most rows part before their first variable segment.
    let (fixed, _) = pattern.split_once('{').unwrap_or((pattern, ""));
    if !path.starts_with(fixed) {
        return None;
    }
    let mut params = Params::new();
    let mut given = path.split('/');
    for segment in pattern.split('/') {
        let value = given.next()?;
        let name = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        match name {
            Some(name) if is_value(value) => params.push((name, value.to_owned())),
            None if segment == value => {}
            _ => return None,
        }
    }
    given.next().is_none().then_some(params)
}

/// Ids, kinds, tokens and names of files are of these; nothing is ever decoded.
fn is_value(text: &str) -> bool {
    (1..=128).contains(&text.len())
        && !text.starts_with('.')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_finds_its_rows_and_what_stands_in_them() {
        let found = find("/login/challenge/totp");
        let (route, params) = found.get.unwrap();
        assert_eq!(route.path, "/login/challenge/{factor}");
        assert_eq!(params, [("factor", "totp".to_owned())]);
        assert!(found.post.is_some());
        assert_eq!(find("/login").allowed(), "GET, HEAD, POST");
        assert_eq!(find("/logout").allowed(), "POST");
        for nowhere in [
            "",
            "login",
            "/login/",
            "//login",
            "/login//challenge",
            "/login/challenge/",
            "/login/challenge/a/b",
            "/login/challenge/a%2Fb",
            "/login/challenge/..",
            "/login/challenge/.",
            "/LOGIN",
            "/login;x=1",
            "/nothing",
        ] {
            assert_eq!(find(nowhere).allowed(), "", "{nowhere}");
        }
    }

    #[test]
    fn what_a_gateway_was_told_stands_in_no_log() {
        let path = "/gateway/kannel/0/abc";
        assert_eq!(find(path).allowed(), "GET, HEAD, POST");
        let links = &crate::routes::LINKS;
        assert!(links.iter().any(|link| path.starts_with(link)));
        assert!(links.iter().all(|link| !link.contains('{') && *link != "/"));
        assert!(links.iter().all(|link| !"/gate/check".starts_with(link)));
    }

    #[test]
    fn whoever_posted_came_from_the_page_above() {
        let cases = [
            ("/login", "/login"),
            ("/login/challenge/totp", "/login/challenge/totp"),
            ("/login/cancel", "/login"),
            ("/logout", "/"),
            ("/nothing/at/all", "/"),
            ("", "/"),
        ];
        for (posted, above) in cases {
            assert_eq!(page_above(posted), above, "{posted}");
        }
    }

    #[test]
    fn every_row_is_well_formed_and_there_once() {
        let mut seen = std::collections::BTreeSet::new();
        for route in ROUTES {
            assert!(route.path.starts_with('/'), "{}", route.path);
            assert!(
                seen.insert((route.verb == Verb::Get, route.path)),
                "{} twice",
                route.path
            );
            let session = matches!(route.handler, Handler::Session(_));
            let settings = route.path.starts_with("/settings") || route.path == "/";
            assert!(session || !settings, "{} is open", route.path);
            let pending = matches!(route.handler, Handler::Pending(_));
            assert!(
                !pending || route.path.starts_with("/login/"),
                "{}",
                route.path
            );
        }
    }
}
