//! Reading an `otpauth://` link (key-uri-format): kind, label, secret and parameters; and what an issuer or an
//! account may be in one of ours.

use domain::{Secret, Unfit};
use percent_encoding::percent_decode_str;

use super::algorithm::{Algorithm, Parameters};
use super::secret;

/// The longest link that is looked at, in bytes.
const LONGEST: usize = 2_048;
/// The least and most seconds of a step.
pub(crate) const PERIODS: std::ops::RangeInclusive<u32> = 15..=120;

/// What a device's codes go by, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// Time: seconds of a step.
    Time(u32),
    /// Presses: the next one's counter, where it is known.
    Presses(Option<i64>),
}

/// A device that exists already.
pub(crate) struct Given {
    pub(crate) secret: Secret<Vec<u8>>,
    pub(crate) parameters: Parameters,
    pub(crate) by: By,
    /// Whoever gave the device out.
    pub(crate) issuer: String,
    /// Whose it is there.
    pub(crate) account: String,
}

/// Whether this is meant as a link.
pub(crate) fn is_link(text: &str) -> bool {
    text.get(..8)
        .is_some_and(|head| head.eq_ignore_ascii_case("otpauth:"))
}

/// 6 or 8 digits; empty is 6.
pub(crate) fn digits(text: &str) -> Result<u8, Unfit> {
    match text.trim() {
        "" | "6" => Ok(6),
        "8" => Ok(8),
        _ => Err(Unfit::Digits),
    }
}

/// A hash by its name; empty is SHA-1.
pub(crate) fn algorithm(text: &str) -> Result<Algorithm, Unfit> {
    if text.trim().is_empty() {
        return Ok(Algorithm::Sha1);
    }
    Algorithm::read_loosely(text).ok_or(Unfit::Algorithm)
}

/// 15 to 120 seconds; empty is 30.
pub(crate) fn period(text: &str) -> Result<u32, Unfit> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(30);
    }
    let read = text.parse().ok().filter(|period| PERIODS.contains(period));
    read.ok_or(Unfit::Period)
}

/// A counter, with room for the presses of a life; empty is unknown.
pub(crate) fn counter(text: &str) -> Result<Option<i64>, Unfit> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let fits = |n: &i64| (0..=i64::MAX / 2).contains(n);
    let read = text.parse().ok().filter(fits);
    read.map(Some).ok_or(Unfit::Counter)
}

/// Reads a link.
///
/// # Errors
/// [`Unfit::Link`] where it isn't one, else what is wrong with what it holds.
pub(crate) fn read(text: &str) -> Result<Given, Unfit> {
    let text = text.trim();
    if text.len() > LONGEST || !is_link(text) {
        return Err(Unfit::Link);
    }
    let rest = text.get(8..).and_then(|rest| rest.strip_prefix("//"));
    let (kind, rest) = rest
        .and_then(|rest| rest.split_once('/'))
        .ok_or(Unfit::Link)?;
    let (label, query) = rest.split_once('?').ok_or(Unfit::Link)?;
    let query = query.split('#').next().unwrap_or_default();
    let of = |name: &str| value(query, name);
    let secret = of("secret")?.ok_or(Unfit::Link)?;
    let secret = secret::base32(&secret)?;
    let or_empty = |name: &str| of(name).map(Option::unwrap_or_default);
    let parameters = Parameters {
        algorithm: algorithm(&or_empty("algorithm")?)?,
        digits: digits(&or_empty("digits")?)?,
    };
    let by = match kind.to_ascii_lowercase().as_str() {
        "totp" => By::Time(period(&or_empty("period")?)?),
        "hotp" => By::Presses(counter(&or_empty("counter")?)?),
        _ => return Err(Unfit::Link),
    };
    let label = decoded(label)?;
    let (prefix, account) = parts(&label);
    let issuer = or_empty("issuer")?;
    Ok(Given {
        secret,
        parameters,
        by,
        issuer: if issuer.is_empty() { prefix } else { issuer },
        account,
    })
}

/// Issuer and account of a label.
pub(crate) fn parts(label: &str) -> (String, String) {
    match label.split_once(':') {
        Some((issuer, account)) => (issuer.trim().to_owned(), account.trim().to_owned()),
        None => (String::new(), label.trim().to_owned()),
    }
}

/// A name with a hyphen for each colon. Neither issuer nor account may hold one: apps part the label there, some
/// after they have decoded it, and would show half a name. A hyphen is in every font, and reads alike: "Åre: bygg"
/// becomes "Åre - bygg", "host:8232" "host-8232".
pub(crate) fn without_colons(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name
        .trim_matches(|c: char| c == ':' || c.is_whitespace())
        .chars()
        .peekable();
    while let Some(c) = rest.next() {
        if c != ':' {
            out.push(c);
            continue;
        }
        if rest.peek().is_some_and(|next| next.is_whitespace())
            && !out.ends_with(char::is_whitespace)
        {
            out.push(' ');
        }
        out.push('-');
    }
    out
}

/// A parameter's value. What stands twice could mean either.
fn value(query: &str, name: &str) -> Result<Option<String>, Unfit> {
    let mut found = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| decoded(value));
    match (found.next(), found.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.map(Some),
        (Some(_), Some(_)) => Err(Unfit::Link),
    }
}

fn decoded(text: &str) -> Result<String, Unfit> {
    let text = percent_decode_str(text).decode_utf8();
    text.map(|text| text.into_owned()).map_err(|_| Unfit::Link)
}
