//! Which kinds people can use here.

use domain::{Kind, Strength};
use factors::{About, Enrolment, Factor};

use super::site::Site;
use crate::house::Door;

impl Door {
    /// Whether a kind is known and switched on, and what it asks by would leave.
    pub(crate) fn is_open(&self, site: &Site, kind: &Kind) -> bool {
        let factor = self.registry().get(kind).filter(|_| site.is_on(kind));
        factor.is_some_and(|factor| factor.asks().is_none_or(|asks| self.reaches(asks.goes())))
    }

    /// Whether a kind may be somebody's only second factor.
    pub(crate) fn stands_alone(&self, kind: &Kind) -> bool {
        let factor = self.registry().get(kind);
        factor.is_none_or(|factor| factor.stands_alone(&self.config().settings))
    }

    /// What a proof of this kind is worth; nothing of codes that help out, and of a kind that is unknown here.
    pub fn strength(&self, kind: &Kind) -> Option<Strength> {
        let factor = self.registry().get(kind)?;
        factor.about().role.strength()
    }

    /// Whether this kind signs in by itself, so that it stands in for the password too.
    pub fn signs_in_alone(&self, kind: &Kind) -> bool {
        let factor = self.registry().get(kind);
        factor.is_some_and(|factor| factor.about().role.passwordless().is_some())
    }

    /// Whether it is codes that help out where a factor is missing.
    pub(crate) fn is_fallback(&self, kind: &Kind) -> bool {
        let factor = self.registry().get(kind);
        factor.is_some_and(|factor| factor.about().role.is_fallback())
    }

    /// Whether whoever is signing in, and has no factor, may set one up of it.
    pub(crate) fn begins_at_sign_in(&self, site: &Site, factor: &dyn Factor) -> bool {
        let About { kind, role, .. } = factor.about();
        role.is_set_up_at_sign_in() && self.is_open(site, kind) && self.stands_alone(kind)
    }

    /// Whether a kind could be set up only beside another one, and none of these is.
    pub(crate) fn lacks_company(&self, kind: &Kind, all: &[Enrolment]) -> bool {
        let others: Vec<_> = all.iter().filter(|one| one.kind != *kind).collect();
        !self.stands_alone(kind) && !self.some_stands_alone(&others)
    }

    /// Which kind these would leave alone that may not be; none where one among them may, or none is left.
    pub(crate) fn left_alone(&self, all: &[&Enrolment]) -> Option<Kind> {
        let mut bound = self.second_among(all);
        let first = bound.find(|one| !self.stands_alone(&one.kind))?;
        (!self.some_stands_alone(all)).then(|| first.kind.clone())
    }

    fn some_stands_alone(&self, all: &[&Enrolment]) -> bool {
        // What comes by mail is no company either.
        let mailed = |kind| self.strength(kind) == Some(Strength::Mailed);
        self.second_among(all)
            .any(|one| self.stands_alone(&one.kind) && !mailed(&one.kind))
    }

    /// Those that are a second factor; codes that help out are none.
    fn second_among<'a>(&self, all: &'a [&Enrolment]) -> impl Iterator<Item = &'a Enrolment> {
        let all = all.iter().copied();
        all.filter(|one| one.exists() && !self.is_fallback(&one.kind))
    }
}
