//! The file that holds the master key, which wraps the purpose keys in the database.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use domain::{Fault, Random, Secret};

use super::{Key, decrypt, encrypt};
use crate::private;

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
