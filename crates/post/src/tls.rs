//! TLS to a server elsewhere, by the roots that the machine trusts, and why it doesn't come about.

mod why;

use std::sync::{Arc, OnceLock};

use rustls::{ClientConfig, Error, RootCertStore};
use tokio_rustls::TlsConnector;

pub use why::{chain, no_tls};

/// TLS to servers elsewhere, made ready when it is first needed: not every command speaks to one.
#[derive(Clone)]
pub struct Tls {
    /// What is trusted, where that isn't what the machine trusts.
    roots: Option<Arc<RootCertStore>>,
    ready: Arc<OnceLock<Result<TlsConnector, Error>>>,
}

impl Tls {
    /// TLS that trusts what the machine trusts.
    pub fn of_the_system() -> Self {
        Self {
            roots: None,
            ready: Arc::default(),
        }
    }

    /// TLS that trusts these and nobody else.
    pub fn trusting(roots: RootCertStore) -> Self {
        Self {
            roots: Some(Arc::new(roots)),
            ready: Arc::default(),
        }
    }

    /// What speaks it.
    ///
    /// # Errors
    /// There is no version of TLS to speak.
    pub fn connector(&self) -> Result<&TlsConnector, Error> {
        let make = || connector(self.roots.as_deref().cloned().unwrap_or_else(roots));
        self.ready.get_or_init(make).as_ref().map_err(Error::clone)
    }
}

/// What the machine trusts (a file that `SSL_CERT_FILE` names goes before it).
fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // One unreadable root is no reason to trust none.
        drop(roots.add(certificate));
    }
    roots
}

fn connector(roots: RootCertStore) -> Result<TlsConnector, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
