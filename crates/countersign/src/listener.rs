//! Opening the ports that are listened on, and how many connections they may hold. `localhost` opens
//! both loopback addresses on the same port, the second only where this machine has IPv6.

use std::io::{Error, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};

use domain::budget::bound::Bound;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::address::Listen;

/// The most connections at once.
const MOST_CONNECTIONS: usize = Bound::Connections.at_once();
/// Files that are left to everything but connections: databases, logs, listeners.
const OTHER_FILES: usize = 256;

/// How often a free port is looked for that is free on both loopback addresses.
const TRIES: u8 = 16;

/// Opens all sockets of that address, ready for an asynchronous runtime; all have the same port.
///
/// # Errors
/// What the operating system says, as when the port is taken.
pub fn open(at: &Listen) -> Result<Vec<TcpListener>, Error> {
    let sockets = if at.is_localhost() {
        localhost(at.port())?
    } else {
        named(at)?
    };
    for socket in &sockets {
        socket.set_nonblocking(true)?;
    }
    Ok(sockets)
}

/// How many connections there may be at once: each is an open file, of which the system lets a process
/// have so many. Its soft limit, which is meant for older programs, is raised as far as it goes.
pub fn most_connections() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    // Where it can't be raised, what holds is what counts.
    let files = setrlimit(Resource::Nofile, raised).map_or(limit.current, |()| limit.maximum);
    let most = bounded_by(files);
    if most < MOST_CONNECTIONS {
        tracing::warn!(
            event = "few-connections",
            "only {most} connections at once: this process may open no more files (LimitNOFILE= in systemd, \
             ulimit -n in a shell)"
        );
    }
    most
}

/// So many of that many files; none: as many as one likes.
fn bounded_by(files: Option<u64>) -> usize {
    let files = files.and_then(|files| usize::try_from(files).ok());
    files.map_or(MOST_CONNECTIONS, |files| {
        // Where there are hardly any, half of them.
        let half = files.checked_div(2).unwrap_or(0);
        files
            .saturating_sub(OTHER_FILES)
            .max(half)
            .min(MOST_CONNECTIONS)
    })
}

/// The port of opened sockets.
pub fn port(sockets: &[TcpListener]) -> u16 {
    sockets
        .first()
        .and_then(|socket| socket.local_addr().ok())
        .map_or(0, |address| address.port())
}

fn localhost(port: u16) -> Result<Vec<TcpListener>, Error> {
    let mut tries = if port == 0 { TRIES } else { 1 };
    loop {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let second = SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), first.local_addr()?.port());
        tries = tries.saturating_sub(1);
        match TcpListener::bind(second) {
            Ok(second) => return Ok(vec![first, second]),
            // Somebody else's program on [::1] would get half of the visitors.
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                if tries == 0 {
                    return Err(error);
                }
            }
            // No IPv6 on this machine, or it isn't allowed here.
            Err(_) => return Ok(vec![first]),
        }
    }
}

fn named(at: &Listen) -> Result<Vec<TcpListener>, Error> {
    let mut sockets: Vec<TcpListener> = Vec::new();
    let mut addresses: Vec<SocketAddr> = (at.host(), at.port()).to_socket_addrs()?.collect();
    addresses.sort_unstable();
    addresses.dedup();
    for mut address in addresses {
        if address.port() == 0 {
            address.set_port(port(&sockets));
        }
        sockets.push(TcpListener::bind(address)?);
    }
    if sockets.is_empty() {
        return Err(Error::new(ErrorKind::NotFound, "the host has no address"));
    }
    Ok(sockets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn localhost_is_both_loopback_addresses_on_one_port() {
        let sockets = open(&Listen::read("localhost:0").unwrap()).unwrap();
        let chosen = port(&sockets);
        assert_ne!(chosen, 0);
        assert!(
            sockets
                .iter()
                .all(|socket| socket.local_addr().unwrap().port() == chosen)
        );
        assert_eq!(
            sockets[0].local_addr().unwrap().ip(),
            IpAddr::V4(Ipv4Addr::LOCALHOST)
        );
        if TcpListener::bind("[::1]:0").is_ok() {
            assert_eq!(sockets.len(), 2);
        }
    }

    #[test]
    fn connections_are_bounded_by_what_files_there_may_be() {
        let cases = [
            (None, 10_000),
            (Some(u64::MAX), 10_000),
            (Some(20_000), 10_000),
            (Some(4_096), 3_840),
            (Some(1_024), 768),
            (Some(256), 128),
            (Some(0), 0),
        ];
        for (files, most) in cases {
            assert_eq!(bounded_by(files), most, "{files:?}");
        }
    }

    #[test]
    fn a_taken_port_is_an_error() {
        let taken = open(&Listen::read("127.0.0.1:0").unwrap()).unwrap();
        for host in ["127.0.0.1", "localhost"] {
            let again = Listen::read(&format!("{host}:{}", port(&taken))).unwrap();
            assert_eq!(
                open(&again).unwrap_err().kind(),
                ErrorKind::AddrInUse,
                "{host}"
            );
        }
    }
}
