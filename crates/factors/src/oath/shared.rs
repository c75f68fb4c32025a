//! What is kept of a device: the secret, and how codes are made of it, sealed together for the row
//! they stand in; and how the secret is shown to people.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use domain::{Fault, Random, Secret};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use store::Keys;
use subtle::ConstantTimeEq;

use super::algorithm::Parameters;
use super::link;
use crate::Enrolment;
use crate::binding::{self, Binding};

/// Everything but unreserved characters (RFC 3986 §2.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What the codes go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "moves", rename_all = "lowercase")]
pub(crate) enum Moves {
    /// The time of a phone or computer, which sets its clock by itself.
    App {
        /// Seconds of a step.
        period: u32,
    },
    /// The time of a token, whose clock drifts.
    Token {
        /// Seconds of a step.
        period: u32,
    },
    /// A counter of presses.
    Counter {
        /// The first that may answer; none where it was unknown when the token came here.
        from: Option<i64>,
    },
}

impl Moves {
    /// Seconds of a step; none for a counter.
    pub(crate) const fn period(self) -> Option<u32> {
        match self {
            Self::App { period } | Self::Token { period } => Some(period),
            Self::Counter { .. } => None,
        }
    }

    /// The counter that it begins at, where there is one that is known.
    pub(crate) const fn counter(self) -> Option<i64> {
        match self {
            Self::Counter { from } => from,
            Self::App { .. } | Self::Token { .. } => None,
        }
    }
}

/// A secret, and how codes are made of it.
pub(crate) struct Shared {
    secret: Secret<Vec<u8>>,
    /// How codes are made.
    pub(crate) parameters: Parameters,
    pub(crate) moves: Moves,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    secret: String,
    #[serde(flatten)]
    parameters: Parameters,
    #[serde(flatten)]
    moves: Moves,
}

impl Shared {
    /// One that exists already.
    pub(crate) const fn new(secret: Secret<Vec<u8>>, parameters: Parameters, moves: Moves) -> Self {
        Self {
            secret,
            parameters,
            moves,
        }
    }

    /// A new secret, as long as its hash (RFC 6238 §5.1).
    pub(crate) fn make(random: &dyn Random, parameters: Parameters, moves: Moves) -> Self {
        let mut secret = vec![0; parameters.algorithm.secret_length()];
        random.fill(&mut secret);
        Self::new(Secret::new(secret), parameters, moves)
    }

    /// Sealed for its row.
    pub(crate) fn seal(
        &self,
        keys: &Keys,
        binding: &Binding,
        random: &dyn Random,
    ) -> Result<Vec<u8>, Fault> {
        let kept = Stored {
            secret: self.base32(),
            parameters: self.parameters,
            moves: self.moves,
        };
        let text = zeroize::Zeroizing::new(
            serde_json::to_vec(&kept).map_err(|e| Fault::because("sealing", &e))?,
        );
        keys.sealing.seal(binding.bytes(), &text, random)
    }

    /// What an enrolment holds.
    pub(crate) fn open(keys: &Keys, of: &Enrolment) -> Result<Self, Fault> {
        let sealed = of
            .sealed
            .as_ref()
            .ok_or_else(|| Fault::new("a device without a secret"))?;
        let text = keys.sealing.open(of.binding().bytes(), sealed)?;
        let kept: Stored = serde_json::from_slice(text.expose())
            .map_err(|_| Fault::new("a sealed secret of another shape"))?;
        let secret = BASE32_NOPAD
            .decode(kept.secret.as_bytes())
            .map_err(|_| Fault::new("a secret that isn't base32"))?;
        Ok(Self::new(Secret::new(secret), kept.parameters, kept.moves))
    }

    /// The same; none, and a line in the log, where what stands there isn't this enrolment's own.
    pub(crate) fn own(keys: &Keys, of: &Enrolment) -> Option<Self> {
        binding::own(Self::open(keys, of), &of.kind, &of.id)
    }

    /// What tells whether the same secret is here already. An HMAC fills its key up with zeros (RFC
    /// 2104 §2), so zeros at the end make no other secret.
    pub(crate) fn finder(&self, keys: &Keys) -> Vec<u8> {
        let bytes = self.secret.expose().as_slice();
        let end = bytes.iter().rposition(|byte| *byte != 0);
        let end = end.map_or(0, |last| last.saturating_add(1));
        keys.lookup.hash("oath", bytes.get(..end).unwrap_or(bytes))
    }

    /// Whether this is the code of a counter or step.
    pub(crate) fn fits(&self, code: &str, counter: i64) -> bool {
        self.code(counter).as_bytes().ct_eq(code.as_bytes()).into()
    }

    /// The code of a counter or step.
    pub(crate) fn code(&self, counter: i64) -> String {
        self.parameters.code(self.secret.expose(), counter)
    }

    fn base32(&self) -> String {
        BASE32_NOPAD.encode(self.secret.expose())
    }

    /// The secret for people: base32 in groups of four.
    pub(crate) fn grouped(&self) -> String {
        grouped(&self.base32())
    }

    /// The same in hexadecimal, for programs that take no other.
    pub(crate) fn grouped_hex(&self) -> String {
        grouped(&HEXLOWER.encode(self.secret.expose()))
    }

    /// How many bytes the secret has.
    pub(crate) fn length(&self) -> usize {
        self.secret.expose().len()
    }

    /// The link that an app reads (key-uri-format): label and parameters escaped, no padding, and one colon in
    /// the label, between issuer and account.
    pub(crate) fn uri(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (link::without_colons(issuer), link::without_colons(account));
        let issuer = utf8_percent_encode(&issuer, ESCAPED).to_string();
        let account = utf8_percent_encode(&account, ESCAPED);
        let Parameters { algorithm, digits } = self.parameters;
        let (kind, moves) = match self.moves {
            Moves::App { period } | Moves::Token { period } => ("totp", format!("period={period}")),
            Moves::Counter { from } => ("hotp", format!("counter={}", from.unwrap_or(0))),
        };
        format!(
            "otpauth://{kind}/{issuer}:{account}?secret={}&issuer={issuer}&algorithm={}&digits={digits}&{moves}",
            self.base32(),
            algorithm.name(),
        )
    }
}

fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}
