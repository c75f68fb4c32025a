//! Keys and sealing. A master key in a file outside the database wraps purpose keys inside it, so
//! that rotation re-wraps and a copy of the database alone tells nothing. Purposes are types: a
//! look-up hash can't pass for a sealing.

mod file;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use domain::{Fault, Random, Secret};

pub use file::KeyFile;

/// A look-up hash: the key's number and 32 bytes (BLAKE3 keyed).
pub type Hash = Vec<u8>;

type Key = Secret<[u8; 32]>;

/// The purposes for which keys are kept, by the name that is stored.
pub(crate) const PURPOSES: [&str; 6] = [
    "sealing",
    "lookup",
    "password",
    "audit",
    "assertion",
    "gate",
];

/// The one purpose key number there is until keys are rotated.
const NUMBER: u8 = 1;

fn encrypt(
    cipher: &XChaCha20Poly1305,
    aad: &[u8],
    msg: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, Fault> {
    let nonce = random.array::<24>();
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg, aad })
        .map_err(|_| Fault::new("sealing failed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn decrypt(
    cipher: &XChaCha20Poly1305,
    aad: &[u8],
    sealed: &[u8],
) -> Result<Secret<Vec<u8>>, Fault> {
    let fault =
        || Fault::new("what was sealed can't be opened: another key, another row, or damaged");
    let (nonce, msg) = sealed.split_at_checked(24).ok_or_else(fault)?;
    let nonce: [u8; 24] = nonce.try_into().map_err(|_| fault())?;
    cipher
        .decrypt(&XNonce::from(nonce), Payload { msg, aad })
        .map(Secret::new)
        .map_err(|_| fault())
}

/// Seals what is kept at rest, bound to the row that it stands in, or what is handed out, bound to what
/// it is good for.
pub struct Sealing(XChaCha20Poly1305);

impl Sealing {
    fn new(key: &Key) -> Self {
        Self(XChaCha20Poly1305::new(&(*key.expose()).into()))
    }

    /// Seals `secret` for the row that `row` names (`totp:` and its id), or the use: it opens nowhere else.
    pub fn seal(&self, row: &[u8], secret: &[u8], random: &dyn Random) -> Result<Vec<u8>, Fault> {
        let mut out = vec![NUMBER];
        out.extend(encrypt(&self.0, row, secret, random)?);
        Ok(out)
    }

    /// Opens what was sealed for that row.
    pub fn open(&self, row: &[u8], sealed: &[u8]) -> Result<Secret<Vec<u8>>, Fault> {
        match sealed.split_first() {
            Some((&NUMBER, rest)) => decrypt(&self.0, row, rest),
            _ => Err(Fault::new("sealed under a key that isn't here")),
        }
    }
}

/// Hashes what is looked up by a secret, so that the database doesn't hold the secret.
pub struct Lookup(Key);

impl Lookup {
    /// The hash of a secret within one kind of record; the same secret in another kind hashes
    /// differently, so that one can't pass for the other.
    pub fn hash(&self, kind: &str, secret: &[u8]) -> Hash {
        let mut hasher = blake3::Hasher::new_keyed(self.0.expose());
        hasher.update(&[u8::try_from(kind.len()).unwrap_or(u8::MAX)]);
        hasher.update(kind.as_bytes());
        hasher.update(secret);
        let mut out = vec![NUMBER];
        out.extend_from_slice(hasher.finalize().as_bytes());
        out
    }
}

/// Gives seeds of signing keys by their number, the same to all who have the key.
pub struct Seeds(Key);

impl Seeds {
    /// The seed with this number; none tells anything of another.
    pub fn seed(&self, number: i64) -> Secret<[u8; 32]> {
        let hash = blake3::keyed_hash(self.0.expose(), &number.to_be_bytes());
        Secret::new(*hash.as_bytes())
    }
}

/// All purpose keys of a database.
pub struct Keys {
    /// The master key's id.
    pub id: String,
    /// For secrets at rest.
    pub sealing: Sealing,
    /// For hashes that are looked up.
    pub lookup: Lookup,
    /// For password hashes that are finished.
    pub passwords: Sealing,
    /// The audit log's own hashes.
    pub audit: Lookup,
    /// Signing keys of assertions.
    pub assertion: Seeds,
    /// What is handed over to protected hosts.
    pub gate: Sealing,
}

impl Keys {
    pub(crate) fn unwrap_all(file: &KeyFile, wrapped: &[(String, Vec<u8>)]) -> Result<Self, Fault> {
        let key = |purpose: &str| {
            let (_, bytes) = wrapped
                .iter()
                .find(|(name, _)| name == purpose)
                .ok_or_else(|| Fault::new(format!("the database holds no {purpose} key")))?;
            file.unwrap_key(purpose, bytes)
        };
        Ok(Self {
            id: file.id(),
            sealing: Sealing::new(&key("sealing")?),
            lookup: Lookup(key("lookup")?),
            passwords: Sealing::new(&key("password")?),
            audit: Lookup(key("audit")?),
            assertion: Seeds(key("assertion")?),
            gate: Sealing::new(&key("gate")?),
        })
    }
}
