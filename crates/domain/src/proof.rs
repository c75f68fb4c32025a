//! What a verified answer leaves. Plain data: it gives no right by itself. Only the door turns a
//! claim into a proof, with factor, strength and channel from the registry, never from the answer.

use serde::{Deserialize, Serialize};

use crate::ids::EnrolmentId;
use crate::{Kind, Ripeness, Timestamp};

/// How much a second factor withstands, weakest first. A code that is kept for a bad day has none: it is a second
/// proof, and never a reason to owe one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Something that came to a mailbox, which whoever has its password reads anywhere (NIST SP 800-63B-4
    /// §3.1.3.1 takes it for none at all).
    Mailed,
    /// Something that came to a telephone, or was approved elsewhere.
    Delivered,
    /// A one-time code computed by a device.
    OneTime,
    /// A signature bound to this site (WebAuthn): can't be relayed by a phishing page.
    PhishingResistant,
}

/// What is proved: two proofs of one channel are one factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    Knowledge,
    Possession,
    /// Something held that also knew its holder, by a PIN or a finger.
    Both,
    /// Reading at a mailbox, where the site's rules take that for nothing that is held.
    Mailbox,
}

/// One verified answer: what proved it, how strongly, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// `password` or a factor's kind.
    pub kind: Kind,
    /// Which enrolment answered; none for a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrolment: Option<EnrolmentId>,
    /// How much its factor withstands; none for a password, and for a code that helps out. What it is worth is
    /// [`Proof::worth`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    pub channel: Channel,
    /// How much its enrolment counted when it was given: a session never ripens.
    #[serde(default, skip_serializing_if = "Ripeness::is_ripe")]
    pub counted: Ripeness,
    /// Whether somebody who knows the person opened the way: by a set-up link, an invite, or a code that was given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vouched: bool,
    /// When it was given.
    pub at: Timestamp,
}

impl Proof {
    /// The proof that a right password leaves.
    pub const fn password(at: Timestamp) -> Self {
        Self {
            kind: Kind::PASSWORD,
            enrolment: None,
            strength: None,
            channel: Channel::Knowledge,
            counted: Ripeness::Ripe,
            vouched: false,
            at,
        }
    }

    /// The proof that a password leaves which was chosen by a set-up link or an invite.
    pub fn by_link(at: Timestamp) -> Self {
        Self {
            vouched: true,
            ..Self::password(at)
        }
    }

    /// How much it withstands, as far as its enrolment counted.
    pub fn worth(&self) -> Option<Strength> {
        self.counted.worth(self.strength)
    }

    /// Whether it may authorise changes of what is older than its enrolment.
    pub fn authorises(&self) -> bool {
        self.counted != Ripeness::Unripe
    }

    /// Whether it proves something held.
    pub fn is_second(&self) -> bool {
        self.channel != Channel::Knowledge
    }

    /// Whether it was given by what only helps out: something held that is no factor.
    pub fn is_fallback(&self) -> bool {
        self.is_second() && self.strength.is_none()
    }
}
