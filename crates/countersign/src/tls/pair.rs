//! Reading a certificate and its key, and making of them what TLS is spoken by.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{Error, InconsistentKeys, ServerConfig};
use zeroize::Zeroizing;

use door::Misfit;

use super::Files;

/// More than any certificate with those above it has, in bytes.
const LONGEST: u64 = 1 << 20;

const CERTIFICATE: &str = "tls.certificate";
const KEY: &str = "tls.key";

/// What stands in the two files.
#[derive(PartialEq, Eq)]
pub(super) struct Texts {
    certificate: Zeroizing<Vec<u8>>,
    key: Zeroizing<Vec<u8>>,
}

/// A pair that belongs together.
pub(super) struct Usable {
    pub config: Arc<ServerConfig>,
    pub leaf: CertificateDer<'static>,
}

impl Texts {
    pub(super) fn read(files: &Files) -> Result<Self, Misfit> {
        Ok(Self {
            certificate: read(&files.certificate, CERTIFICATE)?,
            key: read(&files.key, KEY)?,
        })
    }

    /// What TLS is spoken by with them.
    pub(super) fn usable(&self, files: &Files) -> Result<Usable, Misfit> {
        let of_certificate = |why| wrong(CERTIFICATE, &files.certificate, why);
        let of_key = |why| wrong(KEY, &files.key, why);
        let chain = CertificateDer::pem_slice_iter(&self.certificate)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| of_certificate(format!("isn't PEM: {error}")))?;
        let leaf = chain
            .first()
            .cloned()
            .ok_or_else(|| of_certificate("holds no certificate in PEM".to_owned()))?;
        let key = PrivateKeyDer::from_pem_slice(&self.key).map_err(|error| {
            of_key(match error {
                pem::Error::NoItemsFound if is_encrypted(&self.key) => {
                    "holds a key that is encrypted, which nobody could open at a restart".to_owned()
                }
                pem::Error::NoItemsFound => {
                    "holds no private key in PEM (PKCS#8, PKCS#1 or SEC1)".to_owned()
                }
                other => format!("isn't PEM: {other}"),
            })
        })?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let made = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key));
        let mut config = made.map_err(|error| match error {
            Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => of_key(format!(
                "doesn't belong to the first certificate in {}",
                files.certificate.display()
            )),
            Error::InvalidCertificate(why) => of_certificate(format!(
                "begins with a certificate that can't be used: {why}"
            )),
            other => of_key(format!("holds a key that can't be used: {other}")),
        })?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Usable {
            config: Arc::new(config),
            leaf,
        })
    }
}

/// PKCS#8's way of saying so (RFC 7468 §11), and the older one (RFC 1421 §4.6.1.1).
fn is_encrypted(text: &[u8]) -> bool {
    let says = |what: &[u8]| text.windows(what.len()).any(|part| part == what);
    says(b"BEGIN ENCRYPTED PRIVATE KEY") || says(b"Proc-Type: 4,ENCRYPTED")
}

fn read(path: &Path, setting: &'static str) -> Result<Zeroizing<Vec<u8>>, Misfit> {
    let fail = |error: std::io::Error| wrong(setting, path, format!("can't be read: {error}"));
    let file = File::open(path).map_err(fail)?;
    let about = file.metadata().map_err(fail)?;
    if setting == KEY && about.mode() & 0o006 != 0 {
        let shown = path.display();
        return Err(wrong(
            setting,
            path,
            format!("everybody on this machine can read or change: chmod o-rw {shown}"),
        ));
    }
    // Room for all of it beforehand: growing would leave pieces of a key behind.
    let room = about.len().min(LONGEST).saturating_add(1);
    let mut text = Zeroizing::new(Vec::with_capacity(usize::try_from(room).unwrap_or(0)));
    file.take(LONGEST.saturating_add(1))
        .read_to_end(&mut text)
        .map_err(fail)?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > LONGEST {
        return Err(wrong(
            setting,
            path,
            format!("is longer than {LONGEST} bytes"),
        ));
    }
    Ok(text)
}

fn wrong(setting: &'static str, path: &Path, why: String) -> Misfit {
    Misfit {
        key: setting,
        why: format!("names {}, which {why}.", path.display()),
    }
}
