//! The one address that people use. Scheme, cookie names and allowed origins come from it, never
//! from a request; so it is https, or this very machine.

#[cfg(test)]
mod tests;

use domain::gate::Authority;

/// The names of the machine itself that browsers trust without TLS.
const THIS_MACHINE: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

fn is_local(host: &str) -> bool {
    THIS_MACHINE.contains(&host)
}

/// The address that people use: an origin (RFC 6454), without path, query or user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    https: bool,
    host: String,
    port: u16,
    origin: String,
}

impl PublicUrl {
    /// Reads a public URL. A lone `/` at its end is dropped.
    ///
    /// # Errors
    /// Half a sentence that goes on after the setting's name, with the ways on.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let shown = text.escape_debug();
        let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
        let https = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(format!("must begin with https://, not \"{shown}\".")),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
        if authority.contains('@') {
            return Err("must hold no user name and no password.".to_owned());
        }
        let Ok(read) = Authority::bare(authority.as_bytes()) else {
            return Err(format!(
                "has no host that browsers know in \"{shown}\": a name of letters, digits, dots and hyphens (others \
                 in their xn-- form), or an address."
            ));
        };
        if authority.len() < rest.len() {
            return Err(format!(
                "must be an address without a path, not \"{shown}\": Countersign needs a host name of its own, to \
                 which a proxy leads or \"tls.certificate\" and \"tls.key\" belong, or, to try it out, http://localhost through ssh -L."
            ));
        }
        let (host, port) = (read.host().to_owned(), read.port());
        if !https && !is_local(&host) {
            return Err(format!(
                "must not be plain http for another host than localhost, as \"{shown}\" is: set https here, with \
                 \"tls.certificate\" and \"tls.key\" or a proxy with a certificate in front, or reach it as \
                 http://localhost:8232 through ssh -L 8232:localhost:8232 {host}."
            ));
        }
        Ok(Self::new(https, host, port))
    }

    /// The address where none is set: this machine, and the port that is listened on.
    pub fn local(port: u16) -> Self {
        Self::new(false, "localhost".to_owned(), Some(port))
    }

    fn new(https: bool, host: String, port: Option<u16>) -> Self {
        let usual = if https { 443 } else { 80 };
        let scheme = if https { "https" } else { "http" };
        let port = port.unwrap_or(usual);
        // Browsers leave the usual port out of Origin and Host.
        let origin = if port == usual {
            format!("{scheme}://{host}")
        } else {
            format!("{scheme}://{host}:{port}")
        };
        Self {
            https,
            host,
            port,
            origin,
        }
    }

    /// The origin as browsers send it: scheme, host, and the port where it isn't the usual one.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host and the port as browsers send them in `Host`.
    pub fn authority(&self) -> &str {
        self.origin
            .split_once("://")
            .map_or("", |(_, authority)| authority)
    }

    /// The host alone; an IPv6 address in its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, the usual one where none was given.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Whether cookies are `Secure` and have the `__Host-` prefix.
    pub const fn is_https(&self) -> bool {
        self.https
    }

    /// Whether it is this very machine's.
    pub fn is_local(&self) -> bool {
        is_local(&self.host)
    }

    /// Every origin that this address is reached by. With plain http that is this machine by all
    /// three of its names; else the one.
    pub fn origins(&self) -> Vec<String> {
        if self.https {
            return vec![self.origin.clone()];
        }
        let others = THIS_MACHINE.into_iter().filter(|name| *name != self.host);
        std::iter::once(self.host.as_str())
            .chain(others)
            .map(|name| Self::new(false, name.to_owned(), Some(self.port)).origin)
            .collect()
    }
}

impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.origin)
    }
}
