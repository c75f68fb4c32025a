//! A mail server as the settings name it.

use std::net::IpAddr;
use std::time::Duration;

use super::auth::Login;
use crate::tls::Tls;

/// How what is said to it is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte.
    Tls,
    /// TLS once it was greeted; never without.
    StartTls,
    /// None, which is for this machine alone.
    None,
}

/// How long each step may take. The last has most: a server that has a message whole may have it looked at for long,
/// and who doesn't wait for its answer sends the same one again. What all of them take together is bounded by the
/// channel (`channel.rs`).
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Until the name is looked up, and until one of its addresses answers, of which each has its share.
    pub connect: Duration,
    /// Until the handshake of TLS is done.
    pub tls: Duration,
    /// Until it says that it speaks SMTP: some wait on purpose.
    pub greeting: Duration,
    /// Until it answers a command.
    pub command: Duration,
    /// Until it has taken a message whole, which it may look at first: RFC 5321 §4.5.3.2.6 would have ten minutes.
    pub data: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            connect: seconds(10),
            tls: seconds(10),
            greeting: seconds(15),
            command: seconds(10),
            data: seconds(80),
        }
    }
}

/// A mail server, and how it is spoken to.
#[derive(Clone)]
pub struct Server {
    /// Its name or address.
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub tls: Tls,
    /// Who signs in there, if somebody does.
    pub login: Option<Login>,
    /// What this machine calls itself.
    pub helo: String,
    pub patience: Patience,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl Server {
    /// What a host calls itself (RFC 5321 §4.1.3): a name as it is, an address in brackets.
    pub fn helo_of(host: &str) -> String {
        match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(IpAddr::V4(address)) => format!("[{address}]"),
            Ok(IpAddr::V6(address)) => format!("[IPv6:{address}]"),
            Err(_) => host.to_owned(),
        }
    }
}
