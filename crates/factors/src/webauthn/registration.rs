//! Making a credential, from the relying party's side (WebAuthn §7.1).

use super::attestation::{Statement, sha256};
use super::authenticator_data::{AuthenticatorData, NewCredential};
use super::cbor::{self, Value};
use super::client_data::{self, Ceremony};
use super::cose::ALGORITHMS;
use super::{CeremonyError, Expected};

/// What a browser answers when a credential was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attested {
    /// The credential's id, as the browser gives it.
    pub id: Vec<u8>,
    /// The client data, as they were hashed.
    pub client_data: Vec<u8>,
    pub attestation: Vec<u8>,
    /// How the browser reached the authenticator.
    pub transports: Vec<String>,
}

/// A credential that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Registered {
    /// Its id, its public key and its make.
    pub new: NewCredential,
    /// How often it has signed.
    pub count: u32,
    /// Whether its holder was verified, by PIN or finger.
    pub verified: bool,
    /// Whether it can be on several devices.
    pub can_be_synced: bool,
    /// Whether it is kept elsewhere as well.
    pub is_synced: bool,
}

impl Attested {
    /// What this registers, where everything about it is right.
    ///
    /// # Errors
    /// What isn't, for the log alone.
    pub(crate) fn check(&self, expected: &Expected<'_>) -> Result<Registered, CeremonyError> {
        client_data::fits(
            &self.client_data,
            Ceremony::Create,
            expected.challenge,
            expected.origin,
        )?;
        let object = cbor::read_all(&self.attestation).ok_or(CeremonyError::Unreadable)?;
        let part = |key| object.at_text(key).ok_or(CeremonyError::Unreadable);
        let Value::Text(format) = part("fmt")? else {
            return Err(CeremonyError::Unreadable);
        };
        let sent = part("authData")?.bytes().ok_or(CeremonyError::Unreadable)?;
        let data = AuthenticatorData::read(sent)?;
        expected.moment(&data)?;
        let new = data.credential.clone().ok_or(CeremonyError::Unreadable)?;
        if new.id != self.id {
            return Err(CeremonyError::Id);
        }
        if !ALGORITHMS.contains(&new.key.algorithm()) || !new.key.is_sound() {
            return Err(CeremonyError::Algorithm);
        }
        let statement = Statement {
            format,
            said: part("attStmt")?,
            sent,
            data: &data,
            client_data_hash: sha256(&self.client_data),
        };
        statement.holds(&new)?;
        Ok(Registered {
            new,
            count: data.count,
            verified: data.flags.verified(),
            can_be_synced: data.flags.can_be_synced(),
            is_synced: data.flags.is_synced(),
        })
    }
}
