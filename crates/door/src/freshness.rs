//! How fresh a session's proofs are, and refusing what needs more.

use domain::{Kind, Proof, Refusal, Stop, Strength};
use factors::Enrolment;

use crate::enrolments::Choices;
use crate::house::Door;
use crate::session::live::LiveSession;

/// What a session's young proofs open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    None,
    /// Adding something better, and nothing else: the password and a code by mail, where nothing else is set up.
    Better,
    /// Replacing a lost factor, and nothing else: the password and some other second proof.
    Narrow,
    Full,
}

/// What is strong enough: the account's strongest kind.
pub(crate) fn strongest(
    choices: &Choices,
    strength: impl Fn(&Kind) -> Option<Strength>,
) -> Option<Strength> {
    choices
        .kinds
        .iter()
        .filter_map(|choice| strength(&choice.kind))
        .max()
}

impl Door {
    /// The session's young proofs. One of a factor that has been suspended or removed since counts no
    /// more (NIST SP 800-63B-4 §4.3): whoever holds it may not be its owner.
    pub(crate) async fn young(&self, live: &LiveSession) -> Result<Vec<Proof>, Stop> {
        let oldest = self.now().minus(self.config().lengths.step_up);
        let enrolments = factors::enrolment::of_account(self.reader(), live.account()).await?;
        let stands = |proof: &Proof| match proof.enrolment {
            Some(id) if !proof.is_fallback() => enrolments
                .iter()
                .any(|e| e.id == id && e.suspended.is_none()),
            _ => true,
        };
        Ok(live
            .proofs()
            .iter()
            .filter(|proof| proof.at > oldest && stands(proof))
            .cloned()
            .collect())
    }

    /// What the session's proofs open at this moment.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn freshness(&self, live: &LiveSession) -> Result<Freshness, Stop> {
        let choices = self.choices_of(live.account(), false).await?;
        let young = self.young(live).await?;
        let password = young.iter().any(|proof| !proof.is_second());
        if choices.kinds.is_empty() {
            return Ok(if password {
                Freshness::Full
            } else {
                Freshness::None
            });
        }
        let needed = strongest(&choices, |kind| self.strength(kind));
        let mailed = |proof: &Proof| proof.strength == Some(Strength::Mailed);
        if needed == Some(Strength::Mailed) {
            let fallback = young.iter().any(Proof::is_fallback);
            return Ok(match (password, fallback, young.iter().any(mailed)) {
                (true, true, _) => Freshness::Narrow,
                (true, false, true) => Freshness::Better,
                _ => Freshness::None,
            });
        }
        if needed.is_some() && young.iter().any(|proof| proof.strength >= needed) {
            return Ok(Freshness::Full);
        }
        let other = young
            .iter()
            .any(|proof| proof.is_second() && !mailed(proof));
        Ok(if password && other {
            Freshness::Narrow
        } else {
            Freshness::None
        })
    }

    /// Refuses what needs more than the session's young proofs open.
    pub(crate) async fn require(
        &self,
        live: &LiveSession,
        least: Freshness,
    ) -> Result<Freshness, Stop> {
        let fresh = self.freshness(live).await?;
        match fresh {
            fresh if fresh >= least => Ok(fresh),
            Freshness::Narrow => Err(Refusal::OnlyTheLost.into()),
            Freshness::Better => Err(Refusal::OnlyBetter.into()),
            _ => Err(Refusal::StepUp.into()),
        }
    }

    /// The same for making new codes for the day when a factor is missing: the narrow way is enough, and where the
    /// last of them has opened this session, the password is, for nothing else may be left.
    pub(crate) async fn require_for_codes(&self, live: &LiveSession) -> Result<Freshness, Stop> {
        match self.require(live, Freshness::Narrow).await {
            Err(Stop::Refused(Refusal::StepUp))
                if self
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
    /// is the one that can be lost, and never the one that has just answered.
    pub(crate) async fn require_for(&self, live: &LiveSession, of: &Enrolment) -> Result<(), Stop> {
        if self.require(live, Freshness::Narrow).await? == Freshness::Full {
            return Ok(());
        }
        let choices = self.choices_of(live.account(), false).await?;
        let needed = strongest(&choices, |kind| self.strength(kind));
        let answered = self
            .young(live)
            .await?
            .iter()
            .any(|proof| proof.enrolment == Some(of.id));
        let lost = needed.is_some() && self.strength(&of.kind) >= needed && !answered;
        if lost {
            Ok(())
        } else {
            Err(Refusal::OnlyTheLost.into())
        }
    }

    /// The same for removing one for good: by the narrow way not where what answered came to a telephone, whose number
    /// somebody may have taken over. It can be suspended.
    pub(crate) async fn require_for_removal(
        &self,
        live: &LiveSession,
        of: &Enrolment,
    ) -> Result<(), Stop> {
        self.require_for(live, of).await?;
        if self.freshness(live).await? == Freshness::Full {
            return Ok(());
        }
        let young = self.young(live).await?;
        let mut second = young.iter().filter(|proof| proof.is_second());
        match second.any(|proof| proof.strength > Some(Strength::Delivered) || proof.is_fallback())
        {
            true => Ok(()),
            false => Err(Refusal::OnlyTheLost.into()),
        }
    }
}
