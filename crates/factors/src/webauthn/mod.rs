//! WebAuthn, seen from the relying party (W3C, Web Authentication Level 3): what both hardware tokens as
//! second factor and passkeys are made of. The rules are pure; a challenge, a moment and what is kept of a
//! credential go in, and what was shown comes out.

mod assertion;
mod attestation;
mod authenticator_data;
mod browser;
mod cbor;
mod challenge;
pub(crate) mod check;
mod client_data;
mod cose;
pub(crate) mod credential;
mod enrol;
pub(crate) mod fits;
pub(crate) mod import;
pub(crate) mod left_behind;
mod made_up;
mod make;
mod options;
pub(crate) mod pages;
pub(crate) mod question;
mod registration;
pub(crate) mod relying_party;
pub(crate) mod script;
mod section;
mod sound;
mod state;
#[cfg(test)]
#[allow(
    non_snake_case,
    reason = "the tests are named by the lines that they prove"
)]
mod tests;
pub(crate) mod variant;

use authenticator_data::AuthenticatorData;
pub(crate) use challenge::LIFE;
use subtle::ConstantTimeEq;

/// What a ceremony has to be for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected<'a> {
    /// The challenge that was given.
    pub challenge: &'a [u8],
    /// The origin of our pages.
    pub origin: &'a str,
    /// SHA-256 of what the credential is scoped to: the relying party's id, or an `appid` of U2F's.
    pub rp_id_hash: [u8; 32],
    /// Whether the holder has to be verified.
    pub verified: bool,
}

impl Expected<'_> {
    /// For us, with somebody there, verified where that is asked, and in a state that can be (§6.1.3).
    fn moment(&self, data: &AuthenticatorData) -> Result<(), CeremonyError> {
        if !bool::from(data.rp_id_hash.ct_eq(&self.rp_id_hash)) {
            return Err(CeremonyError::RelyingParty);
        }
        if !data.flags.present() {
            return Err(CeremonyError::Absent);
        }
        if self.verified && !data.flags.verified() {
            return Err(CeremonyError::Unverified);
        }
        if data.flags.is_synced() && !data.flags.can_be_synced() {
            return Err(CeremonyError::Synced);
        }
        Ok(())
    }
}

/// What is wrong with a ceremony's answer; for the log and the audit, not for whoever sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CeremonyError {
    /// It can't be read.
    Unreadable,
    /// Another kind of ceremony.
    Ceremony,
    Challenge,
    /// Another page's, or within another's.
    Origin,
    /// For another relying party.
    RelyingParty,
    Absent,
    /// The holder wasn't verified.
    Unverified,
    /// Kept elsewhere though it can't be, or not the state that it was made in.
    Synced,
    /// An algorithm that wasn't asked for, or a key that nothing can be checked by.
    Algorithm,
    /// An id that can't be, or not the credential's own.
    Id,
    /// A statement about the authenticator that isn't right.
    Attestation,
    /// A statement of a format that can't be checked here.
    AttestationUnknown,
    /// Signed by another key, or something else was signed.
    Signature,
}

impl CeremonyError {
    /// As the audit log has it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Ceremony => "ceremony",
            Self::Challenge => "challenge",
            Self::Origin => "origin",
            Self::RelyingParty => "relying-party",
            Self::Absent => "absent",
            Self::Unverified => "unverified",
            Self::Synced => "synced",
            Self::Algorithm => "algorithm",
            Self::Id => "id",
            Self::Attestation => "attestation",
            Self::AttestationUnknown => "attestation-unknown",
            Self::Signature => "signature",
        }
    }
}
