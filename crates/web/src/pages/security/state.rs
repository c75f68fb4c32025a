//! How things stand, in one line, and what would make them better: one sentence with a button.

use domain::Strength;
use door::{Door, FactorView, Section};
use look::words::Words;

use super::FEW;
use crate::asked::Asked;
use crate::pages::choice::{best, own_of};

/// What stands at the top of the page.
pub(super) struct State {
    /// "On · 2 ways · 10 backup codes left".
    pub said: String,
    pub icon: &'static str,
    /// The colour of its icon: good, or to be looked after.
    pub style: &'static str,
    /// None where nothing is missing.
    pub better: Option<Better>,
}

/// What would make it better.
pub(super) struct Better {
    pub why: String,
    pub label: String,
    pub icon: &'static str,
    /// The place of the kind whose first page begins it.
    pub action: String,
    pub number: String,
}

/// What an account has, as far as it matters here.
#[derive(Clone, Copy, Debug)]
struct Has {
    /// Whether there is any second step, in whatever state.
    any: bool,
    /// How many of them answer.
    ways: usize,
    /// The strongest that answers.
    strongest: Option<Strength>,
    /// The strongest that could be added.
    offered: Option<Strength>,
    /// How many codes for a bad day are left; none where there can't be any.
    codes: Option<i64>,
    /// Whether such codes were ever made.
    made: bool,
}

/// What is missing most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lack {
    Everything,
    Something,
    Better,
    Codes,
    NewCodes,
    MoreCodes,
    Another,
    Stronger,
}

impl Lack {
    /// The sentence that says so.
    const fn key(self) -> &'static str {
        match self {
            Self::Everything => "security-lack-everything",
            Self::Something => "security-lack-something",
            Self::Better => "security-lack-better",
            Self::Codes => "security-lack-codes",
            Self::NewCodes => "security-lack-new-codes",
            Self::MoreCodes => "security-lack-more-codes",
            Self::Another => "security-lack-another",
            Self::Stronger => "security-lack-stronger",
        }
    }
}

impl Has {
    /// "On · 2 ways · 10 backup codes left".
    fn said(self, words: &Words, codes: Option<&Section>) -> String {
        if !self.any {
            return words.t("security-off");
        }
        let ways = i64::try_from(self.ways).unwrap_or(i64::MAX);
        let codes = codes.map(|codes| words.n(&format!("{}-count", codes.kind), codes.left));
        let first = [words.t("security-on"), words.n("security-ways", ways)];
        first
            .into_iter()
            .chain(codes)
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// The first of these that is so; nothing where all is well.
    fn lacks(self) -> Option<Lack> {
        let better = self.offered > self.strongest;
        let mailed = self.strongest == Some(Strength::Mailed);
        Some(match self.codes {
            _ if !self.any => Lack::Everything,
            _ if self.ways == 0 => Lack::Something,
            _ if mailed && better => Lack::Better,
            Some(0) if self.made => Lack::NewCodes,
            Some(0) => Lack::Codes,
            Some(left) if left <= FEW => Lack::MoreCodes,
            _ if self.ways == 1 => Lack::Another,
            _ if better => Lack::Stronger,
            _ => return None,
        })
    }
}

impl State {
    /// That of an account with these, to which these parts of the page are open.
    pub(super) fn of(asked: &Asked, own: &[FactorView], sections: &[Section]) -> Self {
        let (door, words) = (asked.door(), &asked.words);
        let open = Open::among(sections, door);
        let answers = |one: &&FactorView| !one.fallback && !one.suspended && !one.off;
        let strengths = own.iter().filter(answers);
        let has = Has {
            any: own.iter().any(|one| !one.fallback),
            ways: own.iter().filter(answers).count(),
            strongest: strengths.filter_map(|one| door.strength(&one.kind)).max(),
            offered: open.best().and_then(|one| door.strength(&one.kind)),
            codes: open.codes.map(|codes| codes.left),
            made: open.codes.is_some_and(|codes| codes.count > 0),
        };
        let works = has.any && has.ways > 0;
        Self {
            said: has.said(words, open.codes),
            icon: if works {
                "shield-check"
            } else {
                "triangle-alert"
            },
            style: if works { "good" } else { "warn" },
            better: has.lacks().and_then(|lack| {
                let section = open.against(lack, has)?;
                Some(Better {
                    why: words.t(lack.key()),
                    label: label(words, section),
                    icon: section.icon,
                    action: format!("/settings/security/{}", section.path),
                    number: door.form_number(),
                })
            }),
        }
    }
}

/// What the button says that begins to set a kind up, or makes codes.
fn label(words: &Words, section: &Section) -> String {
    let name = match (section.fallback, section.count) {
        (false, _) => "add",
        (true, 0) => "make",
        (true, _) => "make-new",
    };
    own_of(words, &section.kind, name, "look-add")
}

/// What could be added.
struct Open<'a> {
    /// Kinds of a second step, in the order of the page.
    second: Vec<&'a Section>,
    /// Codes for a bad day that people make for themselves.
    codes: Option<&'a Section>,
    door: &'a Door,
}

impl<'a> Open<'a> {
    fn among(sections: &'a [Section], door: &'a Door) -> Self {
        let codes = door.own_fallback().map(|(kind, _)| kind);
        let open = || sections.iter().filter(|section| !section.off);
        Self {
            second: open().filter(|section| !section.fallback).collect(),
            codes: open().find(|section| Some(&section.kind) == codes.as_ref()),
            door,
        }
    }

    fn best(&self) -> Option<&'a Section> {
        best(self.door, self.second.iter().copied())
    }

    /// The first that one hasn't got.
    fn other(&self) -> Option<&'a Section> {
        let mut others = self.second.iter().filter(|one| one.count == 0);
        others.next().or(self.second.first()).copied()
    }

    /// What helps against a lack.
    fn against(&self, lack: Lack, has: Has) -> Option<&'a Section> {
        match lack {
            Lack::Everything | Lack::Something => self.second.first().copied(),
            Lack::Codes | Lack::NewCodes | Lack::MoreCodes => self.codes,
            Lack::Another if has.strongest == has.offered => self.other(),
            Lack::Better | Lack::Another | Lack::Stronger => self.best(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_most_is_said_and_nothing_where_all_is_well() {
        use Strength::{Mailed, OneTime, PhishingResistant};
        let strong = Some(PhishingResistant);
        // How many ways, of which strength, how many codes of those made; what is said.
        let cases = [
            (None, None, Some(0), false, Some(Lack::Everything)),
            (None, None, Some(10), true, Some(Lack::Everything)),
            (Some(0), None, Some(10), true, Some(Lack::Something)),
            (Some(1), Some(Mailed), Some(0), false, Some(Lack::Better)),
            (Some(1), Some(OneTime), Some(0), false, Some(Lack::Codes)),
            (Some(2), strong, Some(0), true, Some(Lack::NewCodes)),
            (Some(2), strong, Some(3), true, Some(Lack::MoreCodes)),
            (Some(1), strong, Some(4), true, Some(Lack::Another)),
            (Some(1), Some(OneTime), None, false, Some(Lack::Another)),
            (Some(2), Some(OneTime), Some(9), true, Some(Lack::Stronger)),
            (Some(2), strong, Some(9), true, None),
            (Some(2), strong, None, false, None),
        ];
        for (ways, strongest, codes, made, expected) in cases {
            let has = Has {
                any: ways.is_some(),
                ways: ways.unwrap_or(0),
                strongest,
                offered: strong,
                codes,
                made,
            };
            assert_eq!(has.lacks(), expected, "{has:?}");
        }
        let only = Has {
            any: true,
            ways: 2,
            strongest: Some(Mailed),
            offered: Some(Mailed),
            codes: None,
            made: false,
        };
        assert_eq!(only.lacks(), None, "nothing better is to be had");
    }
}
