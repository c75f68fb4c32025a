//! From when on an enrolment counts in full that is switched on or taken into use again: what authorised it decides.

use domain::ids::EnrolmentId;
use domain::ripeness::{Bound, Ripens};
use domain::{Assurance, Kind, Proof, Span, Stop, Strength, Timestamp};

use super::at::At;
use crate::account::bare;
use crate::enrolments::held::Held;
use crate::freshness::judged;
use crate::house::Door;

/// How long somebody's word for a person counts who opened the way for them.
const VOUCHED: Span = Span::hours(1);

impl Door {
    /// From when on an enrolment counts in full that is bound there now.
    pub(super) async fn ripens(
        &self,
        at: At<'_>,
        kind: &Kind,
        id: EnrolmentId,
    ) -> Result<Ripens, Stop> {
        let (account, proofs) = match at {
            At::Settings(live) => (live.account(), live.proofs()),
            At::SigningIn(pending) => (pending.account, pending.proofs.as_slice()),
        };
        let held = self.held(account).await?;
        // What isn't ripe can't make something that is.
        let authority: Vec<Proof> = match at {
            At::Settings(live) => judged(live, &held),
            At::SigningIn(_) => proofs.to_vec(),
        };
        let authority: Vec<Proof> = authority.into_iter().filter(Proof::authorises).collect();
        let under = Assurance::of(&authority);
        let (now, wait) = (self.now(), self.config().lengths.ripens);
        let none_since = bare::read(self.reader(), account).await?;
        let bound = Bound {
            gives: gives(self.strength(kind)),
            under,
            only: !self.has_another(&held, id),
            vouched: is_vouched(proofs, now),
            had_none: now.since(none_since) >= wait,
            reachable: self.is_reachable(account).await?,
        };
        Ok(bound.ripens(now, wait))
    }

    /// Whether the account has another factor.
    fn has_another(&self, held: &Held, id: EnrolmentId) -> bool {
        let others: Vec<_> = held
            .all
            .iter()
            .filter(|one| one.id != id)
            .cloned()
            .collect();
        self.factors_among(&others) > 0
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
