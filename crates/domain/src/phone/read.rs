//! Makes one number of the many ways in which people write it. Of several readings the first that a text can
//! be sent to is taken, and what is left out of a number is only what nobody dials from abroad.

use super::plan::{self, Plan};
use super::{Country, MOST, Phone, Unreachable};

/// How many digits a short code has at most; those that answer texts do so in one network alone.
const SHORT_CODE: usize = 6;

/// Reads what somebody of this country typed.
pub(super) fn read(typed: &str, home: Country) -> Result<Phone, Unreachable> {
    let (plus, digits) = digits(typed)?;
    if plus {
        return international(&digits);
    }
    let plan = plan::all()
        .find(|plan| plan.country == home)
        .ok_or(Unreachable::UnknownCountry)?;
    let without_plus = digits.strip_prefix(plan.code).into_iter();
    let readings = plan
        .outward(&digits)
        .map(international)
        .chain(plan.inland(&digits).map(|left| national(plan, left)))
        .chain(std::iter::once_with(|| at_home(plan, &digits)))
        .chain(without_plus.map(|left| national(plan, left)));
    first_reachable(readings)
}

/// Reads what was written here before, and nothing else.
pub(super) fn again(text: &str) -> Option<Phone> {
    let digits = text.strip_prefix('+')?;
    let digits = Some(digits).filter(|all| all.bytes().all(|byte| byte.is_ascii_digit()))?;
    let phone = international(digits).ok()?;
    (phone.as_str() == text).then_some(phone)
}

/// The digits, and whether a `+` stands before them. Digits of other scripts are refused with all else that
/// isn't a separator: a number has to look like what it is.
fn digits(typed: &str) -> Result<(bool, String), Unreachable> {
    if typed.len() > MOST {
        return Err(Unreachable::NotANumber);
    }
    let mut plus = false;
    let mut digits = String::new();
    for c in typed.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if !plus && digits.is_empty() => plus = true,
            _ if separates(c) => {}
            _ => return Err(Unreachable::NotANumber),
        }
    }
    if digits.is_empty() {
        return Err(Unreachable::NotANumber);
    }
    Ok((plus, digits))
}

/// Spaces, dashes and what else stands between digits. The marks of direction are among them because address
/// books put them around numbers that are copied from there, and the tilde because Russians write `8~10`.
const fn separates(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
            | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'
            | '.' | '/' | '(' | ')' | '~'
            | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// A number that begins with its calling code. As it stands it is tried first, so that what was read once is
/// read again as itself; then without the trunk prefix, which people leave in as `(0)`.
fn international(digits: &str) -> Result<Phone, Unreachable> {
    let plan = plan::called(digits)?;
    let rest = digits.strip_prefix(plan.code).unwrap_or("");
    if rest.len() < plan::SHORTEST {
        return Err(Unreachable::WrongLength);
    }
    let inland = plan.inland(rest).map(|left| national(plan, left));
    let readings = std::iter::once_with(|| national(plan, rest)).chain(inland);
    first_reachable(readings)
}

/// A number dialled at home without a trunk prefix. A few digits alone are a short code there.
fn at_home(plan: &Plan, digits: &str) -> Result<Phone, Unreachable> {
    let read = national(plan, digits);
    if read == Err(Unreachable::WrongLength) && digits.len() <= SHORT_CODE {
        return Err(Unreachable::NotMobile);
    }
    read
}

/// A national number, whose country is told by the longest beginning that any of its code has.
fn national(plan: &Plan, number: &str) -> Result<Phone, Unreachable> {
    let argentine = (plan.code == "54").then(|| argentine_mobile(number));
    let number = argentine.flatten().unwrap_or_else(|| number.to_owned());
    let (_, plan) = plan::of_code(plan.code)
        .filter_map(|plan| Some((plan.tells(&number)?, plan)))
        .max_by_key(|(told, _)| *told)
        .ok_or(Unreachable::NotMobile)?;
    plan.takes(&number)?;
    Ok(Phone {
        number: format!("+{}{number}", plan.code),
        country: plan.country,
    })
}

/// Argentines dial a mobile number with 15 behind its area code of two to four digits, and are called from
/// abroad with 9 before it. A landline with an equal number exists, so the 15 alone tells.
fn argentine_mobile(number: &str) -> Option<String> {
    let number = number.strip_prefix('9').unwrap_or(number);
    let areas = if number.starts_with("11") {
        2..=2
    } else {
        3..=4
    };
    let mut moved = areas.filter_map(|area| {
        let (area, rest) = number.split_at_checked(area)?;
        Some(format!("9{area}{}", rest.strip_prefix("15")?))
    });
    moved.find(|_| number.len() == 12)
}

/// The first reading that is reachable, else why the first isn't; that only digits are lacking or too many
/// says more than any other reason.
fn first_reachable(
    readings: impl Iterator<Item = Result<Phone, Unreachable>>,
) -> Result<Phone, Unreachable> {
    let mut refused = None;
    for reading in readings {
        match reading {
            Ok(phone) => return Ok(phone),
            Err(Unreachable::WrongLength) => refused = Some(Unreachable::WrongLength),
            Err(why) => {
                refused.get_or_insert(why);
            }
        }
    }
    Err(refused.unwrap_or(Unreachable::NotANumber))
}
