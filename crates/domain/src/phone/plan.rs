//! What is known of one country's numbers (ITU-T E.164, E.129): how they are dialled, how long they are and
//! which of them get texts. One country is one row of a table; the rules read rows and know no country.

use super::{Country, Unreachable, africa, america, asia, europe, oceania};

/// The numbering plan of one country, as libphonenumber 9.0.43 knew it when the rows were held against it.
/// Its lists are of beginnings with spaces between them: `x` is any digit, and `82-85` is each of the four.
pub(super) struct Plan {
    pub(super) country: Country,
    /// The calling code, which several countries may share.
    pub(super) code: &'static str,
    /// National numbers that tell this country from others of its code; empty for the main one of them.
    pub(super) told: &'static str,
    /// What is dialled before a national number at home, and not from abroad.
    pub(super) trunk: &'static str,
    /// What is dialled here before the calling code of another country.
    pub(super) abroad: &'static str,
    /// Digits that a mobile number has at home, its trunk prefix left out.
    pub(super) least: usize,
    pub(super) most: usize,
    /// Those that get texts, except those with `!` before them. Behind a colon stands how many digits a range
    /// has that differs from the row.
    pub(super) ranges: &'static str,
}

/// Makes a table of rows: country, calling code, what tells it, trunk prefixes, prefixes abroad, least and
/// most digits, ranges.
macro_rules! plans {
    ($($land:ident + $code:literal $told:tt $trunk:tt $abroad:tt $least:tt $most:tt $ranges:tt;)+) => {
        &[$(crate::phone::plan::Plan {
            country: crate::phone::Country::of(stringify!($land)),
            code: stringify!($code),
            told: $told,
            trunk: $trunk,
            abroad: $abroad,
            least: $least,
            most: $most,
            ranges: $ranges,
        }),+]
    };
}
pub(super) use plans;

/// Codes that are services rather than countries: freephone, shared cost, satellites, networks and premium
/// rate. Texts to them arrive nowhere or cost a fortune.
const SERVICES: &str = "800 808 870 878 881-883 888 979";

/// Digits of the shortest national number there is, which Tokelau and Niue have.
pub(super) const SHORTEST: usize = 4;

/// Every plan there is, and those of one calling code.
pub(super) fn all() -> impl Iterator<Item = &'static Plan> {
    let tables = [
        europe::PLANS,
        america::PLANS,
        africa::PLANS,
        asia::PLANS,
        oceania::PLANS,
    ];
    tables.into_iter().flatten()
}

pub(super) fn of_code(code: &str) -> impl Iterator<Item = &'static Plan> {
    all().filter(move |plan| plan.code == code)
}

/// A plan of the calling code that these digits begin with. No code begins another, and those who share one
/// have the same trunk prefixes.
pub(super) fn called(digits: &str) -> Result<&'static Plan, Unreachable> {
    let other = if longest(SERVICES, digits).is_some() {
        Unreachable::NotMobile
    } else {
        Unreachable::UnknownCountry
    };
    all()
        .find(|plan| digits.starts_with(plan.code))
        .ok_or(other)
}

impl Plan {
    /// What is left of these digits behind each prefix abroad that they begin with.
    pub(super) fn outward<'a>(&self, digits: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        behind(self.abroad, digits)
    }

    /// What is left of these digits behind each trunk prefix that they begin with.
    pub(super) fn inland<'a>(&self, digits: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        behind(self.trunk, digits)
    }

    /// By how many digits this national number is told to be of this country.
    pub(super) fn tells(&self, national: &str) -> Option<usize> {
        if self.told.is_empty() {
            return Some(0);
        }
        longest(self.told, national)
    }

    /// Whether texts go to this national number; if not, why.
    pub(super) fn takes(&self, national: &str) -> Result<(), Unreachable> {
        let (closed, open): (Vec<&str>, Vec<&str>) = self
            .ranges
            .split_whitespace()
            .partition(|range| range.starts_with('!'));
        let begun = |range: &str| begins(range, national).is_some();
        let excepted = closed
            .iter()
            .any(|range| begun(range.trim_start_matches('!')));
        let mut theirs = open
            .into_iter()
            .map(|range| range.split_once(':').unwrap_or((range, "")))
            .filter(|(range, _)| begun(range))
            .peekable();
        if excepted || theirs.peek().is_none() {
            return Err(Unreachable::NotMobile);
        }
        let usual = (self.least..=self.most).contains(&national.len());
        let fits = |own: &str| {
            own.parse()
                .map_or(usual, |own: usize| own == national.len())
        };
        theirs
            .any(|(_, own)| fits(own))
            .then_some(())
            .ok_or(Unreachable::WrongLength)
    }
}

fn behind<'a>(list: &'static str, digits: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
    list.split_whitespace()
        .filter_map(move |entry| digits.get(begins(entry, digits)?..))
}

fn longest(list: &str, digits: &str) -> Option<usize> {
    list.split_whitespace()
        .filter_map(|entry| begins(entry, digits))
        .max()
}

/// The length of this entry of a list, if the digits begin with it.
fn begins(entry: &str, digits: &str) -> Option<usize> {
    let (low, high) = entry.split_once('-').unwrap_or((entry, entry));
    let start = digits.get(..low.len())?;
    let alike = |(wanted, digit)| wanted == b'x' || wanted == digit;
    let same = low.bytes().zip(start.bytes()).all(alike);
    (same || (low <= start && start <= high)).then_some(low.len())
}
