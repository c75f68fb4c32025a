//! How PostgreSQL is reached: its URL, and TLS where there is any.

use std::sync::Arc;
use std::time::Duration;

use domain::Fault;
use tokio_postgres::config::{Config, Host, SslMode, TargetSessionAttrs};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How to reach PostgreSQL.
#[derive(Clone, Debug)]
pub struct PostgresOptions {
    /// `postgres://…`, several hosts allowed.
    pub url: domain::Secret<String>,
    /// Connections kept at most.
    pub pool: usize,
    /// Whether statements are prepared; off for poolers that can't carry them.
    pub prepared: bool,
}

/// TLS with the system's roots; whether it is used is the URL's `sslmode`.
#[derive(Clone)]
pub(crate) struct Tls(MakeRustlsConnect);

pub(crate) fn tls() -> Result<Tls, Fault> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // One unreadable root is no reason to trust none.
        drop(roots.add(certificate));
    }
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(
        rustls::crypto::ring::default_provider(),
    ))
    .with_safe_default_protocol_versions()
    .map_err(|e| Fault::because("TLS", &e))?
    .with_root_certificates(roots)
    .with_no_client_auth();
    Ok(Tls(MakeRustlsConnect::new(config)))
}

impl<S> MakeTlsConnect<S> for Tls
where
    MakeRustlsConnect: MakeTlsConnect<S>,
{
    type Stream = <MakeRustlsConnect as MakeTlsConnect<S>>::Stream;
    type TlsConnect = <MakeRustlsConnect as MakeTlsConnect<S>>::TlsConnect;
    type Error = <MakeRustlsConnect as MakeTlsConnect<S>>::Error;

    fn make_tls_connect(&mut self, host: &str) -> Result<Self::TlsConnect, Self::Error> {
        // A socket has no name, and an empty one is refused before anybody knows whether there
        // will be TLS at all. No certificate holds this one (RFC 6761 §6.4).
        let host = if host.is_empty() {
            "socket.invalid"
        } else {
            host
        };
        self.0.make_tls_connect(host)
    }
}

/// Reads the URL and adds what every connection of ours must have.
pub(crate) fn parse(options: &PostgresOptions) -> Result<Config, Fault> {
    // The error of a malformed URL may quote it, password and all.
    let mut config: Config = options
        .url
        .expose()
        .parse()
        .map_err(|_| Fault::new("the database URL isn't one that PostgreSQL's clients read"))?;
    config.application_name("countersign");
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    let hosts = config.get_hosts();
    // None at all is `hostaddr`, an address.
    if !hosts.is_empty() && hosts.iter().all(|host| matches!(host, Host::Unix(_))) {
        // As libpq does: over sockets PostgreSQL never speaks TLS, whatever `sslmode` says.
        config.ssl_mode(SslMode::Disable);
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    Ok(config)
}
