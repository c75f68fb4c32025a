//! A credential's signature, from the relying party's side (WebAuthn §7.2). The credential has been found
//! before, and that it is the right account's is the caller's to see.

use super::attestation::sha256;
use super::authenticator_data::AuthenticatorData;
use super::client_data::{self, Ceremony};
use super::cose::PublicKey;
use super::{CeremonyError, Expected};

/// What a browser answers when a credential has signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signed {
    pub id: Vec<u8>,
    /// The client data, as they were hashed.
    pub client_data: Vec<u8>,
    /// The authenticator data, as they were signed.
    pub data: Vec<u8>,
    pub signature: Vec<u8>,
    /// Whose credential it is, as far as the authenticator knows.
    pub user: Option<Vec<u8>>,
}

/// What is kept of the credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub key: PublicKey,
    /// Its last sign count.
    pub count: i64,
    /// Whether it can be on several devices: that never changes.
    pub can_be_synced: bool,
}

/// What a right signature says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Right {
    /// The new sign count.
    pub count: u32,
    /// Whether the holder was verified.
    pub verified: bool,
    /// Whether it is kept elsewhere as well, by now.
    pub is_synced: bool,
    /// The sign count went back: of this authenticator there may be a copy (§6.1.1).
    pub went_back: bool,
}

impl Signed {
    /// Whether this key signed it, whatever it was for.
    #[must_use]
    pub(crate) fn is_by(&self, key: &PublicKey) -> bool {
        let message = [self.data.as_slice(), &sha256(&self.client_data)].concat();
        key.has_signed(&message, &self.signature)
    }

    /// What this shows, where everything about it is right.
    ///
    /// # Errors
    /// What isn't, for the log alone.
    pub(crate) fn check(
        &self,
        expected: &Expected<'_>,
        known: &Known,
    ) -> Result<Right, CeremonyError> {
        client_data::fits(
            &self.client_data,
            Ceremony::Get,
            expected.challenge,
            expected.origin,
        )?;
        let data = AuthenticatorData::read(&self.data)?;
        expected.moment(&data)?;
        if data.flags.can_be_synced() != known.can_be_synced {
            return Err(CeremonyError::Synced);
        }
        if !self.is_by(&known.key) {
            return Err(CeremonyError::Signature);
        }
        let counts = data.count != 0 || known.count != 0;
        Ok(Right {
            count: data.count,
            verified: data.flags.verified(),
            is_synced: data.flags.is_synced(),
            went_back: counts && i64::from(data.count) <= known.count,
        })
    }
}
