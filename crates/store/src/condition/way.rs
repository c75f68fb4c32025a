//! The way to PostgreSQL: what stands on it, and who could listen.

use std::net::IpAddr;

use tokio_postgres::config::{Config, Host, SslMode};

/// What stands between the program and a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Between {
    Nothing,
    /// The server was reached at another place than the one asked for: a pooler or a forwarded port.
    Something {
        /// Where the server listens, as it says itself.
        server: String,
    },
}

/// How what goes to a server is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// It doesn't leave this machine.
    Local,
    Tls,
    Plain,
    /// Whatever stands between doesn't tell.
    Unknown,
}

/// Ports and kinds of address are told by the server itself, at the end of whatever stands between.
pub(super) fn between(config: &Config, address: Option<&str>, port: Option<i64>) -> Between {
    let ports: Vec<i64> = match config.get_ports() {
        [] => vec![5432],
        ports => ports.iter().copied().map(i64::from).collect(),
    };
    let sockets = config
        .get_hosts()
        .iter()
        .any(|host| matches!(host, Host::Unix(_)));
    let only_sockets = config.get_hostaddrs().is_empty()
        && config
            .get_hosts()
            .iter()
            .all(|host| matches!(host, Host::Unix(_)));
    let something = |server: String| Between::Something { server };
    match (address, port) {
        (Some(address), Some(port)) if only_sockets || !ports.contains(&port) => {
            let address = match address.parse() {
                Ok(IpAddr::V6(address)) => format!("[{address}]"),
                _ => address.to_owned(),
            };
            something(format!("{address}:{port}"))
        }
        (None, _) if !sockets => something("a socket".to_owned()),
        _ => Between::Nothing,
    }
}

pub(super) fn channel(config: &Config, between: &Between, ssl: bool) -> Channel {
    let stays = if config.get_hostaddrs().is_empty() {
        config.get_hosts().iter().all(is_here)
    } else {
        config.get_hostaddrs().iter().all(IpAddr::is_loopback)
    };
    match (stays, config.get_ssl_mode(), between) {
        (true, _, _) => Channel::Local,
        (_, SslMode::Require, _) => Channel::Tls,
        (_, SslMode::Disable, _) => Channel::Plain,
        // The server's word is of the last stretch alone.
        (_, _, Between::Something { .. }) => Channel::Unknown,
        _ if ssl => Channel::Tls,
        _ => Channel::Plain,
    }
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name.eq_ignore_ascii_case("localhost")
                || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> Config {
        url.parse().unwrap()
    }

    #[test]
    fn what_stands_between_shows_by_the_place_that_the_server_names() {
        let something = |server: &str| Between::Something {
            server: server.to_owned(),
        };
        for (url, address, port, expected) in [
            (
                "postgres://h/d",
                Some("192.0.2.1"),
                Some(5432),
                Between::Nothing,
            ),
            (
                "postgres://h:6432/d",
                Some("192.0.2.1"),
                Some(5432),
                something("192.0.2.1:5432"),
            ),
            (
                "postgres://h:6432/d",
                Some("2001:db8::1"),
                Some(5432),
                something("[2001:db8::1]:5432"),
            ),
            (
                "postgres://h:1,i:2/d",
                Some("192.0.2.1"),
                Some(2),
                Between::Nothing,
            ),
            ("postgres://h/d", None, None, something("a socket")),
            ("postgres:///d?host=/run/pg", None, None, Between::Nothing),
            (
                "postgres:///d?host=/run/pg",
                Some("127.0.0.1"),
                Some(5432),
                something("127.0.0.1:5432"),
            ),
            (
                "postgres://%2Frun%2Fpg,h/d",
                Some("127.0.0.1"),
                Some(5432),
                Between::Nothing,
            ),
        ] {
            assert_eq!(
                between(&config(url), address, port),
                expected,
                "{url} {address:?}"
            );
        }
    }

    #[test]
    fn a_channel_is_plain_where_nothing_says_otherwise() {
        let pooler = Between::Something {
            server: "h:1".to_owned(),
        };
        for (url, between, ssl, expected) in [
            (
                "postgres:///d?host=/run/pg",
                &Between::Nothing,
                false,
                Channel::Local,
            ),
            (
                "postgres://localhost/d",
                &Between::Nothing,
                false,
                Channel::Local,
            ),
            (
                "postgres://127.0.0.1,[::1]/d",
                &pooler,
                false,
                Channel::Local,
            ),
            (
                "postgres://127.0.0.1,h/d",
                &Between::Nothing,
                false,
                Channel::Plain,
            ),
            ("postgres://h/d", &Between::Nothing, false, Channel::Plain),
            ("postgres://h/d", &Between::Nothing, true, Channel::Tls),
            ("postgres://h/d", &pooler, true, Channel::Unknown),
            (
                "postgres://h/d?sslmode=require",
                &pooler,
                false,
                Channel::Tls,
            ),
            (
                "postgres://h/d?sslmode=disable",
                &pooler,
                true,
                Channel::Plain,
            ),
            (
                "postgres://localhost/d?hostaddr=192.0.2.1",
                &Between::Nothing,
                false,
                Channel::Plain,
            ),
        ] {
            assert_eq!(channel(&config(url), between, ssl), expected, "{url}");
        }
    }
}
