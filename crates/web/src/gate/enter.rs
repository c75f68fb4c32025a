//! The hand-over, seen from both sides: a protected host gives its browser a nonce and sends it to us; we
//! send it back with a ticket; for both it gets that host's own cookie (L43).

use data_encoding::BASE64URL_NOPAD;
use domain::gate::{Authority, CookieDomain, GateHost, RawTarget, Scheme, Target, find};
use domain::secret::{Token, token, write_token};
use domain::{Refusal, Stop};
use door::{Fingerprint, Held, HostCookie, Passage, Ticket};
use http::header::HOST;
use http::request::Parts;

use super::clearing::Clearing;
use crate::answer::Answer;
use crate::asked::{Asked, encode};
use crate::pages::entrance;
use crate::rules::cookies::{self, Cookie};

/// On every protected host, led to us by its proxy.
pub(crate) const PATH: &str = "/.well-known/countersign/enter";
const HERE: &str = "/gate/enter";

/// The protected host that a request for [`PATH`] was sent to; none where it is for ourselves.
pub(crate) fn host_of(asked: &Asked, parts: &Parts) -> Option<Authority> {
    if parts.uri.path() != PATH {
        return None;
    }
    let mut given = parts.headers.get_all(HOST).iter();
    let host = match parts.uri.authority() {
        Some(authority) => authority.as_str().as_bytes(),
        None => given.next()?.as_bytes(),
    };
    if given.next().is_some() {
        return None;
    }
    let authority = Authority::read(host, scheme(asked)).ok()?;
    gate_host(asked, &authority).map(|_| authority)
}

/// Protected hosts are reached as we are: by https, or on a plain localhost by http.
pub(crate) fn scheme(asked: &Asked) -> Scheme {
    if asked.web.address().https {
        Scheme::Https
    } else {
        Scheme::Http
    }
}

fn gate_host<'a>(asked: &'a Asked, authority: &Authority) -> Option<&'a GateHost> {
    find(&asked.door().config().gate_hosts, authority)
}

/// The domain whose hosts share a cookie, if this is one of them.
pub(super) fn shared<'a>(asked: &'a Asked, authority: &Authority) -> Option<&'a CookieDomain> {
    let domain = asked.door().config().gate_cookie_domain.as_ref();
    domain.filter(|domain| domain.covers(authority))
}

/// Where signing in begins: on the protected host itself, or with us where it shares a cookie; with what
/// else was put there cleared away, where there are `differing` ones.
pub(super) fn entrance(asked: &Asked, target: &Target, differing: bool) -> String {
    let origin = target.origin();
    if shared(asked, &origin.authority).is_none() {
        return format!("{origin}{PATH}?{}", going(target));
    }
    with_us(asked, target, differing.then_some(0))
}

/// With us, where the cookie that hosts share is set. `cleared` lines that delete are behind, if any are
/// to be sent.
fn with_us(asked: &Asked, target: &Target, cleared: Option<usize>) -> String {
    let host = encode(&target.origin().authority.to_string());
    let clear = cleared.map_or_else(String::new, |cleared| format!("&clear={cleared}"));
    let (ours, going) = (&asked.web.address().origin, going(target));
    format!("{ours}{HERE}?host={host}&{going}{clear}")
}

/// Whether something was being sent, which can't be kept.
fn is_sending(target: &Target) -> bool {
    !["GET", "HEAD"].contains(&target.method().as_str())
}

/// What was asked of a protected host, as fields of a query, which [`target`] reads again.
fn going(target: &Target) -> String {
    let next = encode(target.sent());
    if is_sending(target) {
        format!("next={next}&method={}", encode(target.method().as_str()))
    } else {
        format!("next={next}")
    }
}

/// What somebody was asking of a protected host, in the form that is decided on; its first page where that
/// isn't understood.
fn target(asked: &Asked, authority: &Authority) -> Option<Target> {
    let (host, path) = (authority.to_string(), asked.query.get("next"));
    let method = match asked.query.get("method") {
        "" => "GET",
        method => method,
    };
    let read = |uri: &str| {
        Target::read(&RawTarget {
            method: method.as_bytes(),
            scheme: scheme(asked).as_str().as_bytes(),
            host: host.as_bytes(),
            uri: uri.as_bytes(),
        })
    };
    let fits = |target: &Target| {
        let unclear = gate_host(asked, authority).is_none_or(|gate| gate.unclear(target).is_some());
        !unclear && path.starts_with('/') && !is_entrance(target)
    };
    read(path).ok().filter(fits).or_else(|| read("/").ok())
}

/// Whether it leads here again, or might: where servers read a path differently, the proxy may find the entrance
/// in it.
fn is_entrance(target: &Target) -> bool {
    match target.path() {
        Ok(path) => path.starts_with("/.well-known/countersign/"),
        Err(_) => {
            let read = percent_encoding::percent_decode_str(target.sent_path());
            let read = read.decode_utf8_lossy().to_ascii_lowercase();
            read.contains("well-known") && read.contains("countersign")
        }
    }
}

/// At the protected host: away with a nonce, or back with a ticket.
pub(crate) async fn there(
    asked: &Asked,
    authority: &Authority,
    parts: &Parts,
) -> Result<Answer, Stop> {
    let https = asked.web.address().https;
    let nonce = cookies::token(&parts.headers, Cookie::GateNonce, https);
    let going = target(asked, authority).ok_or(Refusal::NoSuch)?;
    if !asked.query.has("ticket") {
        return Ok(away(asked, authority, &going, nonce));
    }
    let host = authority.to_string();
    match taken(asked, &host, nonce).await {
        Ok(own) => Ok(Answer::to(&going.url())
            .set(Cookie::Gate, &own.write())
            .delete(Cookie::GateNonce)),
        // A tab that is restored comes back with the ticket that it once had.
        Err(Stop::Refused(Refusal::LinkGone)) if is_in(asked, &host, parts).await? => {
            Ok(Answer::to(&going.url()))
        }
        Err(stop) => Err(stop),
    }
}

/// The host's cookie for the ticket that was brought.
async fn taken(asked: &Asked, host: &str, nonce: Option<Token>) -> Result<HostCookie, Stop> {
    let ticket = Ticket::read(asked.query.get("ticket").as_bytes());
    let (Some(ticket), Some(nonce)) = (ticket, nonce) else {
        return Err(Refusal::LinkGone.into());
    };
    asked.door().enter_host(&ticket, host, &nonce).await
}

/// Whether the browser holds a good cookie of that host already.
async fn is_in(asked: &Asked, host: &str, parts: &Parts) -> Result<bool, Stop> {
    let https = asked.web.address().https;
    let held = cookies::handed(&parts.headers, Cookie::Gate, https);
    Ok(matches!(asked.door().guest(held, host).await?, Held::By(_)))
}

fn away(asked: &Asked, authority: &Authority, going: &Target, nonce: Option<Token>) -> Answer {
    let door = asked.door();
    // Of two tabs the second keeps the first one's, or it would undo its way back.
    let nonce = nonce.unwrap_or_else(|| token(door.random()));
    let to = format!(
        "{}{HERE}?host={}&nonce={}&{}",
        asked.web.address().origin,
        encode(&authority.to_string()),
        BASE64URL_NOPAD.encode(&door.fingerprint(&nonce)),
        self::going(going),
    );
    Answer::to(&to).set(Cookie::GateNonce, &write_token(&nonce))
}

/// How somebody signed in gets to a protected host.
enum Way<'a> {
    /// By a ticket, for the browser that holds the nonce of this fingerprint there.
    Ticket(Fingerprint),
    /// By the cookie that the hosts beneath a domain share.
    Shared(&'a CookieDomain),
}

impl<'a> Way<'a> {
    /// None where the browser has no nonce there, and the host shares no cookie.
    fn of(asked: &'a Asked, authority: &Authority) -> Option<Self> {
        let sent = asked.query.get("nonce").as_bytes();
        let nonce = BASE64URL_NOPAD.decode(sent).ok();
        nonce
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self::Ticket)
            .or_else(|| shared(asked, authority).map(Self::Shared))
    }
}

/// With us: somebody signed in is sent back with a ticket; who isn't signs in first, and who has proved too
/// little proves more. Whoever was sending something reads that it hasn't arrived.
pub(crate) async fn here(asked: &Asked) -> Result<Answer, Stop> {
    let authority = Authority::read(asked.query.get("host"), scheme(asked))
        .ok()
        .filter(|authority| gate_host(asked, authority).is_some())
        .ok_or(Refusal::NoSuch)?;
    let going = target(asked, &authority).ok_or(Refusal::NoSuch)?;
    let way = Way::of(asked, &authority).ok_or(Refusal::LinkGone)?;
    if is_sending(&going) && !asked.query.has("told") {
        return entrance::unsent(asked, &authority, &format!("{}&told=1", asked.back));
    }
    let next = asked.web.next(&going.url());
    let Some(live) = &asked.session else {
        return Ok(Answer::to(&asked.with_next("/login", next.as_ref())));
    };
    let from = asked.network.told.then_some(asked.network.address);
    match asked.door().passage(live, &going, from).await? {
        Passage::On => {}
        Passage::Confirm => {
            return Ok(Answer::to(&asked.with_next("/confirm", next.as_ref())));
        }
        Passage::Later(name, why) => {
            return entrance::later(asked, &authority, &name, &why);
        }
        Passage::OutOfReach(needed) => {
            return entrance::out_of_reach(asked, &authority, needed, &asked.back);
        }
        Passage::KeptOut => return entrance::kept_out(asked, live, &authority),
    }
    let door = asked.door();
    Ok(match way {
        Way::Ticket(nonce) => {
            let ticket = door.ticket(live, &authority.to_string(), &nonce)?;
            Answer::to(&format!(
                "{}{PATH}?ticket={}&next={}",
                going.origin(),
                ticket.write(),
                encode(going.sent()),
            ))
        }
        // What was cleared has come again: round once more it would go for ever.
        Way::Shared(_)
            if asked.query.get("clear") == "0" && asked.cleared.as_ref() == Some(&authority) =>
        {
            entrance::differing(asked, &authority, &going.url())?.delete(Cookie::GateCleared)
        }
        Way::Shared(domain) => {
            let cookie = door.enter_domain(live, domain)?.write();
            cleared(asked, domain, &going)
                .set_cookie(Cookie::GateShared.set_beneath(domain, &cookie))
        }
    })
}

/// On to where somebody was going. Where another host beneath the domain has put a cookie of ours before
/// the one that is shared, all of that name go first; that they have gone is remembered for a moment.
fn cleared(asked: &Asked, domain: &CookieDomain, going: &Target) -> Answer {
    let on = Answer::to(&going.url());
    let Ok(behind) = asked.query.get("clear").parse() else {
        return on;
    };
    let clearing = Clearing::new(domain, going.sent_path(), behind);
    let on = match clearing.more {
        Some(behind) => Answer::to(&with_us(asked, going, Some(behind))),
        None => on.set(Cookie::GateCleared, &going.origin().authority.to_string()),
    };
    clearing.lines.into_iter().fold(on, Answer::set_cookie)
}
