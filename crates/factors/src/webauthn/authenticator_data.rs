//! What an authenticator says of itself and of the moment (WebAuthn §6.1): for whom, who was there, how often
//! it has signed, and where it is new, the credential.

use super::CeremonyError;
use super::cbor;
use super::cose::PublicKey;

/// Most bytes of a credential's id (WebAuthn §7.1 step 25).
pub(crate) const LONGEST_ID: usize = 1_023;

/// What is known of the moment and of the credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flags(u8);

impl Flags {
    const fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    /// Somebody was there (UP).
    pub(crate) const fn present(self) -> bool {
        self.has(0b0000_0001)
    }

    /// Somebody was there whom the authenticator knows: by PIN or finger (UV).
    pub(crate) const fn verified(self) -> bool {
        self.has(0b0000_0100)
    }

    /// The credential can be on several devices (BE).
    pub(crate) const fn can_be_synced(self) -> bool {
        self.has(0b0000_1000)
    }

    /// It is kept elsewhere as well (BS).
    pub(crate) const fn is_synced(self) -> bool {
        self.has(0b0001_0000)
    }

    const fn has_credential(self) -> bool {
        self.has(0b0100_0000)
    }

    const fn has_extensions(self) -> bool {
        self.has(0b1000_0000)
    }
}

/// A new credential (WebAuthn §6.5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewCredential {
    /// Which make of authenticator; all zero where it doesn't say.
    pub aaguid: [u8; 16],
    pub id: Vec<u8>,
    pub key: PublicKey,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AuthenticatorData {
    /// SHA-256 of the relying party's id.
    pub rp_id_hash: [u8; 32],
    pub flags: Flags,
    /// How often the authenticator has signed; 0 where it doesn't count.
    pub count: u32,
    /// The credential, where it is new.
    pub credential: Option<NewCredential>,
}

impl AuthenticatorData {
    /// Reads it whole: nothing may follow.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, CeremonyError> {
        parse(bytes).ok_or(CeremonyError::Unreadable)?
    }
}

/// None where the bytes end too early.
fn parse(bytes: &[u8]) -> Option<Result<AuthenticatorData, CeremonyError>> {
    let (rp_id_hash, rest) = bytes.split_first_chunk::<32>()?;
    let (flags, rest) = rest.split_first()?;
    let (count, mut rest) = rest.split_first_chunk::<4>()?;
    let flags = Flags(*flags);
    let mut credential = None;
    if flags.has_credential() {
        let (aaguid, after) = rest.split_first_chunk::<16>()?;
        let (length, after) = after.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        if length == 0 || length > LONGEST_ID {
            return Some(Err(CeremonyError::Id));
        }
        let (id, after) = after.split_at_checked(length)?;
        let (cose, after) = cbor::read(after)?;
        let Some(key) = PublicKey::of(&cose) else {
            return Some(Err(CeremonyError::Algorithm));
        };
        credential = Some(NewCredential {
            aaguid: *aaguid,
            id: id.to_vec(),
            key,
        });
        rest = after;
    }
    if flags.has_extensions() {
        // Whatever an authenticator adds unasked is tolerated (WebAuthn §7.1 step 29), as a map.
        let (extensions, after) = cbor::read(rest)?;
        if !matches!(extensions, cbor::Value::Map(_)) {
            return None;
        }
        rest = after;
    }
    rest.is_empty().then_some(Ok(AuthenticatorData {
        rp_id_hash: *rp_id_hash,
        flags,
        count: u32::from_be_bytes(*count),
        credential,
    }))
}
