//! From when on an enrolment counts in full: what it is worth follows from what authorised it, so that whoever relays a
//! weaker proof makes nothing stronger of it. Pure: a table of cases stands at the end.

use serde::{Deserialize, Serialize};

use crate::{Assurance, Span, Strength, Timestamp};

/// How much an enrolment counts at a moment, and what a proof of it counted when it was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ripeness {
    #[default]
    Ripe,
    /// As ripe, but for strength: its proofs are `two-factor` at most.
    Limited,
    /// Its proofs are `two-factor` at most. They satisfy what sign-in owes, and authorise no change of what is older.
    Unripe,
}

impl Ripeness {
    /// What a proof of this strength is worth.
    pub fn worth(self, strength: Option<Strength>) -> Option<Strength> {
        match self {
            Self::Ripe => strength,
            Self::Limited | Self::Unripe => {
                strength.map(|strength| strength.min(Strength::OneTime))
            }
        }
    }

    /// Whether nothing is missing.
    pub fn is_ripe(&self) -> bool {
        *self == Self::Ripe
    }
}

/// What an enrolment waits for besides its moment, and what it is until then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Waits {
    /// Nothing; it is unripe until then.
    #[default]
    Unripe,
    /// Nothing; until then it is limited in strength alone.
    Limited,
    /// A sign-in by an enrolment that is older, while there is one that could; it is unripe until then.
    Older,
}

/// From when on an enrolment counts in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ripens {
    pub at: Timestamp,
    pub waits: Waits,
}

impl Ripens {
    /// From this moment on, without a wait.
    pub const fn at_once(now: Timestamp) -> Self {
        Self {
            at: now,
            waits: Waits::Unripe,
        }
    }

    /// How much it counts. `older` says whether an older enrolment could sign in.
    pub fn ripeness(self, now: Timestamp, older: bool) -> Ripeness {
        match (self.at > now, self.waits) {
            (true, Waits::Limited) => Ripeness::Limited,
            (true, Waits::Unripe | Waits::Older) => Ripeness::Unripe,
            (false, Waits::Older) if older => Ripeness::Unripe,
            (false, _) => Ripeness::Ripe,
        }
    }

    /// When it would be over, where it would last longer than a wait that begins now: a clock was ahead when it began,
    /// or waits are shorter now. It isn't over for that.
    pub fn sooner(self, now: Timestamp, wait: Span) -> Option<Timestamp> {
        let latest = now.plus(wait);
        (self.at > latest.plus(Span::minutes(1))).then_some(latest)
    }
}

/// How an enrolment came to be.
#[derive(Clone, Copy, Debug)]
pub struct Provenance {
    /// What it gives beside a password.
    pub gives: Assurance,
    /// What authorised it, by what was ripe itself; none where nothing was.
    pub under: Option<Assurance>,
    /// There is no other factor.
    pub only: bool,
    /// Somebody who knows the person opened the way: by a set-up link, an invite, a code, or by hand.
    pub vouched: bool,
    /// The account had no factor for as long as the wait lasts.
    pub had_none: bool,
    /// A message can reach the owner.
    pub reachable: bool,
}

impl Provenance {
    /// From when on it counts in full.
    pub fn ripens(self, now: Timestamp, wait: Span) -> Ripens {
        let first = self.only && self.had_none;
        // Who is limited in strength alone, and isn't strong, is limited in nothing.
        let as_strong = first && self.gives <= Assurance::TwoFactor;
        let authorised = self.under >= Some(self.gives) || (self.only && self.vouched);
        if authorised || as_strong || wait <= Span::ZERO {
            return Ripens::at_once(now);
        }
        let waits = match (first, self.reachable) {
            (true, _) => Waits::Limited,
            (false, true) => Waits::Unripe,
            (false, false) => Waits::Older,
        };
        Ripens {
            at: now.plus(wait),
            waits,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Span = Span::hours(24);

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_seconds(1_800_000_000).plus(Span::hours(hours))
    }

    #[test]
    fn every_case_of_how_an_enrolment_came() {
        use Assurance::{PhishingResistant as Resistant, Single, TwoFactor as Two};
        use Waits::{Limited, Older, Unripe};
        let wait = |waits| Some(waits);
        #[rustfmt::skip]
        let cases = [
            // gives    under            only   vouched had_none reachable  waits
            (Two,       Some(Two),       false, false,  false,   true,      None),
            (Two,       Some(Resistant), false, false,  false,   false,     None),
            (Resistant, Some(Resistant), false, false,  false,   true,      None),
            // relayed: a password and an app's code add a key
            (Resistant, Some(Two),       false, false,  false,   true,      wait(Unripe)),
            (Resistant, Some(Two),       false, false,  false,   false,     wait(Older)),
            // somebody's word counts for what is the only one, and for no other
            (Resistant, Some(Two),       false, true,   false,   true,      wait(Unripe)),
            // the narrow way: a password and a backup code
            (Two,       None,            false, false,  false,   true,      wait(Unripe)),
            (Resistant, None,            false, false,  false,   false,     wait(Older)),
            // the first one
            (Two,       Some(Single),    true,  false,  true,    true,      None),
            (Resistant, Some(Single),    true,  false,  true,    false,     wait(Limited)),
            (Resistant, Some(Single),    true,  true,   true,    false,     None),
            (Two,       None,            true,  true,   false,   true,      None),
            // the first one after the last was taken away a moment ago
            (Resistant, Some(Single),    true,  false,  false,   true,      wait(Unripe)),
            (Two,       Some(Single),    true,  false,  false,   false,     wait(Older)),
        ];
        for (place, case) in cases.into_iter().enumerate() {
            let (gives, under, only, vouched, had_none, reachable, waits) = case;
            let provenance = Provenance {
                gives,
                under,
                only,
                vouched,
                had_none,
                reachable,
            };
            let expected = match waits {
                None => Ripens::at_once(at(0)),
                Some(waits) => Ripens { at: at(24), waits },
            };
            assert_eq!(provenance.ripens(at(0), DAY), expected, "row {place}");
            let no_wait = provenance.ripens(at(0), Span::ZERO);
            assert_eq!(no_wait, Ripens::at_once(at(0)), "row {place}, no wait");
        }
    }

    #[test]
    fn every_case_of_what_it_counts() {
        use Ripeness::{Limited, Ripe, Unripe};
        #[rustfmt::skip]
        let cases = [
            // waits          hours later, older one there, counts
            (Waits::Unripe,   0,  true,  Unripe),
            (Waits::Unripe,   23, false, Unripe),
            (Waits::Unripe,   24, true,  Ripe),
            (Waits::Limited,  23, true,  Limited),
            (Waits::Limited,  24, true,  Ripe),
            (Waits::Older,    23, false, Unripe),
            (Waits::Older,    24, false, Ripe),
            (Waits::Older,    24, true,  Unripe),
            (Waits::Older,    900, true, Unripe),
            // the clock was ahead when it began
            (Waits::Unripe,   -2, true,  Unripe),
            (Waits::Limited,  -2, true,  Limited),
        ];
        for (waits, hours, older, expected) in cases {
            let ripens = Ripens { at: at(24), waits };
            let counts = ripens.ripeness(at(hours), older);
            assert_eq!(counts, expected, "{waits:?} after {hours} h, {older}");
        }
    }

    #[test]
    fn no_wait_lasts_longer_than_one_that_begins_now_and_none_is_over_for_that() {
        let ripens = Ripens {
            at: at(24),
            waits: Waits::Unripe,
        };
        assert_eq!(ripens.sooner(at(0), DAY), None);
        assert_eq!(ripens.sooner(at(-2), DAY), Some(at(22)));
        assert_eq!(ripens.sooner(at(0), Span::hours(1)), Some(at(1)));
        assert_eq!(ripens.sooner(at(30), DAY), None);
    }

    #[test]
    fn what_is_not_ripe_is_worth_two_factor_at_most() {
        use Strength::{Delivered, Mailed, OneTime, PhishingResistant};
        let all = [Mailed, Delivered, OneTime, PhishingResistant];
        for strength in all {
            assert_eq!(Ripeness::Ripe.worth(Some(strength)), Some(strength));
            for less in [Ripeness::Limited, Ripeness::Unripe] {
                assert_eq!(less.worth(Some(strength)), Some(strength.min(OneTime)));
                assert_eq!(less.worth(None), None);
            }
        }
    }
}
