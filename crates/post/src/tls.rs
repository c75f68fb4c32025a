//! TLS to a server elsewhere, by the roots that the machine trusts, and why it doesn't come about.

mod why;

use std::sync::Arc;

use rustls::{ClientConfig, Error, RootCertStore};
use tokio_rustls::TlsConnector;

pub use why::{chain, no_tls};

/// What the machine trusts (a file that `SSL_CERT_FILE` names goes before it).
pub fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // One unreadable root is no reason to trust none.
        drop(roots.add(certificate));
    }
    roots
}

/// What speaks TLS and trusts these.
///
/// # Errors
/// There is no version of TLS to speak.
pub fn connector(roots: RootCertStore) -> Result<TlsConnector, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
