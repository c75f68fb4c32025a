//! What somebody who owes a second proof may choose from, and what there is that can't answer.

use domain::{Kind, Refusal, Timestamp};
use factors::Enrolment;

use super::held::Held;
use crate::house::Door;

/// Why a kind isn't asked for, although the account has it: it is owed all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    /// Switched off, or unknown to this program.
    Off,
    /// Each of it is suspended, the last one since then.
    Suspended(Timestamp),
    /// Too many wrong answers in a row have disabled what isn't suspended.
    Locked,
}

impl Shut {
    /// Why none of these is asked for, which are all of one kind; none where one is.
    pub(crate) fn of(of: &[&Enrolment], on: bool, disabled: &[String]) -> Option<Self> {
        let mut standing = of.iter().filter(|one| one.suspended.is_none()).peekable();
        let suspended = of.iter().filter_map(|one| one.suspended).max();
        match suspended {
            _ if !on => Some(Self::Off),
            Some(since) if standing.peek().is_none() => Some(Self::Suspended(since)),
            _ => standing
                .all(|one| disabled.contains(&one.id.to_string()))
                .then_some(Self::Locked),
        }
    }

    /// What whoever answers all the same is told.
    pub(crate) fn refusal(self, kind: &Kind) -> Refusal {
        match self {
            Self::Off => Refusal::KindOff(kind.clone()),
            Self::Suspended(_) => Refusal::Suspended(kind.clone()),
            Self::Locked => Refusal::Locked,
        }
    }
}

/// One kind to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub kind: Kind,
    pub icon: &'static str,
    /// What the owner calls the devices that can answer, or the one that was suspended last; only for a known
    /// browser.
    pub names: Vec<String>,
    /// Why it can't answer; none where it can.
    pub shut: Option<Shut>,
}

/// Everything to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Kinds that make a second proof owed, last used first.
    pub kinds: Vec<Choice>,
    /// What helps out, always last.
    pub fallbacks: Vec<Choice>,
}

impl Choices {
    /// The one kind that can answer: nothing to choose.
    pub fn only(&self) -> Option<&Choice> {
        let mut open = self.kinds.iter().filter(|choice| choice.shut.is_none());
        open.next().filter(|_| open.next().is_none())
    }

    /// Whether kinds make a proof owed, and none of them can answer.
    pub fn is_without_kinds(&self) -> bool {
        !self.kinds.is_empty() && self.kinds.iter().all(|choice| choice.shut.is_some())
    }

    /// Whether nothing at all can answer.
    pub fn is_shut(&self) -> bool {
        self.kinds.iter().all(|choice| choice.shut.is_some()) && self.fallbacks.is_empty()
    }

    /// What is known of a kind that the account has.
    pub fn of(&self, kind: &Kind) -> Option<&Choice> {
        self.kinds.iter().find(|choice| choice.kind == *kind)
    }
}

impl Door {
    /// What somebody may choose from who can answer with these.
    pub(crate) fn choices_among(&self, held: &Held, with_names: bool) -> Choices {
        let Held {
            site,
            all,
            disabled,
            ..
        } = held;
        let offered = |one: &&Enrolment| one.exists() && self.is_offered(site, all, &[], &one.kind);
        let mut left: Vec<&Enrolment> = all.iter().filter(offered).collect();
        let mut found: Vec<(Timestamp, bool, Choice)> = Vec::new();
        while let Some(kind) = left.first().map(|one| one.kind.clone()) {
            let (of, others): (Vec<&Enrolment>, _) =
                left.into_iter().partition(|one| one.kind == kind);
            left = others;
            let factor = self.registry().get(&kind);
            let fallback = self.is_fallback(&kind);
            let shut = Shut::of(&of, self.is_open(site, &kind), disabled);
            // What helps out isn't offered once it is used up or over; a factor always is, for it is owed.
            let helps = |one: &&Enrolment| one.codes_left > 0 && one.answers(self.now());
            if fallback && (shut.is_some() || !of.iter().any(helps)) {
                continue;
            }
            let used = of.iter().map(|one| one.used.unwrap_or(one.added)).max();
            let choice = Choice {
                icon: factor.map_or("shield-check", |factor| factor.about().icon),
                names: names(&of, shut.is_none(), with_names),
                kind,
                shut,
            };
            found.push((used.unwrap_or(self.now()), fallback, choice));
        }
        found.sort_by_key(|(used, _, _)| std::cmp::Reverse(*used));
        let (fallbacks, kinds) = found.into_iter().partition(|(_, fallback, _)| *fallback);
        let plain = |all: Vec<(_, _, Choice)>| all.into_iter().map(|(_, _, choice)| choice);
        Choices {
            kinds: plain(kinds).collect(),
            fallbacks: plain(fallbacks).collect(),
        }
    }
}

/// What they are called, where that may be told: those that aren't suspended, while one isn't; else the one that
/// was suspended last.
fn names(of: &[&Enrolment], open: bool, told: bool) -> Vec<String> {
    let last = of.iter().max_by_key(|one| one.suspended);
    let shown: Vec<_> = if open {
        of.iter().filter(|one| one.suspended.is_none()).collect()
    } else {
        last.into_iter().collect()
    };
    shown
        .into_iter()
        .filter(|one| told && !one.name.is_empty())
        .map(|one| one.name.clone())
        .collect()
}
