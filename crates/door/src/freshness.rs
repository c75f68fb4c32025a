//! How fresh a session's proofs are, and refusing what needs more.

use domain::ripeness::Waits;
use domain::{Proof, Refusal, Ripeness, Stop, Strength};
use factors::Enrolment;

use crate::enrolments::held::Held;
use crate::house::Door;
use crate::session::live::LiveSession;

/// What a session's young proofs open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    None,
    /// Adding something, and changing what isn't older than what answered: the password and an enrolment that isn't
    /// ripe.
    Younger,
    /// Adding something better, and nothing else: the password and a code by mail, where nothing else is set up.
    Better,
    /// Replacing a lost factor, and nothing else: the password and some other second proof.
    Narrow,
    Full,
}

fn is_mailed(proof: &Proof) -> bool {
    proof.strength == Some(Strength::Mailed)
}

/// The session's proofs, as they count now. One of a factor that has been suspended or removed since counts no more
/// (NIST SP 800-63B-4 §4.3): whoever holds it may not be its owner. What was switched on in a session that a code has
/// opened, or has confirmed, authorises nothing there, however ripe it is.
fn judged(live: &LiveSession, held: &Held) -> Vec<Proof> {
    let helped = live.proofs().iter().any(Proof::is_fallback);
    let judge = |proof: &Proof| {
        let mut proof = proof.clone();
        let Some(id) = proof.enrolment.filter(|_| !proof.is_fallback()) else {
            return Some(proof);
        };
        let one = held.find(id).filter(|one| one.suspended.is_none())?;
        if helped && one.made_by == Some(live.id()) {
            proof.counted = Ripeness::Unripe;
        }
        Some(proof)
    };
    live.proofs().iter().filter_map(judge).collect()
}

impl Door {
    /// The session's young proofs.
    pub(crate) async fn young(&self, live: &LiveSession) -> Result<Vec<Proof>, Stop> {
        let held = self.held(live.account()).await?;
        Ok(self.young_among(live, &held))
    }

    /// The same, where it is known what the account has.
    pub(crate) fn young_among(&self, live: &LiveSession, held: &Held) -> Vec<Proof> {
        let oldest = self.now().minus(self.config().lengths.step_up);
        let mut proofs = judged(live, held);
        proofs.retain(|proof| proof.at > oldest);
        proofs
    }

    /// What the session's proofs open at this moment.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn freshness(&self, live: &LiveSession) -> Result<Freshness, Stop> {
        let held = self.held(live.account()).await?;
        Ok(self.freshness_among(live, &held))
    }

    pub(crate) fn freshness_among(&self, live: &LiveSession, held: &Held) -> Freshness {
        let young = self.young_among(live, held);
        let password = young.iter().any(|proof| !proof.is_second());
        if !self.owes(held) {
            return match password {
                true => Freshness::Full,
                false => Freshness::None,
            };
        }
        let needed = self.needed(held);
        let only_mailed = needed == Some(Strength::Mailed);
        let any = |of: fn(&Proof) -> bool| young.iter().any(of);
        let enough = |proof: &Proof| proof.authorises() && proof.worth() >= needed;
        if needed.is_some() && !only_mailed && young.iter().any(enough) {
            return Freshness::Full;
        }
        // Nothing opens more without the password.
        if !password {
            return Freshness::None;
        }
        let other = |proof: &Proof| proof.is_second() && proof.authorises() && !is_mailed(proof);
        let unripe = |proof: &Proof| proof.is_second() && !proof.authorises() && !is_mailed(proof);
        match () {
            () if any(other) => Freshness::Narrow,
            () if only_mailed && any(is_mailed) => Freshness::Better,
            () if any(unripe) => Freshness::Younger,
            () => Freshness::None,
        }
    }

    /// Why what isn't ripe doesn't open something.
    fn why_unripe(&self, live: &LiveSession, held: &Held) -> Refusal {
        let young = self.young_among(live, held);
        let of = young.iter().filter(|proof| !proof.authorises());
        let of = of.filter_map(|proof| held.find(proof.enrolment?));
        let Some(one) = of.max_by_key(|one| one.ripens.at) else {
            return Refusal::StepUp;
        };
        match self.counts(&held.site, &held.all, one) {
            Ripeness::Unripe => self.not_ripe(one),
            // It has become ripe since; or it never does in this session.
            _ if live.proofs().iter().any(Proof::is_fallback) => Refusal::Afresh,
            _ => Refusal::StepUp,
        }
    }

    /// From when on an enrolment counts that isn't ripe.
    pub(crate) fn not_ripe(&self, one: &Enrolment) -> Refusal {
        match one.ripens.waits {
            Waits::Older => Refusal::NotSeen(one.ripens.at.max(self.now())),
            Waits::Unripe | Waits::Limited => Refusal::NotRipe(one.ripens.at),
        }
    }

    /// Refuses what needs more than the session's young proofs open.
    pub(crate) async fn require(
        &self,
        live: &LiveSession,
        least: Freshness,
    ) -> Result<Freshness, Stop> {
        let held = self.held(live.account()).await?;
        Ok(self.require_among(live, &held, least)?)
    }

    fn require_among(
        &self,
        live: &LiveSession,
        held: &Held,
        least: Freshness,
    ) -> Result<Freshness, Refusal> {
        match self.freshness_among(live, held) {
            fresh if fresh >= least => Ok(fresh),
            Freshness::Narrow => Err(Refusal::OnlyTheLost),
            Freshness::Better => Err(Refusal::OnlyBetter),
            Freshness::Younger => Err(self.why_unripe(live, held)),
            _ => Err(Refusal::StepUp),
        }
    }

    /// The same for making new codes for the day when a factor is missing: the narrow way is enough, and where the
    /// last of them has opened this session, the password is, for nothing else may be left.
    pub(crate) async fn require_for_codes(&self, live: &LiveSession) -> Result<Freshness, Stop> {
        match self.require(live, Freshness::Narrow).await {
            Err(Stop::Refused(
                Refusal::StepUp | Refusal::NotRipe(_) | Refusal::NotSeen(_) | Refusal::Afresh,
            )) if self
                .young(live)
                .await?
                .iter()
                .any(|proof| !proof.is_second())
                && self.has_spent_its_codes(live).await? =>
            {
                Ok(Freshness::None)
            }
            other => other,
        }
    }

    /// Whether a code of one's own has opened this session, and none is left.
    pub(crate) async fn has_spent_its_codes(&self, live: &LiveSession) -> Result<bool, Stop> {
        let own = self.own_fallback().map(|(kind, _)| kind);
        if own.is_none() || live.by_fallback() != own {
            return Ok(false);
        }
        let factors = self.factors_of(live.account()).await?;
        let left = |one: &crate::FactorView| Some(&one.kind) == own.as_ref() && one.left > 0;
        Ok(!factors.iter().any(left))
    }

    /// The same for taking away an enrolment: by the narrow way only one of the strongest kind, which
    /// is the one that can be lost, and never the one that has just answered; by what isn't ripe only what isn't older.
    pub(crate) fn require_for(
        &self,
        live: &LiveSession,
        of: &Enrolment,
        held: &Held,
    ) -> Result<Freshness, Refusal> {
        let fresh = self.require_among(live, held, Freshness::Younger)?;
        let young = self.young_among(live, held);
        let answered = young.iter().any(|proof| proof.enrolment == Some(of.id));
        let refusal = match fresh {
            Freshness::Full => return Ok(fresh),
            Freshness::Better => Refusal::OnlyBetter,
            Freshness::Narrow => {
                let own = self.strength(&of.kind);
                if own.is_some() && own >= self.needed(held) && !answered {
                    return Ok(fresh);
                }
                Refusal::OnlyTheLost
            }
            _ => Refusal::StepUp,
        };
        match self.is_younger(of, &young, held) {
            true => Ok(Freshness::Younger),
            false if fresh == Freshness::Younger => Err(self.why_unripe(live, held)),
            false => Err(refusal),
        }
    }

    /// Whether it isn't older than something unripe that has just answered, and not ripe either.
    fn is_younger(&self, of: &Enrolment, young: &[Proof], held: &Held) -> bool {
        let answered = young.iter().filter_map(|proof| held.find(proof.enrolment?));
        let unripe = |one: &Enrolment| {
            !self.is_fallback(&one.kind)
                && self.counts(&held.site, &held.all, one) == Ripeness::Unripe
        };
        let mut answered = answered.filter(|one| unripe(one));
        unripe(of) && answered.any(|one| of.confirmed >= one.confirmed)
    }

    /// The same for removing one for good: by the narrow way not where what answered came to a telephone, whose number
    /// somebody may have taken over. It can be suspended.
    pub(crate) fn require_for_removal(
        &self,
        live: &LiveSession,
        of: &Enrolment,
        held: &Held,
    ) -> Result<Freshness, Refusal> {
        let fresh = self.require_for(live, of, held)?;
        if fresh != Freshness::Narrow {
            return Ok(fresh);
        }
        let young = self.young_among(live, held);
        let mut second = young
            .iter()
            .filter(|proof| proof.is_second() && proof.authorises());
        match second.any(|proof| proof.strength > Some(Strength::Delivered) || proof.is_fallback())
        {
            true => Ok(fresh),
            false => Err(Refusal::OnlyTheLost),
        }
    }
}
