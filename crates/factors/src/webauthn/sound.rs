//! Whether a key that is shown can ever be answered by. One that can't would be kept as a factor that is owed
//! and that nobody can answer, so it is looked at once, before it is kept.

use ed25519_dalek::VerifyingKey;
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::rand::SystemRandom;

use super::cose::PublicKey;

/// Bits of a modulus that signatures are checked with (`RSA_PKCS1_2048_8192_SHA256`).
const BITS: std::ops::RangeInclusive<usize> = 2_048..=8_192;
/// Exponents: from what FIPS 186-5 §5.1 asks for to what `ring` reads. Beside them 3, as older makers have it.
const EXPONENTS: std::ops::Range<u64> = 65_537..1 << 33;

impl PublicKey {
    /// Whether it is a key at all, and not only of the right length.
    #[must_use]
    pub(crate) fn is_sound(&self) -> bool {
        match self {
            Self::Es256(point) => is_on_p256(point),
            Self::EdDsa(point) => is_on_ed25519(point),
            Self::Rs256 { n, e } => is_modulus(n) && is_exponent(e),
        }
    }
}

/// Whether a point is on the curve and not at infinity (NIST SP 800-56A §5.6.2.3.4). Agreeing on a secret looks
/// at that first. Of the secret nothing is used, so it matters to nobody where its key comes from.
fn is_on_p256(point: &[u8]) -> bool {
    let key = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new());
    let other = UnparsedPublicKey::new(&ECDH_P256, point);
    key.and_then(|key| agree_ephemeral(key, &other, |_| ()))
        .is_ok()
}

/// Whether bytes are a point, and none of the eight of small order, for which anybody could sign.
fn is_on_ed25519(point: &[u8]) -> bool {
    <&[u8; 32]>::try_from(point)
        .ok()
        .and_then(|point| VerifyingKey::from_bytes(point).ok())
        .is_some_and(|key| !key.is_weak())
}

fn is_modulus(n: &[u8]) -> bool {
    let first = n.first().map_or(0, |byte| byte.leading_zeros());
    let leading = usize::try_from(first).unwrap_or(8);
    let bits = n.len().saturating_mul(8).saturating_sub(leading);
    BITS.contains(&bits) && is_odd(n)
}

fn is_exponent(e: &[u8]) -> bool {
    let number = e.iter().try_fold(0_u64, |number, byte| {
        number.checked_mul(256)?.checked_add(u64::from(*byte))
    });
    number.is_some_and(|number| number == 3 || EXPONENTS.contains(&number)) && is_odd(e)
}

fn is_odd(number: &[u8]) -> bool {
    number.last().is_some_and(|byte| byte & 1 == 1)
}
