//! What of an account's enrolments counts.

use domain::policy::Holds;
use domain::{Kind, Proof, Ripeness, Strength};
use factors::Enrolment;

use crate::house::Door;
use crate::policy::site::Site;

impl Door {
    /// What exists on an account. A kind that this program doesn't know counts as a factor: closed.
    pub(crate) fn holds(&self, enrolments: &[Enrolment], site: &Site, required: bool) -> Holds {
        let now = self.now();
        Holds {
            factor: self.factors_among(enrolments) > 0,
            fallback: enrolments.iter().filter(|e| e.exists()).any(|e| {
                self.is_fallback(&e.kind)
                    && e.codes_left > 0
                    && e.answers(now)
                    && site.is_on(&e.kind)
            }),
            required,
            beyond_passwordless: false,
        }
    }

    /// How many of these are a second factor that exists; codes that help out are none.
    pub(crate) fn factors_among<'a>(
        &self,
        enrolments: impl IntoIterator<Item = &'a Enrolment>,
    ) -> usize {
        enrolments
            .into_iter()
            .filter(|e| e.exists() && !self.is_fallback(&e.kind))
            .count()
    }

    /// Whether a kind is offered to whoever has all of these. Policy may ask for the strongest ways alone
    /// wherever one is set up, in whatever state; codes that help out stay. One that was given already is none
    /// that is left, and one that isn't ripe keeps no other from being offered: whoever has slipped it in would
    /// shut its owner out.
    pub(crate) fn is_offered(
        &self,
        site: &Site,
        all: &[Enrolment],
        given: &[Proof],
        kind: &Kind,
    ) -> bool {
        let strongest = |kind| self.strength(kind) == Some(Strength::PhishingResistant);
        let left = |one: &Enrolment| given.iter().all(|proof| proof.enrolment != Some(one.id));
        !site.strongest_only
            || self.is_fallback(kind)
            || strongest(kind)
            || !all.iter().any(|one| {
                one.exists()
                    && strongest(&one.kind)
                    && left(one)
                    && self.counts(site, all, one) != Ripeness::Unripe
            })
    }

    /// The codes that people make for themselves, for the day when a factor is missing: kind and place
    /// beneath `/settings/security/`.
    pub fn own_fallback(&self) -> Option<(Kind, &'static str)> {
        self.registry()
            .iter()
            .map(factors::Factor::about)
            .find(|about| about.role.is_fallback() && about.role.is_own())
            .map(|about| (about.kind.clone(), about.path))
    }
}
