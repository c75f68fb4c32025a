//! Numbers as people write them, the refusals with their reasons, and what every row of the tables has to
//! keep to, so that no number is read in two ways.

use super::*;

mod examples;
mod refusals;

fn country(letters: &str) -> Country {
    Country::read(letters).unwrap_or_else(|| panic!("{letters}"))
}

#[test]
fn a_number_is_read_as_people_of_its_country_write_it() {
    let all = examples::AT_HOME.iter().chain(examples::OTHER_WAYS);
    for (home, typed, number) in all {
        let read = Phone::read(typed, country(home));
        let text = read.as_ref().map(Phone::as_str);
        assert_eq!(text, Ok(*number), "{home} {typed}");
    }
}

#[test]
fn a_number_with_its_calling_code_is_read_alike_everywhere() {
    for (home, _, number) in examples::AT_HOME {
        let digits = number.trim_start_matches('+');
        let here = Phone::read(number, country(home)).unwrap();
        for (from, typed) in [
            ("SE", (*number).to_owned()),
            ("US", (*number).to_owned()),
            ("SE", format!("00 {digits}")),
            ("US", format!("011-{digits}")),
            ("RU", format!("8~10 {digits}")),
            (home, digits.to_owned()),
        ] {
            assert_eq!(
                Phone::read(&typed, country(from)),
                Ok(here.clone()),
                "{from} {typed}"
            );
        }
    }
}

#[test]
fn what_gets_no_text_or_costs_extra_is_refused() {
    for (home, typed, why) in refusals::REFUSED {
        let read = Phone::read(typed, country(home));
        assert_eq!(read, Err(*why), "{home} {typed}");
    }
}

#[test]
fn the_country_is_told_by_the_number_where_several_share_a_code() {
    let cases = [
        ("+12122345678", "US"),
        ("+15062345678", "CA"),
        ("+18765230123", "JM"),
        ("+16582345678", "JM"),
        ("+18092345678", "DO"),
        ("+17872345678", "PR"),
        ("+12464123456", "BB"),
        ("+79123456789", "RU"),
        ("+77710009998", "KZ"),
        ("+447400123456", "GB"),
        ("+447781123456", "GG"),
        ("+447797712345", "JE"),
        ("+447924123456", "IM"),
        ("+4741234567", "NO"),
        ("+61412345678", "AU"),
        ("+212650123456", "MA"),
        ("+262692123456", "RE"),
        ("+262639012345", "YT"),
        ("+358412345678", "FI"),
        ("+590690001234", "GP"),
        ("+5993181234", "BQ"),
        ("+59995181234", "CW"),
        ("+393123456789", "IT"),
        ("+46701234567", "SE"),
    ];
    for (number, letters) in cases {
        let phone = Phone::read(number, country("SE")).unwrap();
        assert_eq!(phone.country().as_str(), letters, "{number}");
    }
}

#[test]
fn a_country_is_read_in_either_case_and_only_if_it_is_known() {
    for (letters, name) in [("se", "SE"), ("Se", "SE"), ("XK", "XK")] {
        assert_eq!(country(letters).as_str(), name);
        assert_eq!(format!("{:?}", country(letters)), name);
    }
    for other in ["", "S", "SWE", "ZZ", "??", "EU", "å", "S1"] {
        assert_eq!(Country::read(other), None, "{other}");
    }
}

#[test]
fn logs_are_told_the_country_and_owners_the_last_digits() {
    let phone = Phone::read("070-123 45 67", country("SE")).unwrap();
    assert_eq!(format!("{phone:?}"), "Phone(SE)");
    assert_eq!(phone.masked(), "\u{2022}\u{2022}\u{2022}\u{2022} 45 67");
}

#[test]
fn what_is_kept_is_checked_when_it_is_read_again() {
    let phone = Phone::read("070-123 45 67", country("SE")).unwrap();
    assert_eq!(phone.as_str(), "+46701234567");
    assert_eq!(Phone::kept(phone.as_str()), Some(phone));
    for other in [
        "",
        "+",
        "0701234567",
        "+46 701234567",
        "+460701234567",
        "46701234567",
        "+46",
        "+é",
        "+4670123456x",
        "+4670123456é",
    ] {
        assert_eq!(Phone::kept(other), None, "{other}");
    }
}

#[test]
fn every_country_stands_in_one_row_and_every_code_has_one_main_country() {
    assert_eq!(plan::all().count(), 245);
    for plan in plan::all() {
        let land = plan.country;
        assert_eq!(Country::read(land.as_str()), Some(land));
        assert_eq!(
            plan::all().filter(|other| other.country == land).count(),
            1,
            "{land:?}"
        );
        let main = plan::of_code(plan.code).filter(|other| other.told.is_empty());
        assert_eq!(main.count(), usize::from(plan.code != "1"), "{land:?}");
        let alike = |other: &plan::Plan| other.trunk == plan.trunk;
        assert!(plan::of_code(plan.code).all(alike), "{land:?}");
        let begins =
            |other: &plan::Plan| other.code != plan.code && other.code.starts_with(plan.code);
        assert!(!plan::all().any(begins), "{land:?}");
    }
}

#[test]
fn every_row_is_well_written() {
    for plan in plan::all() {
        let land = plan.country;
        assert!(
            (plan::SHORTEST..=plan.most).contains(&plan.least),
            "{land:?}"
        );
        assert!(plan.code.len() + plan.most <= 15, "{land:?}");
        assert!(
            !plan.abroad.is_empty() && !plan.ranges.is_empty(),
            "{land:?}"
        );
        for list in [plan.told, plan.trunk, plan.abroad, plan.ranges] {
            for entry in list.split_whitespace() {
                let (entry, own) = entry.split_once(':').unwrap_or((entry, "4"));
                assert!(
                    (4..=15 - plan.code.len()).contains(&own.parse().unwrap()),
                    "{land:?}"
                );
                let entry = entry.trim_start_matches('!');
                let (low, high) = entry.split_once('-').unwrap_or((entry, entry));
                assert!(low.len() == high.len() && low <= high, "{land:?} {entry}");
                let right = |c: char| c.is_ascii_digit() || c == 'x';
                assert!(
                    low.chars().chain(high.chars()).all(right),
                    "{land:?} {entry}"
                );
            }
        }
    }
}

#[test]
fn a_number_abroad_is_read_in_one_way_since_no_calling_code_begins_with_0() {
    for plan in plan::all() {
        for prefix in plan.abroad.split_whitespace() {
            let (low, high) = prefix.split_once('-').unwrap_or((prefix, prefix));
            for prefix in [low, high] {
                let dialled = format!("{}46701234567", prefix.replace('x', "1"));
                assert_eq!(
                    plan.outward(&dialled)
                        .filter(|left| !left.starts_with('0'))
                        .count(),
                    1,
                    "{:?} {prefix}",
                    plan.country
                );
            }
        }
    }
}

/// Texts near to numbers: a plus or none, digits and what stands between them.
const NEAR: &str = "\\+?[0-9]{0,3}[ ()\\-./]?[0-9]{0,14}";

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*", home in 0..245_usize) {
        let home = plan::all().nth(home).unwrap().country;
        if let Ok(phone) = Phone::read(&text, home) {
            proptest::prop_assert_eq!(Phone::read(phone.as_str(), home), Ok(phone));
        }
    }

    #[test]
    fn what_is_read_is_read_again_as_itself_everywhere(
        text in NEAR, home in 0..245_usize, other in 0..245_usize,
    ) {
        let country = |n| plan::all().nth(n).unwrap().country;
        if let Ok(phone) = Phone::read(&text, country(home)) {
            proptest::prop_assert!(phone.as_str().len() <= 16);
            proptest::prop_assert_eq!(read::again(phone.as_str()), Some(phone.clone()));
            proptest::prop_assert_eq!(Phone::read(phone.as_str(), country(other)), Ok(phone));
        }
    }

    #[test]
    fn a_number_in_a_range_is_read_as_it_stands_or_excepted(home in 0..245_usize, rest in "[0-9]{12}") {
        let plan = plan::all().nth(home).unwrap();
        let usual = |range: &&str| !range.contains(['!', ':']);
        for range in plan.ranges.split_whitespace().filter(usual) {
            let start = range.split('-').next().unwrap().replace('x', "2");
            let digits = format!("{start}{rest}");
            let number = format!("+{}{}", plan.code, digits.get(..plan.least).unwrap());
            match Phone::read(&number, plan.country) {
                Ok(phone) => proptest::prop_assert_eq!(phone.as_str(), number),
                Err(why) => proptest::prop_assert_eq!(why, Unreachable::NotMobile, "{}", number),
            }
        }
    }
}
