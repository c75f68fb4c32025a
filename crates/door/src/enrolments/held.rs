//! What an account has, as it counts at this moment: what is strong enough for whatever is sensitive follows from it.

use domain::ids::{AccountId, EnrolmentId};
use domain::ripeness::Waits;
use domain::{Kind, Refusal, Ripeness, Span, Stop, Strength};
use factors::Enrolment;

use crate::house::Door;
use crate::policy::site::Site;

/// How long something that is suspended still sets what is strong enough, at least: so whoever suspends it by a weaker
/// way gains nothing before its owner has heard of it.
const LEAST_STILL_SETS: Span = Span::hours(24);

/// Everything that an account has, with what is known of it.
pub(crate) struct Held {
    pub(crate) site: Site,
    pub(crate) all: Vec<Enrolment>,
    /// What too many wrong answers in a row have disabled.
    pub(crate) disabled: Vec<String>,
    /// What is bound to another domain than the site's, and can't answer here.
    left_behind: Vec<EnrolmentId>,
}

impl Held {
    pub(crate) fn find(&self, id: EnrolmentId) -> Option<&Enrolment> {
        self.all.iter().find(|one| one.id == id)
    }

    /// A confirmed one; anybody else's is as if it didn't exist.
    pub(crate) fn own(&self, id: EnrolmentId) -> Result<&Enrolment, Refusal> {
        let one = self.find(id).filter(|one| one.exists());
        one.ok_or(Refusal::NoSuch)
    }

    /// Whether it could answer, as far as its state goes.
    pub(crate) fn stands(&self, one: &Enrolment) -> bool {
        one.suspended.is_none()
            && !self.disabled.contains(&one.id.to_string())
            && !self.left_behind.contains(&one.id)
    }
}

impl Door {
    pub(crate) async fn held(&self, account: AccountId) -> Result<Held, Stop> {
        let all = factors::enrolment::of_account(self.reader(), account).await?;
        Ok(Held {
            site: Site::read(self.reader()).await?,
            disabled: self.disabled(account).await?,
            left_behind: match all.is_empty() {
                true => Vec::new(),
                false => self.left_behind(account).await?,
            },
            all,
        })
    }

    async fn left_behind(&self, account: AccountId) -> Result<Vec<EnrolmentId>, Stop> {
        let (reader, settings) = (self.reader(), &self.config().settings);
        let mut found = Vec::new();
        for factor in self.registry().iter() {
            if let Some(look) = factor.about().component.left_behind {
                found.extend(look(reader, settings, account).await?);
            }
        }
        Ok(found)
    }

    /// How much an enrolment counts, which is among all that its account has.
    pub(crate) fn counts(&self, site: &Site, all: &[Enrolment], one: &Enrolment) -> Ripeness {
        let could_answer = |other: &Enrolment| {
            other.id != one.id
                && other.confirmed < one.confirmed
                && other.answers(self.now())
                && !self.is_fallback(&other.kind)
                && self.is_open(site, &other.kind)
                && self.ripeness(other, false).is_ripe()
        };
        let older = one.ripens.waits == Waits::Older && all.iter().any(could_answer);
        self.ripeness(one, older)
    }

    /// The same where it is known whether an older one could sign in, which counts for those alone that wait for it.
    pub(crate) fn ripeness(&self, one: &Enrolment, older: bool) -> Ripeness {
        one.ripens.ripeness(self.now(), older)
    }

    /// Those that make a second proof owed and are offered here.
    pub(crate) fn asked<'a>(&'a self, held: &'a Held) -> impl Iterator<Item = &'a Enrolment> {
        let offered = |one: &&Enrolment| {
            one.exists()
                && !self.is_fallback(&one.kind)
                && self.is_offered(&held.site, &held.all, &[], &one.kind)
        };
        held.all.iter().filter(offered)
    }

    /// Whether there is any.
    pub(crate) fn owes(&self, held: &Held) -> bool {
        self.asked(held).next().is_some()
    }

    /// What an enrolment is worth where it authorises changes of what is older; none where it authorises none.
    fn authorises(&self, held: &Held, one: &Enrolment) -> Option<Strength> {
        match self.counts(&held.site, &held.all, one) {
            Ripeness::Unripe => None,
            counts => counts.worth(self.strength(&one.kind)),
        }
    }

    /// How long something that is suspended still sets what is strong enough.
    pub(crate) fn still_sets(&self) -> Span {
        self.config().lengths.ripens.max(LEAST_STILL_SETS)
    }

    /// Those that could answer today, of those that make a second proof owed.
    pub(crate) fn answering<'a>(&'a self, held: &'a Held) -> impl Iterator<Item = &'a Enrolment> {
        let now = self.now();
        let answers = move |one: &&Enrolment| {
            one.answers(now) && held.stands(one) && self.is_open(&held.site, &one.kind)
        };
        self.asked(held).filter(answers)
    }

    /// What is strong enough: the strongest of what authorises anything, what was suspended within a day included.
    pub(crate) fn needed(&self, held: &Held) -> Option<Strength> {
        let sets = |one: &&Enrolment| {
            one.suspended
                .is_none_or(|since| self.now().since(since) < self.still_sets())
        };
        self.asked(held)
            .filter(sets)
            .filter_map(|one| self.authorises(held, one))
            .max()
    }

    /// Whether a kind is: by what of it could answer, or where nothing could, by all of it.
    pub(crate) fn is_kind_enough(&self, held: &Held, kind: &Kind) -> bool {
        let of: Vec<_> = self.asked(held).filter(|one| one.kind == *kind).collect();
        let open = of.iter().any(|one| held.stands(one));
        let needed = self.needed(held);
        let enough = |one: &&&Enrolment| needed.is_some() && self.authorises(held, one) >= needed;
        of.iter()
            .filter(|one| !open || held.stands(one))
            .any(|one| enough(&one))
    }
}
