//! The signed assertion: who is there, for a program behind that won't take a header's word for it. A JWT
//! (RFC 7519) in the compact form (RFC 7515 §3.1) with one algorithm, EdDSA (RFC 8037), bound to a host, a
//! method and a path.

mod claims;
mod kept;
mod keys;

use domain::Span;

use self::claims::Claims;
pub(crate) use self::kept::Assertions;
pub(crate) use self::keys::Signers;
use super::subject::Subject;
use crate::house::Door;

/// How long an assertion holds.
const LIFE: Span = Span::minutes(2);
/// How long one may be given again for the same reading request, which saves signing it.
const AGAIN: Span = Span::seconds(30);

/// The request that an assertion is for.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// The protected host, with its port where that isn't the usual one.
    pub host: &'a str,
    pub method: &'a str,
    /// The path as it was sent, without its query.
    pub path: &'a str,
}

impl Door {
    /// An assertion of who is there, by the issuer that this is (our own origin).
    ///
    /// It is new for every request that may change something, so that its `jti` tells a replay; one for the
    /// same GET or HEAD may be given again for 30 seconds.
    pub fn assertion(&self, issuer: &str, who: &Subject, bound: &Bound<'_>) -> String {
        let now = self.now();
        let reads = ["GET", "HEAD"].contains(&bound.method);
        if reads && let Some(again) = self.memory::<Assertions>().find(who, bound, now) {
            return again;
        }
        let signer = self
            .memory::<Signers>()
            .at(&self.reader().keys().assertion, now);
        let claims = Claims::new(issuer, who, bound, now, self.random());
        let signed = signer.sign(&claims);
        if reads {
            self.memory::<Assertions>().keep(who, bound, now, &signed);
        }
        signed
    }

    /// Makes the key of a new period ahead of the first assertion that needs it. Called by a job; where it comes
    /// late, the first assertion makes the key.
    pub(crate) fn rotate_assertion_keys(&self) {
        let seeds = &self.reader().keys().assertion;
        if let Some(number) = self.memory::<Signers>().rotate(seeds, self.now()) {
            tracing::info!(
                event = "assertion-keys",
                number,
                "a new key signs assertions"
            );
        }
    }

    /// The keys by which assertions are checked, as a JWK set (RFC 7517 §5): the last one's, the present
    /// one's and the next one's, so that whoever keeps it for a month meets no gap.
    pub fn assertion_keys(&self) -> serde_json::Value {
        keys::published(&self.reader().keys().assertion, self.now())
    }
}
