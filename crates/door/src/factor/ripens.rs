//! From when on an enrolment counts in full that is switched on or taken into use again: what authorised it decides.

use domain::ids::EnrolmentId;
use domain::ripeness::{Provenance, Ripens};
use domain::{Assurance, Channel, Kind, Proof, Ripeness, Span, Stop, Strength, Timestamp};

use super::at::At;
use crate::account::bare;
use crate::enrolments::held::Held;
use crate::freshness::Freshness;
use crate::house::Door;
use crate::session::live::LiveSession;

/// How long somebody's word for a person counts who opened the way for them.
const VOUCHED: Span = Span::hours(1);

/// An enrolment that is switched on, or taken into use again.
#[derive(Clone, Copy)]
pub(super) struct New<'a> {
    pub kind: &'a Kind,
    pub id: EnrolmentId,
    /// The one that goes for it.
    pub instead: Option<EnrolmentId>,
}

impl Door {
    /// From when on an enrolment counts in full that is bound there now.
    pub(super) async fn ripens(&self, at: At<'_>, new: New<'_>) -> Result<Ripens, Stop> {
        let (account, proofs) = match at {
            At::Settings(live) => (live.account(), live.proofs()),
            At::SigningIn(pending) => (pending.account, pending.proofs.as_slice()),
        };
        let held = self.held(account).await?;
        let old = new.instead.and_then(|id| held.find(id));
        let waits = old.filter(|old| self.counts(&held.site, &held.all, old) != Ripeness::Ripe);
        if let Some(old) = waits {
            // One that is turned into the other kind waits as it did.
            return Ok(old.ripens);
        }
        let under = match at {
            At::Settings(live) => self.authority(live, &held),
            At::SigningIn(_) => Assurance::of(proofs),
        };
        let (now, wait) = (self.now(), self.config().lengths.ripens);
        let none_since = bare::read(self.reader(), account).await?;
        let provenance = Provenance {
            gives: gives(self.strength(new.kind)),
            under,
            only: !self.has_another(&held, new),
            vouched: is_vouched(proofs, now),
            had_none: now.since(none_since) >= wait,
            reachable: self.is_reachable(account).await?,
        };
        Ok(provenance.ripens(now, wait))
    }

    /// What the session amounts to by what has opened everything to it a moment ago; none where that was the narrow
    /// way, or isn't ripe itself.
    fn authority(&self, live: &LiveSession, held: &Held) -> Option<Assurance> {
        match self.freshness_among(live, held) {
            Freshness::Full | Freshness::Better => {}
            Freshness::None | Freshness::Younger | Freshness::Narrow => return None,
        }
        let young = self.young_among(live, held);
        let second = young.iter().filter(|proof| proof.is_second());
        let gave = second.filter(|proof| proof.authorises()).map(|proof| {
            match (proof.worth(), proof.channel) {
                (Some(Strength::PhishingResistant), _) => Assurance::PhishingResistant,
                (_, Channel::Mailbox) => Assurance::Single,
                _ => Assurance::TwoFactor,
            }
        });
        // Where there is no factor, the password has opened it.
        gave.max().or(Some(Assurance::Single))
    }

    /// Whether the account has another factor.
    fn has_another(&self, held: &Held, new: New<'_>) -> bool {
        let goes = |id| id == new.id || Some(id) == new.instead;
        self.factors_among(held.all.iter().filter(|one| !goes(one.id))) > 0
    }
}

/// What a kind of this strength gives beside a password.
const fn gives(strength: Option<Strength>) -> Assurance {
    match strength {
        Some(Strength::PhishingResistant) => Assurance::PhishingResistant,
        _ => Assurance::TwoFactor,
    }
}

/// Whether somebody who knows the person has opened the way a short time ago.
fn is_vouched(proofs: &[Proof], now: Timestamp) -> bool {
    let mut vouched = proofs.iter().filter(|proof| proof.vouched);
    vouched.any(|proof| now.since(proof.at) < VOUCHED)
}
