//! Values that are kept sealed, each for its row alone.

use domain::{Fault, Secret};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Door;

impl Door {
    /// A value as it is kept in this row.
    pub(crate) fn seal(&self, row: &[u8], value: &impl Serialize) -> Result<Vec<u8>, Fault> {
        let text = serde_json::to_vec(value).map_err(|e| Fault::because("sealing", &e))?;
        let text = Secret::new(text);
        let sealing = &self.reader().keys().sealing;
        sealing.seal(row, text.expose(), self.random())
    }

    /// The value that is kept there.
    pub(crate) fn unseal<T: DeserializeOwned>(&self, row: &[u8], kept: &[u8]) -> Result<T, Fault> {
        let text: Secret<Vec<u8>> = self.reader().keys().sealing.open(row, kept)?;
        serde_json::from_slice(text.expose()).map_err(|e| Fault::because("unsealing", &e))
    }
}
