//! What is kept of an authenticator app: the secret and how codes are made of it, sealed together
//! for the row they stand in; and the link that an app reads.

use data_encoding::BASE32_NOPAD;
use domain::{Fault, Random, Secret, Timestamp};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use store::Keys;
use subtle::ConstantTimeEq;

use super::algorithm::Parameters;
use crate::Enrolment;

/// 160 bits, as RFC 4226 §4 recommends.
const LENGTH: usize = 20;

/// Everything but unreserved characters (RFC 3986 §2.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A secret and its parameters.
pub(crate) struct Shared {
    secret: Secret<Vec<u8>>,
    /// How codes are made.
    pub(crate) parameters: Parameters,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    secret: String,
    #[serde(flatten)]
    parameters: Parameters,
}

/// Where a code stands among the steps around now.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Acceptable: this step.
    Step(i64),
    /// Acceptable by time, but this step or a later one has been accepted already.
    Used,
    /// Right on a clock that is this many steps away.
    Off(i64),
    /// Nowhere near.
    Nowhere,
}

impl Shared {
    /// A new secret.
    pub(crate) fn make(random: &dyn Random, parameters: Parameters) -> Self {
        Self {
            secret: Secret::new(random.array::<LENGTH>().to_vec()),
            parameters,
        }
    }

    /// Sealed for its row.
    pub(crate) fn seal(
        &self,
        keys: &Keys,
        row: &[u8],
        random: &dyn Random,
    ) -> Result<Vec<u8>, Fault> {
        let kept = Kept {
            secret: self.base32(),
            parameters: self.parameters,
        };
        let text = zeroize::Zeroizing::new(
            serde_json::to_vec(&kept).map_err(|e| Fault::because("sealing", &e))?,
        );
        keys.sealing.seal(row, &text, random)
    }

    /// What an enrolment holds.
    pub(crate) fn open(keys: &Keys, of: &Enrolment) -> Result<Self, Fault> {
        let sealed = of
            .sealed
            .as_ref()
            .ok_or_else(|| Fault::new("an authenticator app without a secret"))?;
        let text = keys.sealing.open(&Enrolment::seal_row(of.id), sealed)?;
        let kept: Kept = serde_json::from_slice(text.expose())
            .map_err(|_| Fault::new("a sealed secret of another shape"))?;
        let secret = BASE32_NOPAD
            .decode(kept.secret.as_bytes())
            .map_err(|_| Fault::new("a secret that isn't base32"))?;
        Ok(Self {
            secret: Secret::new(secret),
            parameters: kept.parameters,
        })
    }

    fn base32(&self) -> String {
        BASE32_NOPAD.encode(self.secret.expose())
    }

    /// The secret for people: base32 in groups of four.
    pub(crate) fn grouped(&self) -> String {
        let text = self.base32();
        let letters: Vec<char> = text.chars().collect();
        letters
            .chunks(4)
            .map(|group| group.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The link that an app reads (key-uri-format): label and parameters escaped, no padding.
    pub(crate) fn uri(&self, issuer: &str, account: &str) -> String {
        let issuer = utf8_percent_encode(issuer, ESCAPED).to_string();
        let account = utf8_percent_encode(account, ESCAPED);
        let Parameters {
            algorithm,
            digits,
            period,
        } = self.parameters;
        format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm={}&digits={digits}&period={period}",
            self.base32(),
            algorithm.name(),
        )
    }

    /// Looks for a code: the current step and one either side (RFC 6238 §5.2), only above `mark`;
    /// then, to tell how far a clock is off, up to an hour around.
    pub(crate) fn find(&self, code: &str, now: Timestamp, mark: i64) -> Found {
        let current = self.parameters.step(now);
        let at = |away: i64| current.saturating_add(away);
        let fits = |step: i64| {
            bool::from(
                self.parameters
                    .code(self.secret.expose(), step)
                    .as_bytes()
                    .ct_eq(code.as_bytes()),
            )
        };
        // All three are computed whatever fits, and the newest wins.
        let near: Vec<i64> = [-1, 0, 1]
            .into_iter()
            .map(at)
            .filter(|step| fits(*step))
            .collect();
        match near.last() {
            Some(step) if *step > mark => return Found::Step(*step),
            Some(_) => return Found::Used,
            None => {}
        }
        let reach = 3600i64
            .checked_div(i64::from(self.parameters.period.max(1)))
            .unwrap_or(0);
        let far = (2..=reach)
            .flat_map(|away| [away, away.saturating_neg()])
            .find(|away| fits(at(*away)));
        far.map_or(Found::Nowhere, Found::Off)
    }

    /// The code of a moment.
    #[cfg(test)]
    pub(crate) fn code(&self, at: Timestamp) -> String {
        self.parameters
            .code(self.secret.expose(), self.parameters.step(at))
    }
}
