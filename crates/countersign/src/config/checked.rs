//! What a row's type can't say of a value: that it is an address, a network, a time zone. Looked at
//! once, at start, so that a mistake is told with its place and never found later.

#[cfg(test)]
mod tests;

use domain::gate::{CookieDomain, Origin};
use domain::phone::Country;
use ipnet::IpNet;
use post::settings::Outgoing;
use post::tls::Tls;

use super::{Complaint, Loaded, meant, trusted_proxies};
use crate::address::{Listen, PublicUrl, network};
use crate::tls::Files;
use crate::wiring::factors;

/// The settings that had to be read once more.
#[derive(Clone, Debug)]
pub struct Checked {
    pub listen: Listen,
    /// The one address that people use, where it is set.
    pub public_url: Option<PublicUrl>,
    /// Certificate and key, where TLS is spoken.
    pub tls: Option<Files>,
    /// Where the gate is asked, where that isn't `listen`.
    pub gate_listen: Option<Listen>,
    /// Where metrics are; none where they are switched off.
    pub metrics_listen: Option<Listen>,
    /// Networks of the proxies that are believed.
    pub trusted_proxies: Vec<IpNet>,
}

impl Checked {
    /// Reads them.
    ///
    /// # Errors
    /// The first value that can't be, with its place.
    pub fn of(loaded: &Loaded) -> Result<Self, Complaint> {
        let settings = &loaded.settings;
        let about = |key: &'static str| move |why: String| loaded.complain(key, &why);
        let set = |key: &str| Some(settings.text(key)).filter(|text| !text.is_empty());

        database(settings.text("database")).map_err(about("database"))?;
        for (text, _) in settings.numbers("limits.networks") {
            network(text).map_err(about("limits.networks"))?;
        }
        site(loaded)?;
        door::programs(settings)
            .map_err(|misread| loaded.complain(&misread.place, &misread.why))?;
        meant::check(loaded).map_err(|misfit| loaded.misfit(&misfit))?;
        let public_url = set("public_url")
            .map(PublicUrl::read)
            .transpose()
            .map_err(about("public_url"))?;
        if let Some(text) = set("gate.cookie_domain") {
            cookie_domain(text, public_url.as_ref()).map_err(about("gate.cookie_domain"))?;
        }
        if set("outbox.write_to").is_some()
            && public_url.as_ref().is_some_and(|url| !url.is_local())
        {
            let why = "writes what opens accounts into a file, and is for looking at on one's own machine: leave it \
                       out where \"public_url\" is an address that others reach.";
            return Err(loaded.complain("outbox.write_to", why));
        }
        let host = public_url.as_ref().map_or("localhost", PublicUrl::host);
        let origin = public_url.as_ref().map_or("", PublicUrl::origin);
        Outgoing::read(settings, origin, host)
            .map_err(|wrong| loaded.complain(wrong.key, &wrong.why))?;
        post::gateway::read(settings, origin, &Tls::of_the_system())
            .map_err(|wrong| loaded.complain(&wrong.place, &wrong.why))?;
        factors()
            .fits(settings, host, origin)
            .map_err(|wrong| loaded.complain(wrong.key, &wrong.why))?;
        Ok(Self {
            trusted_proxies: trusted_proxies::of(loaded, public_url.as_ref())?,
            tls: tls(loaded, public_url.as_ref())?,
            listen: Listen::read(settings.text("listen")).map_err(about("listen"))?,
            public_url,
            gate_listen: set("gate.listen")
                .map(Listen::read)
                .transpose()
                .map_err(about("gate.listen"))?,
            metrics_listen: set("metrics_listen")
                .map(Listen::read)
                .transpose()
                .map_err(about("metrics_listen"))?,
        })
    }
}

/// What the site says of itself: its time zone, and where its links lead.
fn site(loaded: &Loaded) -> Result<(), Complaint> {
    let zone = loaded.settings.text("site.time_zone");
    if jiff::tz::TimeZone::get(zone).is_err() {
        let shown = zone.escape_debug();
        let why =
            format!("must be a time zone's name, as Europe/Stockholm or UTC, not \"{shown}\".");
        return Err(loaded.complain("site.time_zone", &why));
    }
    let country = loaded.settings.text("site.country");
    if !country.is_empty() && Country::read(country).is_none() {
        let shown = country.escape_debug();
        let why = format!("must be a country's two letters, as SE, not \"{shown}\".");
        return Err(loaded.complain("site.country", &why));
    }
    for (key, schemes) in [
        (
            "site.support_url",
            &["https://", "http://", "mailto:"] as &[_],
        ),
        ("site.privacy_url", &["https://", "http://"]),
    ] {
        match loaded.settings.text(key) {
            "" => {}
            text => link(text, schemes).map_err(|why| loaded.complain(key, &why))?,
        }
    }
    Ok(())
}

/// Both files or neither, and only for an address that people reach by https.
fn tls(loaded: &Loaded, public_url: Option<&PublicUrl>) -> Result<Option<Files>, Complaint> {
    let (certificate, key) = ("tls.certificate", "tls.key");
    let text = |key| loaded.settings.text(key);
    let alone = |one, other| {
        let why = format!("needs \"{other}\" beside it: set both, or neither.");
        Err(loaded.complain(one, &why))
    };
    match (text(certificate), text(key)) {
        ("", "") => return Ok(None),
        (_, "") => return alone(certificate, key),
        ("", _) => return alone(key, certificate),
        _ => {}
    }
    match public_url {
        Some(url) if url.is_https() => {}
        Some(url) => {
            let why = format!("must be https where \"{certificate}\" is set, not \"{url}\".");
            return Err(loaded.complain("public_url", &why));
        }
        None => {
            let why = "needs \"public_url\", the https address that people use.";
            return Err(loaded.complain(certificate, why));
        }
    }
    Ok(Some(Files {
        certificate: text(certificate).into(),
        key: text(key).into(),
    }))
}

/// Never shows the address: it may hold a password.
fn database(text: &str) -> Result<(), String> {
    let known = ["postgres://", "postgresql://"];
    if text.is_empty() || known.iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(());
    }
    Err("must begin with postgres://, as postgres://user@host/name.".to_owned())
}

/// Browsers keep a cookie of a domain only from a host beneath it.
fn cookie_domain(text: &str, public_url: Option<&PublicUrl>) -> Result<(), String> {
    let shown = text.escape_debug();
    let domain = CookieDomain::read(text);
    let domain = domain.ok_or_else(|| {
        format!("must be a domain of at least two labels, as example.org, not \"{shown}\".")
    })?;
    let public = public_url.and_then(|url| Origin::read(url.origin()).ok());
    match public {
        Some(public) if domain.is_set_by(&public) => Ok(()),
        _ => Err(format!(
            "is \"{shown}\": then \"public_url\" must be an https address beneath it, as https://auth.{shown}."
        )),
    }
}

/// What pages link to; anything else (`javascript:`) would run there.
fn link(text: &str, schemes: &[&str]) -> Result<(), String> {
    let fits = |scheme: &&str| text.starts_with(*scheme) && text.len() > scheme.len();
    if schemes.iter().any(fits) && !text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Ok(());
    }
    Err(format!(
        "must be an address that begins with {}, not \"{}\".",
        schemes.join(" or "),
        text.escape_debug()
    ))
}
