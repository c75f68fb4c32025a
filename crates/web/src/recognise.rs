//! Who asks, as far as a request tells: address, browser, language, and the session or pending
//! sign-in of its cookies.

use std::net::IpAddr;

use domain::ids::RequestId;
use domain::{Form, Language};
use door::Visitor;
use http::header::{ACCEPT_LANGUAGE, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, Method};

use crate::asked::Asked;
use crate::problem::Problem;
use crate::route::{self, Handler, Params, Route};
use crate::rules::body::Posted;
use crate::rules::cookies::{self, Cookie};
use crate::rules::forwarded;
use crate::rules::headers::accepts;
use crate::rules::{origin, renewing};
use crate::web::Web;

/// As much of what a browser calls itself as is kept, in characters.
const LONGEST_AGENT: usize = 256;

/// Asked for all the time, by balancers and for every page: nobody's session matters, and any host
/// will do: the page of a 421 needs its style as well, and browsers ask the domain that credentials are bound to.
pub(crate) fn is_for_machines(web: &Web, path: &str) -> bool {
    let well_known = path.strip_prefix("/.well-known/");
    is_health(path)
        || path.starts_with("/assets/")
        || well_known.is_some_and(|name| web.door().is_well_known_at_any_host(name))
}

/// Whether we are well, which may be asked on every listener.
pub(crate) fn is_health(path: &str) -> bool {
    ["/healthz", "/readyz"].contains(&path)
}

/// What is known of a request before anything is decided.
pub(crate) fn begin(web: &Web, peer: IpAddr, id: RequestId, parts: &Parts) -> Asked {
    let (door, https) = (web.door(), web.address().https);
    let found = forwarded::find(peer, &parts.headers, web.trusted_proxies());
    if found.from_proxy && found.told {
        web.metrics().forwarded();
    }
    // A balancer asks for itself how we are: it has nobody to name, and would be named in place of the proxy.
    if let Some(note) = found.note.filter(|_| !is_health(parts.uri.path())) {
        // On a plain localhost there is no proxy to be named.
        if https || note != forwarded::Note::Silent {
            web.metrics().amiss(note.word());
            web.named().tell(note, peer.to_canonical(), door.now());
        }
    }
    let mut agent = parts
        .headers
        .get(USER_AGENT)
        .map_or_else(String::new, |value| {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        });
    if let Some((end, _)) = agent.char_indices().nth(LONGEST_AGENT) {
        agent.truncate(end);
    }
    let posted = parts.method == Method::POST;
    let path = parts.uri.path().to_owned();
    let back = match parts.uri.path_and_query() {
        Some(whole) if !posted => whole.as_str().to_owned(),
        _ => route::page_above(&path).to_owned(),
    };
    Asked {
        visitor: Visitor {
            address: found.address,
            agent,
            request: id,
            known: cookies::token(&parts.headers, Cookie::Known, https),
            session: cookies::session(&parts.headers, https),
            charged: found.charged,
            renews: renewing::renews(&parts.headers),
        },
        network: found,
        words: door.words(language(web, &parts.headers, None, None), ""),
        wants_json: accepts(&parts.headers, "json") && !accepts(&parts.headers, "text/html"),
        web: web.clone(),
        path,
        back,
        posted,
        query: Form::default(),
        form: Posted::default(),
        session: None,
        pending: None,
        sign_in: None,
        from_here: origin::is_from_here(&parts.headers),
        cleared: cookies::cleared(&parts.headers, https),
        params: Params::new(),
    }
}

/// The account's own choice once signed in; else the browser's, the pending account's, what the
/// browser asks for, the site's.
fn language(
    web: &Web,
    headers: &HeaderMap,
    own: Option<Language>,
    pending: Option<Language>,
) -> Language {
    let among = web.door().languages();
    own.or_else(|| cookies::language(headers, among))
        .or(pending)
        .or_else(|| Language::accepted(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?, among))
        .unwrap_or(web.door().config().language)
}

/// Looks up the session or the pending sign-in of the cookies.
pub(crate) async fn recognise(
    asked: &mut Asked,
    parts: &Parts,
    route: &Route,
) -> Result<(), Problem> {
    let is_program = matches!(route.handler, Handler::Program(_));
    if is_program || is_for_machines(&asked.web, &asked.path) {
        return Ok(());
    }
    let web = asked.web.clone();
    if let Some(token) = &asked.visitor.session {
        asked.session = web.door().session(token, &asked.visitor).await?;
    }
    let signing_in = route.path.starts_with("/login");
    if asked.session.is_none() || signing_in {
        let cookie = cookies::token(&parts.headers, Cookie::SignIn, web.address().https);
        if let Some(token) = &cookie {
            asked.pending = Box::pin(web.door().pending(token)).await?;
        }
        asked.sign_in = cookie;
    }
    if matches!(route.handler, Handler::Pending(_)) {
        // Before the second proof a page shows nobody's name, and nothing counts but the answer.
        asked.session = None;
    }
    let live = asked.session.as_ref();
    let own = live.and_then(|live| live.language);
    let pending = asked.pending.as_ref().and_then(|pending| pending.language);
    let zone = live.map_or("", |live| live.zone.as_str());
    if own.is_some() || pending.is_some() || !zone.is_empty() {
        let chosen = language(&web, &parts.headers, own, pending);
        asked.words = web.door().words(chosen, zone);
    }
    Ok(())
}
