//! The private key of a signature: read from a file that isn't everybody's, and what is published of it.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use domain::Fault;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use zeroize::Zeroizing;

/// More than any such key has, in bytes.
const LONGEST: u64 = 65_536;

/// What a public RSA key begins with in the DNS: that it is one (RFC 3279 §2.3.1).
const RSA: [u8; 15] = [
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/// A key to sign with.
pub(super) enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind())
    }
}

impl Key {
    /// Reads it; else why not, in half a sentence.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let no = |why: &str| format!("names {shown}, which {why}.");
        let unread = |error: std::io::Error| no(&format!("can't be read: {error}"));
        let file = File::open(path).map_err(unread)?;
        let about = file.metadata().map_err(unread)?;
        if about.mode() & 0o006 != 0 {
            return Err(no(&format!(
                "everybody on this machine can read or change: chmod o-rw {shown}"
            )));
        }
        let room = usize::try_from(about.len().min(LONGEST))
            .unwrap_or(0)
            .saturating_add(1);
        let mut text = Zeroizing::new(Vec::with_capacity(room));
        file.take(LONGEST).read_to_end(&mut text).map_err(unread)?;
        let key = PrivateKeyDer::from_pem_slice(&text)
            .map_err(|_| no("holds no private key in PEM (PKCS#8 or PKCS#1)"))?;
        let key = match &key {
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der())
                .ok()
                .map(Box::new)
                .map(Self::Rsa),
            PrivateKeyDer::Pkcs8(der) => {
                let der = der.secret_pkcs8_der();
                let ed25519 = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).ok();
                ed25519.map(Self::Ed25519).or_else(|| {
                    RsaKeyPair::from_pkcs8(der)
                        .ok()
                        .map(Box::new)
                        .map(Self::Rsa)
                })
            }
            _ => None,
        };
        key.ok_or_else(|| no("holds neither an RSA key of 2,048 bits or more nor an Ed25519 key"))
    }

    /// Its kind, as signature and record call it.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "rsa",
            Self::Ed25519(_) => "ed25519",
        }
    }

    /// What is published of it: a `SubjectPublicKeyInfo` for RSA, the bare key for Ed25519 (RFC 8463 §4).
    pub(super) fn published(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.public_key().as_ref().to_vec(),
            Self::Rsa(key) => {
                let mut bits = vec![0];
                bits.extend_from_slice(key.public().as_ref());
                let mut inner = RSA.to_vec();
                inner.extend(der(0x03, &bits));
                der(0x30, &inner)
            }
        }
    }

    /// Signs what was hashed of a message. Ed25519 signs the hash (RFC 8463 §3), RSA hashes by itself.
    pub(super) fn sign(&self, signed: &[u8]) -> Result<Vec<u8>, Fault> {
        match self {
            Self::Ed25519(key) => {
                let hash = ring::digest::digest(&ring::digest::SHA256, signed);
                Ok(key.sign(hash.as_ref()).as_ref().to_vec())
            }
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                // The same for the same message: what is random only blinds the key.
                key.sign(
                    &RSA_PKCS1_SHA256,
                    &SystemRandom::new(),
                    signed,
                    &mut signature,
                )
                .map_err(|_| Fault::new("a message can't be signed"))?;
                Ok(signature)
            }
        }
    }
}

/// A value with its tag and length before it (X.690 §8.1.3).
fn der(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len().to_be_bytes();
    let skip = length.iter().take_while(|byte| **byte == 0).count();
    let digits: Vec<u8> = length.iter().skip(skip).copied().collect();
    let mut out = vec![tag];
    match digits.as_slice() {
        [] => out.push(0),
        [short] if *short < 0x80 => out.push(*short),
        long => {
            out.push(u8::try_from(long.len()).unwrap_or(0) | 0x80);
            out.extend_from_slice(long);
        }
    }
    out.extend_from_slice(value);
    out
}
