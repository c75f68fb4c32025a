//! What an authenticator says about its own make (WebAuthn §6.5). We don't ask for it and lean on none of it;
//! but a statement that is sent has to be right, and one that can't be checked here isn't taken.

use rustls_pki_types::CertificateDer;
use sha2::{Digest, Sha256};
use webpki::EndEntityCert;
use webpki::ring::{ECDSA_P256_SHA256, ECDSA_P384_SHA384, ED25519, RSA_PKCS1_2048_8192_SHA256};

use super::CeremonyError;
use super::authenticator_data::{AuthenticatorData, NewCredential};
use super::cbor::Value;
use super::cose::PublicKey;

/// A statement, and what it is about.
pub(super) struct Statement<'a> {
    /// Its format, by which it is told case for case.
    pub format: &'a str,
    pub said: &'a Value<'a>,
    /// The authenticator data as they were sent.
    pub sent: &'a [u8],
    pub data: &'a AuthenticatorData,
    /// SHA-256 of the client data.
    pub client_data_hash: [u8; 32],
}

impl Statement<'_> {
    /// Whether the statement is right by the rules of its format.
    pub(super) fn holds(&self, new: &NewCredential) -> Result<(), CeremonyError> {
        let holds = match self.format {
            // §8.7: the empty map.
            "none" => *self.said == Value::Map(Vec::new()),
            "packed" => self.packed(new).unwrap_or(false),
            "fido-u2f" => self.u2f(new).unwrap_or(false),
            _ => return Err(CeremonyError::AttestationUnknown),
        };
        holds.then_some(()).ok_or(CeremonyError::Attestation)
    }

    /// §8.2: signed by the credential itself, or by a certificate.
    fn packed(&self, new: &NewCredential) -> Option<bool> {
        let algorithm = self.said.at_text("alg")?.number()?;
        let signature = self.said.at_text("sig")?.bytes()?;
        let message = [self.sent, &self.client_data_hash].concat();
        let Some(chain) = self.said.at_text("x5c") else {
            return Some(
                algorithm == new.key.algorithm() && new.key.has_signed(&message, signature),
            );
        };
        certificate_signed(first_certificate(chain)?, algorithm, &message, signature)
    }

    /// §8.6: a U2F token signs by its one certificate, always ES256.
    fn u2f(&self, new: &NewCredential) -> Option<bool> {
        let signature = self.said.at_text("sig")?.bytes()?;
        let certificate = first_certificate(self.said.at_text("x5c")?)?;
        let PublicKey::Es256(point) = &new.key else {
            return Some(false);
        };
        let message = [
            &[0],
            self.data.rp_id_hash.as_slice(),
            &self.client_data_hash,
            &new.id,
            point,
        ]
        .concat();
        certificate_signed(certificate, -7, &message, signature)
    }
}

fn first_certificate<'a>(chain: &Value<'a>) -> Option<&'a [u8]> {
    match chain {
        Value::Array(chain) => chain.first()?.bytes(),
        _ => None,
    }
}

fn certificate_signed(
    certificate: &[u8],
    algorithm: i64,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let certificate = CertificateDer::from(certificate);
    let certificate = EndEntityCert::try_from(&certificate).ok()?;
    let algorithm = match algorithm {
        -7 => ECDSA_P256_SHA256,
        -8 => ED25519,
        -35 => ECDSA_P384_SHA384,
        -257 => RSA_PKCS1_2048_8192_SHA256,
        _ => return None,
    };
    Some(
        certificate
            .verify_signature(algorithm, message, signature)
            .is_ok(),
    )
}

/// SHA-256.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;

    use super::*;

    #[test]
    fn w_r7_a_certificate_has_signed_by_its_own_algorithm_alone() {
        let made = include_str!("tests/certificates.txt");
        let lines: Vec<&str> = made.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), 3);
        for line in lines {
            let parts: Vec<&str> = line.split(' ').collect();
            let bytes = |part: usize| BASE64.decode(parts[part].as_bytes()).unwrap();
            let (certificate, signature) = (bytes(1), bytes(2));
            let own: i64 = parts[0].parse().unwrap();
            let said = |algorithm, message: &[u8]| {
                certificate_signed(&certificate, algorithm, message, &signature)
            };
            assert_eq!(said(own, b"what was signed"), Some(true), "{own}");
            assert_eq!(said(own, b"what was not"), Some(false), "{own}");
            for other in [-7, -8, -35, -257]
                .into_iter()
                .filter(|other| *other != own)
            {
                assert_eq!(
                    said(other, b"what was signed"),
                    Some(false),
                    "{own} as {other}"
                );
            }
            assert_eq!(said(-36, b"what was signed"), None, "{own}");
        }
    }
}
