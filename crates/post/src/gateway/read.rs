//! Gateways read from their settings, each looked at as far as that goes without asking it.

use std::collections::BTreeSet;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::sync::Arc;
use std::time::Duration;

use domain::Secret;
use domain::setting::Settings;
use http::{HeaderName, Method};
use ipnet::IpNet;
use zeroize::Zeroizing;

use super::hole::Within;
use super::rest::Rest;
use super::template::Template;
use super::{Gateway, Gateways, TextMessage, reports};
use crate::tls::Tls;

pub(super) const GATEWAYS: &str = "text_message.gateway";
pub(super) const NETWORKS: &str = "outbound.networks";

/// What each request has by itself.
const OURS: [HeaderName; 5] = [
    http::header::HOST,
    http::header::CONTENT_LENGTH,
    http::header::TRANSFER_ENCODING,
    http::header::CONNECTION,
    http::header::USER_AGENT,
];

/// The longest secret, in bytes.
const LONGEST: u64 = 4_096;

/// What can't be: at which place in the settings, and why, in a sentence that goes on from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub place: String,
    pub why: String,
}

/// Reads all that are set. Reports of theirs come to this origin.
///
/// # Errors
/// The first that can't be.
pub fn read(settings: &Settings, origin: &str, tls: &Tls) -> Result<Gateways, Wrong> {
    let networks = networks(settings)?;
    let (mut all, mut names) = (Vec::new(), BTreeSet::new());
    for (index, one) in settings.tables(GATEWAYS).iter().enumerate() {
        let wrong = |key: &str, why: String| Wrong {
            place: format!("{GATEWAYS}.{index}.{key}"),
            why,
        };
        let gateway = gateway(one, origin, &networks, tls);
        let gateway = gateway.map_err(|(key, why)| wrong(key, why))?;
        if !names.insert(gateway.name.clone()) {
            return Err(wrong("name", "is another gateway's too.".to_owned()));
        }
        all.push(gateway);
    }
    Ok(Gateways(all))
}

fn networks(settings: &Settings) -> Result<Arc<[IpNet]>, Wrong> {
    let read = |text: &String| {
        text.parse::<IpNet>().map_err(|_| Wrong {
            place: NETWORKS.to_owned(),
            why: format!("must be networks as \"10.1.2.0/24\", not \"{text}\"."),
        })
    };
    settings.list(NETWORKS).iter().map(read).collect()
}

pub(super) type Misfit = (&'static str, String);

fn gateway(
    set: &Settings,
    origin: &str,
    networks: &Arc<[IpNet]>,
    tls: &Tls,
) -> Result<Gateway, Misfit> {
    let name = set.text("name");
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if name.is_empty() || name.len() > 40 || !name.bytes().all(is_name) {
        return Err((
            "name",
            "must be 1 to 40 letters, digits and hyphens.".to_owned(),
        ));
    }
    let url = address(set.text("url")).map_err(|why| ("url", why))?;
    let (headers, body) = request(set)?;
    let templates = headers.iter().map(|(_, value)| value).chain(&body);
    let templates: Vec<_> = templates.chain([&url]).collect();
    let some = |has: fn(&Template) -> bool| templates.iter().any(|template| has(template));
    reports::fit(set, some(Template::has_report))?;
    let needs_secret = some(Template::needs_secret);
    let secret = secret_of(set.text("secret_file"), needs_secret)?;
    let method = match set.text("method") {
        "GET" => Method::GET,
        "PUT" => Method::PUT,
        _ => Method::POST,
    };
    let seconds = set.number("timeout_seconds").unwrap_or(10);
    let gateway = Gateway {
        name: name.to_owned(),
        method,
        url,
        headers,
        body,
        success: set.text("success").to_owned(),
        reports: format!("{origin}/gateway/{name}/"),
        patience: Duration::from_secs(u64::try_from(seconds).unwrap_or(10)),
        secret: Secret::new(secret),
        networks: Arc::clone(networks),
        tls: tls.clone(),
        rest: Rest::default(),
    };
    sampled(&gateway).map(|()| gateway)
}

/// Whether a request can be made of it: what can't be is told at the start, rather than by no message leaving.
fn sampled(gateway: &Gateway) -> Result<(), Misfit> {
    let text = Secret::new("Kod: 1234 5678 å\n@id.example.org #12345678".to_owned());
    let message = TextMessage {
        to: "+46701234567",
        text: &text,
        id: "0",
        report: "https://id.example.org/gateway/example/0/0",
    };
    let url = gateway.url.filled(&message, gateway.secret.expose());
    let url = url.parse::<http::Uri>().ok().filter(|_| !url.contains('#'));
    let url = url.ok_or_else(|| {
        let why =
            "can't be an address once it is filled: write %20 for a space, and nothing behind #.";
        ("url", why.to_owned())
    })?;
    let made = gateway.request(&url, &message);
    made.map(drop)
        .map_err(|why| ("headers", format!("can't be sent: {}.", why.why())))
}

/// The head's lines and the body of a request.
type Request = (Vec<(HeaderName, Template)>, Option<Template>);

fn request(set: &Settings) -> Result<Request, Misfit> {
    let lines = set.list("headers");
    let mut headers = headers(lines).map_err(|why| ("headers", why))?;
    let body = body(set.text("body"), lines).map_err(|why| ("body", why))?;
    let Some((body, kind)) = body else {
        return Ok((headers, None));
    };
    if !kind.is_empty() {
        let kind = Template::read(kind, Within::Header).map_err(|why| ("headers", why))?;
        headers.push((http::header::CONTENT_TYPE, kind));
    }
    Ok((headers, Some(body)))
}

fn secret_of(file: &str, needs: bool) -> Result<String, Misfit> {
    match (needs, file) {
        (false, "") => Ok(String::new()),
        (false, _) => Err(("secret_file", "is put nowhere: write {secret}.".to_owned())),
        (true, "") => Err((
            "secret_file",
            "is needed: {secret} or {basic} stands for what it holds.".to_owned(),
        )),
        (true, file) => secret(file).map_err(|why| ("secret_file", why)),
    }
}

/// Where it is asked: whatever is put there, it is the same host.
fn address(text: &str) -> Result<Template, String> {
    let template = Template::read(text, Within::Url)?;
    let begins = template.begins();
    let url = begins.parse::<http::Uri>();
    let fits = url.is_ok_and(|url| {
        let scheme = url.scheme_str();
        let authority = url.authority().map_or("", |authority| authority.as_str());
        matches!(scheme, Some("https" | "http"))
            && !authority.is_empty()
            && !authority.contains('@')
    });
    // The host ends before anything is put there.
    let ends = begins
        .split_once("://")
        .is_some_and(|(_, rest)| rest.contains('/'));
    match fits && ends {
        true => Ok(template),
        false => Err(
            "must be an address as https://gateway.example.org/send, whose host has no placeholder."
                .to_owned(),
        ),
    }
}

fn headers(lines: &[String]) -> Result<Vec<(HeaderName, Template)>, String> {
    let one = |(place, line): (usize, &String)| {
        // What stands there may be a secret.
        let wrong = || format!("must be lines as \"Name: value\"; line {place} of them isn't.");
        let (name, value) = line.split_once(':').ok_or_else(wrong)?;
        let name = HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| wrong())?;
        if OURS.contains(&name) {
            return Err(format!("can't hold {name}, which is said by itself."));
        }
        let value = value.trim();
        if !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(wrong());
        }
        Ok((name, Template::read(value, Within::Header)?))
    };
    (1..).zip(lines).map(one).collect()
}

/// The body, and the type that it is of where no header says so.
fn body(text: &str, headers: &[String]) -> Result<Option<(Template, &'static str)>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let said = headers.iter().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_type = name.trim().eq_ignore_ascii_case("content-type");
        is_type.then(|| value.trim().to_ascii_lowercase())
    });
    let (within, kind) = match said.as_deref() {
        Some(kind) if kind.contains("json") => (Within::Json, ""),
        Some(kind) if kind.contains("xml") => (Within::Xml, ""),
        Some(kind) if kind.starts_with("application/x-www-form-urlencoded") => (Within::Url, ""),
        Some(kind) => return Err(format!("can't be {kind}: make it a form, JSON or XML.")),
        None if text.trim_start().starts_with(['{', '[']) => (Within::Json, "application/json"),
        None => (Within::Url, "application/x-www-form-urlencoded"),
    };
    Ok(Some((Template::read(text, within)?, kind)))
}

fn secret(file: &str) -> Result<String, String> {
    let unread = |error| format!("can't be read: {error}.");
    let open = std::fs::File::open(file).map_err(unread)?;
    let about = open.metadata().map_err(unread)?;
    if about.is_file() && about.mode() & 0o006 != 0 {
        let why = "can be read or changed by everybody on this machine: change its mode to 0600.";
        return Err(why.to_owned());
    }
    // Never grown: a copy left behind would not be wiped.
    let room = usize::try_from(LONGEST).unwrap_or(0).saturating_add(1);
    let mut text = Zeroizing::new(String::with_capacity(room));
    open.take(LONGEST.saturating_add(1))
        .read_to_string(&mut text)
        .map_err(unread)?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > LONGEST {
        return Err(format!("is longer than {LONGEST} bytes."));
    }
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err("is empty.".to_owned()),
        secret if secret.chars().any(char::is_control) => {
            Err("holds more than a line of text.".to_owned())
        }
        secret => Ok(secret.to_owned()),
    }
}
