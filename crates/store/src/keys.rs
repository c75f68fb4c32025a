//! Keys and sealing. A master key in a file outside the database wraps purpose keys inside it, so
//! that rotation re-wraps and a copy of the database alone tells nothing. Purposes are types: a
//! look-up hash can't pass for a sealing.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use domain::{Fault, Random, Secret};

use crate::private;

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

/// The file that holds the master key.
pub struct KeyFile {
    pub path: PathBuf,
    key: Key,
}

impl KeyFile {
    /// Reads the file; none where there is no file.
    ///
    /// # Errors
    /// When others may read it, or it doesn't hold a key: one sentence with the remedy.
    pub fn read(path: &Path) -> Result<Option<Self>, Fault> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => {
                return Err(Fault::because(
                    &format!("The key file {} can't be read", path.display()),
                    &e,
                ));
            }
        };
        let shown = path.display();
        let about = file
            .metadata()
            .map_err(|e| Fault::because("key file", &e))?;
        if let Some(open) = private::open_to(&about) {
            return Err(Fault::new(format!(
                "The key file {shown} can be read by others ({open}; only root's group and the server's own may \
                 read it, nobody else); run \"chmod 600 {shown}\" and start again."
            )));
        }
        let mut text = zeroize::Zeroizing::new(String::new());
        file.take(256)
            .read_to_string(&mut text)
            .map_err(|e| Fault::because("key file", &e))?;
        let key = text
            .trim_end()
            .strip_prefix("countersign-key-1:")
            .and_then(domain::secret::read_token)
            .ok_or_else(|| {
                Fault::new(format!(
                    "The key file {shown} doesn't hold a Countersign key."
                ))
            })?;
        Ok(Some(Self {
            path: path.to_owned(),
            key,
        }))
    }

    /// Makes a new key and a file for it, on the disk for good before this returns; an existing
    /// file is never replaced.
    pub(crate) fn make(path: &Path, random: &dyn Random) -> Result<Self, Fault> {
        let fault = |e| {
            Fault::because(
                &format!("The key file {} can't be made", path.display()),
                &e,
            )
        };
        let key: Key = Secret::new(random.array());
        let text = zeroize::Zeroizing::new(format!(
            "countersign-key-1:{}\n",
            domain::secret::write_token(&key)
        ));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .map_err(fault)?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(fault)?;
        if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .map_err(fault)?;
        }
        Ok(Self {
            path: path.to_owned(),
            key,
        })
    }

    /// The key's id: 16 hexadecimal digits that tell nothing of the key.
    pub fn id(&self) -> String {
        let hash = blake3::derive_key("countersign 2026 master key id", self.key.expose());
        data_encoding::HEXLOWER
            .encode(&hash)
            .chars()
            .take(16)
            .collect()
    }

    fn wrapper(&self) -> XChaCha20Poly1305 {
        let key = blake3::derive_key(
            "countersign 2026 wrapping of purpose keys",
            self.key.expose(),
        );
        XChaCha20Poly1305::new(&key.into())
    }

    pub(crate) fn wrap_new(&self, purpose: &str, random: &dyn Random) -> Result<Vec<u8>, Fault> {
        let key = Secret::new(random.array::<32>());
        encrypt(&self.wrapper(), purpose.as_bytes(), key.expose(), random)
    }

    pub(crate) fn unwrap_key(&self, purpose: &str, wrapped: &[u8]) -> Result<Key, Fault> {
        let bytes = decrypt(&self.wrapper(), purpose.as_bytes(), wrapped)?;
        let key: [u8; 32] = bytes
            .expose()
            .as_slice()
            .try_into()
            .map_err(|_| Fault::new("a key of another length"))?;
        Ok(Secret::new(key))
    }
}

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
