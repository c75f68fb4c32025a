//! Why something about a protected host isn't understood: half sentences that go on after its place.

use domain::gate::{Garbled, HostPattern, WrongHost, WrongPath};

pub(super) fn host(text: &str, why: WrongHost) -> String {
    let shown = quoted(text);
    match why {
        WrongHost::Url => format!(
            "must be a host alone, as \"files.example.org\", without scheme and path, not {shown}."
        ),
        WrongHost::Star => {
            format!("may have a star only as its first label, as \"*.example.org\", not {shown}.")
        }
        WrongHost::International => {
            format!("must be written as browsers send it, in its xn-- form, not {shown}.")
        }
        WrongHost::DefaultPort => {
            format!("must leave out port 80 or 443, which every host has by itself, not {shown}.")
        }
        WrongHost::Garbled(Garbled::TrailingDot) => {
            format!("must not end in a dot, as {shown} does.")
        }
        WrongHost::Garbled(_) => format!(
            "must be a host, as \"files.example.org\", \"*.example.org\" or \"files.example.org:8443\", not {shown}."
        ),
    }
}

pub(super) fn link(text: &str, host: &HostPattern) -> String {
    let shown = quoted(text);
    if host.is_wildcard() {
        return format!(
            "must be a whole address at a host that \"{host}\" speaks for, not {shown}."
        );
    }
    format!("must be a path, as \"/apps/files\", or an address at \"{host}\", not {shown}.")
}

pub(super) fn path(text: &str, why: WrongPath) -> String {
    let shown = quoted(text);
    match why {
        WrongPath::Star => format!(
            "must be the beginning of a path, without a star (for a star itself write %2A), not {shown}."
        ),
        WrongPath::Query => {
            format!("must be a path without a query, which isn't looked at, not {shown}.")
        }
        WrongPath::Garbled(Garbled::Empty | Garbled::Relative) => {
            format!("must begin with a slash, as \"/public/\", not {shown}.")
        }
        WrongPath::Garbled(why) => format!(
            "must be a path that all servers read alike, not {shown} ({}): no request with it passes.",
            why.word()
        ),
    }
}

pub(super) fn method(text: &str) -> String {
    format!("has {}, which is no method as \"GET\".", quoted(text))
}

pub(super) fn network(text: &str) -> String {
    format!(
        "has {}, which is no network as \"192.0.2.0/24\".",
        quoted(text)
    )
}

pub(super) fn group(text: &str) -> String {
    format!(
        "has {}, which no group can be called: letters, digits, spaces and . _ - alone.",
        quoted(text)
    )
}

pub(super) fn allow(text: &str) -> String {
    let shown = quoted(text);
    format!("must be \"anyone\", \"nobody\" or \"account\", not {shown}.")
}

pub(super) fn assurance(text: &str) -> String {
    let shown = quoted(text);
    format!("must be \"single\", \"two-factor\" or \"phishing-resistant\", not {shown}.")
}

/// What says whom a rule lets in stands beside a word that has said it already.
pub(super) fn beside(allow: &str) -> String {
    format!("says nothing beside allow = \"{allow}\"; it goes with allow = \"account\".")
}

pub(super) fn missing(key: &str) -> String {
    match key {
        "allow" => "has no \"allow\": say \"anyone\", \"nobody\" or \"account\".".to_owned(),
        _ => format!("has no \"{key}\"."),
    }
}

fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("\"{}{more}\"", short.escape_debug())
}
