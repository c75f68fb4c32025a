//! Public keys of credentials, as COSE writes them (RFC 9053, RFC 8230), and what they check. Three
//! algorithms, which are those that we ask for.

use ring::signature::{
    self, ECDSA_P256_SHA256_ASN1, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

use super::cbor::Value;

/// COSE's numbers of the algorithms that we take, the preferred first: ES256, EdDSA, RS256.
pub(crate) const ALGORITHMS: [i64; 3] = [-7, -8, -257];

/// Bytes of a modulus: 2,048 to 8,192 bits.
const MODULUS: std::ops::RangeInclusive<usize> = 256..=1_024;
/// Bytes of an exponent: below 2^33.
const EXPONENT: std::ops::RangeInclusive<usize> = 1..=5;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PublicKey {
    /// ECDSA on P-256 with SHA-256: the uncompressed point, 65 bytes.
    Es256(Vec<u8>),
    /// Ed25519: 32 bytes.
    EdDsa(Vec<u8>),
    /// RSA, PKCS #1 v1.5 with SHA-256.
    Rs256 {
        /// Modulus, without leading zeros.
        n: Vec<u8>,
        /// Exponent, without leading zeros.
        e: Vec<u8>,
    },
}

impl PublicKey {
    /// A key as an authenticator sends it (WebAuthn §6.5.1.1: with `alg`, and points uncompressed).
    pub(crate) fn of(cose: &Value<'_>) -> Option<Self> {
        let number = |key| cose.at_number(key).and_then(Value::number);
        let bytes = |key| cose.at_number(key).and_then(Value::bytes);
        match (number(1)?, number(3)?) {
            (2, -7) if number(-1)? == 1 => {
                let (x, y) = (bytes(-2)?, bytes(-3)?);
                let point = [&[4], x, y].concat();
                (x.len() == 32 && y.len() == 32).then_some(Self::Es256(point))
            }
            (1, -8) if number(-1)? == 6 => {
                let point = bytes(-2)?;
                (point.len() == 32).then(|| Self::EdDsa(point.to_vec()))
            }
            (3, -257) => Self::rsa(bytes(-1)?, bytes(-2)?),
            _ => None,
        }
    }

    /// The key of a U2F token: an uncompressed point (FIDO U2F raw messages §4.3).
    pub(crate) fn of_point(point: &[u8]) -> Option<Self> {
        (point.len() == 65 && point.first() == Some(&4)).then(|| Self::Es256(point.to_vec()))
    }

    fn rsa(n: &[u8], e: &[u8]) -> Option<Self> {
        let fits = MODULUS.contains(&n.len())
            && n.first() != Some(&0)
            && EXPONENT.contains(&e.len())
            && e.first() != Some(&0);
        fits.then(|| Self::Rs256 {
            n: n.to_vec(),
            e: e.to_vec(),
        })
    }

    /// COSE's number of its algorithm.
    pub(crate) const fn algorithm(&self) -> i64 {
        match self {
            Self::Es256(_) => -7,
            Self::EdDsa(_) => -8,
            Self::Rs256 { .. } => -257,
        }
    }

    /// Whether this key signed this.
    #[must_use]
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let checked = match self {
            Self::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::EdDsa(point) => {
                UnparsedPublicKey::new(&signature::ED25519, point).verify(message, signature)
            }
            Self::Rs256 { n, e } => RsaPublicKeyComponents { n, e }.verify(
                &RSA_PKCS1_2048_8192_SHA256,
                message,
                signature,
            ),
        };
        checked.is_ok()
    }

    /// As it is kept: a letter for the algorithm, then the key.
    pub(crate) fn kept(&self) -> Vec<u8> {
        match self {
            Self::Es256(point) => [b"P", point.as_slice()].concat(),
            Self::EdDsa(point) => [b"E", point.as_slice()].concat(),
            Self::Rs256 { n, e } => {
                let e_length = u8::try_from(e.len()).unwrap_or_default();
                [b"R".as_slice(), &[e_length], e, n].concat()
            }
        }
    }

    /// What [`PublicKey::kept`] wrote.
    pub(crate) fn read(kept: &[u8]) -> Option<Self> {
        let (letter, key) = kept.split_first()?;
        match letter {
            b'P' => Self::of_point(key),
            b'E' => (key.len() == 32).then(|| Self::EdDsa(key.to_vec())),
            b'R' => {
                let (length, rest) = key.split_first()?;
                let (e, n) = rest.split_at_checked(usize::from(*length))?;
                Self::rsa(n, e)
            }
            _ => None,
        }
    }
}
