//! What somebody reads of waits, where something here asks for more than what waits counts.

use domain::gate::{Allow, GateHost};
use domain::ripeness::Waits;
use domain::{Assurance, Ripeness, Span, Strength};
use factors::{About, Waiting};

use crate::enrolments::held::Held;
use crate::house::Door;

impl Door {
    /// Which of these wait, and until when: those that authorise no change until then, and where a protected host asks
    /// for the strongest way, those that aren't one until then.
    pub(super) fn waiting(&self, held: &Held) -> Vec<Waiting> {
        let now = self.now();
        let matters = |counts| match counts {
            Ripeness::Ripe => false,
            Ripeness::Limited => self.asks_for_the_strongest(),
            Ripeness::Unripe => true,
        };
        held.all
            .iter()
            .filter(|one| one.exists() && !self.is_fallback(&one.kind))
            .filter(|one| matters(self.counts(&held.site, &held.all, one)))
            .map(|one| Waiting {
                id: one.id,
                until: Some(one.ripens.at).filter(|at| *at > now),
                for_older: one.ripens.waits == Waits::Older,
            })
            .collect()
    }

    /// How long one more of this kind would wait before it counts for a protected host that asks for the strongest
    /// way; none where there is no such host, or something as strong that would authorise it.
    pub(super) fn would_wait(&self, held: &Held, about: &About) -> Option<Span> {
        let strongest = Some(Strength::PhishingResistant);
        let matters = about.role.strength() == strongest
            && self.needed(held) != strongest
            && self.asks_for_the_strongest();
        let wait = self.config().lengths.ripens;
        Some(wait).filter(|wait| matters && *wait > Span::ZERO)
    }

    /// Whether a protected host asks for the strongest way.
    fn asks_for_the_strongest(&self) -> bool {
        let asks = |host: &GateHost| {
            let rules = host.rules.iter().filter_map(|rule| match &rule.allow {
                Allow::Account(requires) => Some(requires),
                Allow::Anyone | Allow::Nobody => None,
            });
            [&host.requires]
                .into_iter()
                .chain(rules)
                .any(|requires| requires.assurance == Assurance::PhishingResistant)
        };
        self.config().gate_hosts.iter().any(asks)
    }
}
