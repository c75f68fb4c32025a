//! What may be set of mail, and what follows from it: a server, and what stands around every message. Whether the
//! server answers isn't asked here: one that is down keeps nothing from starting.

mod rows;

use std::net::IpAddr;
use std::path::Path;

use domain::Secret;
use domain::gate::Authority;
use domain::setting::Settings;
use door::Misfit;

use crate::smtp::{Encryption, Login, Patience, Proof};
use crate::tls::Tls;
use crate::{Command, Frame, Line, Mailbox, Server, Signer, Unusable};

pub use rows::SETTINGS;
use rows::{FROM, HELO, KEY, PASSWORD, REPLY_TO, SELECTOR, SERVER, TLS, TOKEN, USER};

/// All that is set of mail.
#[derive(Debug)]
pub struct Outgoing {
    pub server: Server,
    pub frame: Frame,
    pub signer: Option<Signer>,
    /// How many connections there may be at once, and how many of them are kept.
    pub connections: (usize, usize),
}

impl Outgoing {
    /// Reads it; nothing where no server is named. `origin` is the address that people use, `host` its host.
    ///
    /// # Errors
    /// The first setting that can't be.
    pub fn read(settings: &Settings, origin: &str, host: &str) -> Result<Option<Self>, Misfit> {
        let name = settings.text(SERVER);
        if name.is_empty() {
            return Ok(None);
        }
        let frame = frame(settings, origin, host)?;
        let count = |key| settings.number(key).and_then(|n| usize::try_from(n).ok());
        Ok(Some(Self {
            server: server(settings, name, host)?,
            signer: signer(settings, frame.sender().domain())?,
            frame,
            connections: (
                count("mail.connections").unwrap_or(2),
                count("mail.kept_connections").unwrap_or(1),
            ),
        }))
    }
}

fn wrong(key: &'static str, why: impl Into<String>) -> Misfit {
    let why = why.into();
    Misfit { key, why }
}

fn frame(settings: &Settings, origin: &str, host: &str) -> Result<Frame, Misfit> {
    let mailbox = |key: &'static str| {
        let text = settings.text(key);
        let no = || {
            let shown = text.escape_debug();
            wrong(
                key,
                format!(
                    "must be one address, as id@example.org or Example <id@example.org>, not \"{shown}\"."
                ),
            )
        };
        Mailbox::read(text)
            .filter(|mailbox| !mailbox.address.needs_utf8())
            .ok_or_else(no)
    };
    if settings.text(FROM).is_empty() {
        let why = "needs \"mail.from\" beside it, the address that messages are from.";
        return Err(wrong(SERVER, why));
    }
    Ok(Frame {
        from: mailbox(FROM)?,
        reply_to: match settings.text(REPLY_TO) {
            "" => None,
            _ => Some(mailbox(REPLY_TO)?),
        },
        site: Line::of(settings.text("site.name")),
        support: Line::of(settings.text("site.support_text")),
        origin: origin.to_owned(),
        host: host.to_owned(),
    })
}

fn server(settings: &Settings, name: &str, host: &str) -> Result<Server, Misfit> {
    if !is_host(name) {
        let shown = name.escape_debug();
        let why =
            format!("must be a host's name, as mail.example.org, without a port, not \"{shown}\".");
        return Err(wrong(SERVER, why));
    }
    let (encryption, usual) = match settings.text(TLS) {
        "starttls" => (Encryption::StartTls, 587),
        "none" => (Encryption::None, 25),
        _ => (Encryption::Tls, 465),
    };
    if encryption == Encryption::None && !Authority::is_here(name) {
        let why = "is \"none\", which is for a server on this machine: make it \"tls\" or \"starttls\", so that others \
                   can't read codes and passwords.";
        return Err(wrong(TLS, why));
    }
    let helo = match settings.text(HELO) {
        "" => host,
        text if is_host(text) => text,
        _ => return Err(wrong(HELO, "must be a host's name or address.")),
    };
    let port = settings.number("mail.port");
    Ok(Server {
        host: name.trim_matches(['[', ']']).to_owned(),
        port: port.and_then(|n| u16::try_from(n).ok()).unwrap_or(usual),
        encryption,
        tls: Tls::of_the_system(),
        login: login(settings)?,
        helo: Server::helo_of(helo),
        patience: Patience::default(),
    })
}

fn login(settings: &Settings) -> Result<Option<Login>, Misfit> {
    let (user, password, token) = (
        settings.text(USER),
        settings.text(PASSWORD),
        settings.list(TOKEN),
    );
    let proof = match (password, token) {
        ("", []) => None,
        (_, []) => Some(Proof::Password(Secret::new(password.to_owned()))),
        ("", _) => Some(Proof::Token(Command::of(token))),
        _ => {
            let why = "and \"mail.password\" can't both be: a server is shown one of them.";
            return Err(wrong(TOKEN, why));
        }
    };
    match (user, proof) {
        ("", None) => Ok(None),
        ("", Some(Proof::Password(_))) => Err(wrong(PASSWORD, "needs \"mail.user\" beside it.")),
        ("", Some(Proof::Token(_))) => Err(wrong(TOKEN, "needs \"mail.user\" beside it.")),
        (_, None) => {
            let why = "needs \"mail.password_file\" or \"mail.token_command\" beside it.";
            Err(wrong(USER, why))
        }
        (user, Some(proof)) => Ok(Some(Login {
            user: user.to_owned(),
            proof,
        })),
    }
}

fn signer(settings: &Settings, domain: &str) -> Result<Option<Signer>, Misfit> {
    let alone = |one, other| {
        let why = format!("needs \"{other}\" beside it: set both, or neither.");
        Err(wrong(one, why))
    };
    match (settings.text(SELECTOR), settings.text(KEY)) {
        ("", "") => Ok(None),
        (_, "") => alone(SELECTOR, KEY),
        ("", _) => alone(KEY, SELECTOR),
        (selector, key) => match Signer::read(domain, selector, Path::new(key)) {
            Ok(signer) => Ok(Some(signer)),
            Err(Unusable::Selector(why)) => Err(wrong(SELECTOR, why)),
            Err(Unusable::Key(why)) => Err(wrong(KEY, why)),
        },
    }
}

/// A name as hosts have it, or an address.
fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    let bare = text.trim_matches(['[', ']']);
    bare.parse::<IpAddr>().is_ok() || (text.len() <= 253 && text.split('.').all(label))
}

#[cfg(test)]
mod tests;
