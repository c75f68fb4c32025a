//! What limits a device password: until when, from where, where to, and what it may do there.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::{Form, Refusal, Span, Timestamp};

/// Characters of a device password: 125 bits.
pub const LENGTH: usize = 25;
/// The most networks or hosts that one names.
const MOST: usize = 32;

/// Until when it works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ends {
    /// Until it is disconnected.
    #[default]
    Never,
    /// Until this moment.
    At(Timestamp),
    /// Until it hasn't been used for that long.
    Unused(Span),
}

/// Its optional limits. An empty list means: everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Until when.
    pub ends: Ends,
    /// From which networks.
    pub networks: Vec<IpNet>,
    /// At which protected hosts, in lower case.
    pub hosts: Vec<String>,
    /// Whether it may only read: see [`reads`].
    pub read_only: bool,
}

/// Why a device password doesn't open what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// Its time is over.
    Expired,
    /// Not from this address.
    Network,
    /// Not at this host.
    Host,
    /// It may only read.
    Method,
}

impl Beyond {
    /// How the audit log names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Network => "network",
            Self::Host => "host",
            Self::Method => "method",
        }
    }
}

/// Whether a method changes nothing: what a read-only device password may send (RFC 9110 §9.2.1; WebDAV
/// and its kin: RFC 4918 §9.1, RFC 3253 §3.6, RFC 5323 §2). Methods are case-sensitive.
pub fn reads(method: &str) -> bool {
    ["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT", "SEARCH"].contains(&method)
}

impl Limits {
    /// Reads the fields `ends` (`never`, `date`, `unused`), `date` (`2027-01-31`, its end in UTC),
    /// `unused_days`, `networks` and `hosts` (separated by spaces, commas or lines), `read_only`.
    ///
    /// # Errors
    /// [`Refusal::InvalidLimit`] with the word that isn't understood, or that lies in the past;
    /// [`Refusal::OutOfRange`], [`Refusal::TooMany`].
    pub fn read(form: &Form, now: Timestamp) -> Result<Self, Refusal> {
        let ends = match form.get("ends") {
            "" | "never" => Ends::Never,
            "date" => {
                let typed = form.get("date").trim();
                let end = end_of_day(typed).filter(|end| *end > now);
                Ends::At(end.ok_or_else(|| Refusal::InvalidLimit(short(typed)))?)
            }
            "unused" => Ends::Unused(days(form.get("unused_days"))?),
            other => return Err(Refusal::InvalidLimit(short(other))),
        };
        let networks = words(form.get("networks"))?
            .map(|word| network(word).ok_or_else(|| Refusal::InvalidLimit(short(word))))
            .collect::<Result<Vec<_>, _>>()?;
        let hosts = words(form.get("hosts"))?
            .chain(form.all("host").filter(|word| !word.is_empty()))
            .map(|word| host(word).ok_or_else(|| Refusal::InvalidLimit(short(word))))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            ends,
            networks,
            hosts,
            read_only: form.has("read_only"),
        })
    }

    /// Whether it opens this; `until` is when it stops by itself.
    ///
    /// # Errors
    /// The first limit that it is beyond.
    pub fn allow(
        &self,
        until: Option<Timestamp>,
        now: Timestamp,
        address: IpAddr,
        host: &str,
        method: &str,
    ) -> Result<(), Beyond> {
        let address = address.to_canonical();
        if until.is_some_and(|until| until <= now) {
            return Err(Beyond::Expired);
        }
        if !self.networks.is_empty() && !self.networks.iter().any(|n| n.contains(&address)) {
            return Err(Beyond::Network);
        }
        if !self.hosts.is_empty() && !self.hosts.iter().any(|known| known == host) {
            return Err(Beyond::Host);
        }
        if self.read_only && !reads(method) {
            return Err(Beyond::Method);
        }
        Ok(())
    }
}

fn short(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(64).collect()
}

fn words(text: &str) -> Result<impl Iterator<Item = &str>, Refusal> {
    let all = || {
        text.split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty())
    };
    if all().count() > MOST {
        return Err(Refusal::TooMany(32));
    }
    Ok(all())
}

fn days(text: &str) -> Result<Span, Refusal> {
    let days = text.trim().parse::<i64>().unwrap_or(0);
    if (1..=3_650).contains(&days) {
        Ok(Span::days(days))
    } else {
        Err(Refusal::OutOfRange(1, 3_650))
    }
}

/// A network, or one address as the network of itself.
fn network(word: &str) -> Option<IpNet> {
    word.parse::<IpNet>()
        .map(|network| network.trunc())
        .or_else(|_| word.parse::<IpAddr>().map(IpNet::from))
        .ok()
}

fn host(word: &str) -> Option<String> {
    let fits = word.len() <= 253
        && word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b));
    fits.then(|| word.to_ascii_lowercase())
}

/// The first moment after a day in UTC, written as `2027-01-31` (RFC 3339 §5.6 full-date); days from the
/// civil calendar by the usual reckoning in eras of 400 years.
fn end_of_day(text: &str) -> Option<Timestamp> {
    let mut parts = text.split('-');
    let mut number = |length: usize| {
        let part = parts.next()?;
        let digits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<i64>().ok()).flatten()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() || !(1..=12).contains(&month) || day < 1 {
        return None;
    }
    if day > last_day(year, month)? {
        return None;
    }
    // Years begin in March, so that the leap day is the last one.
    let (year, from_march) = if month > 2 {
        (year, month.checked_sub(3)?)
    } else {
        (year.checked_sub(1)?, month.checked_add(9)?)
    };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = from_march
        .checked_mul(153)?
        .checked_add(2)?
        .checked_div(5)?
        .checked_add(day)?
        .checked_sub(1)?;
    let leaps = of_era
        .checked_div(4)?
        .checked_sub(of_era.checked_div(100)?)?;
    let days = era
        .checked_mul(146_097)?
        .checked_add(of_era.checked_mul(365)?)?
        .checked_add(leaps)?
        .checked_add(of_year)?
        .checked_sub(719_468)?;
    Some(Timestamp::from_seconds(
        days.checked_add(1)?.checked_mul(86_400)?,
    ))
}

fn last_day(year: i64, month: i64) -> Option<i64> {
    let leap =
        year.checked_rem(4)? == 0 && (year.checked_rem(100)? != 0 || year.checked_rem(400)? == 0);
    Some(match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

    fn read(fields: &[(&str, &str)]) -> Result<Limits, Refusal> {
        let fields = fields
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Limits::read(&Form::new(fields.collect()), NOW)
    }

    #[test]
    fn limits_are_read_as_people_write_them_and_nothing_is_guessed() {
        assert_eq!(read(&[]).unwrap(), Limits::default());
        let all = read(&[
            ("ends", "unused"),
            ("unused_days", " 90 "),
            ("networks", "192.0.2.7/24, 2001:db8::/32\n203.0.113.9"),
            ("hosts", "Files.Example.org"),
            ("host", "calendar.example.org"),
            ("read_only", "on"),
        ])
        .unwrap();
        assert_eq!(all.ends, Ends::Unused(Span::days(90)));
        let networks: Vec<String> = all.networks.iter().map(ToString::to_string).collect();
        assert_eq!(
            networks,
            ["192.0.2.0/24", "2001:db8::/32", "203.0.113.9/32"]
        );
        assert_eq!(all.hosts, ["files.example.org", "calendar.example.org"]);
        assert!(all.read_only);
        for wrong in [
            &[("ends", "someday")][..],
            &[("ends", "date")],
            &[("ends", "date"), ("date", "2027-02-30")],
            &[("ends", "date"), ("date", "2020-01-01")],
            &[("ends", "date"), ("date", "2027-1-1")],
            &[("ends", "date"), ("date", "2027-01-31-1")],
            &[("networks", "192.0.2.0/33")],
            &[("networks", "everywhere")],
            &[("hosts", "files/example")],
        ] {
            assert!(
                matches!(read(wrong), Err(Refusal::InvalidLimit(_))),
                "{wrong:?}"
            );
        }
        for days in ["", "0", "-3", "3651", "many"] {
            let typed = read(&[("ends", "unused"), ("unused_days", days)]);
            assert_eq!(typed, Err(Refusal::OutOfRange(1, 3_650)), "{days}");
        }
        let many = "192.0.2.1 ".repeat(33);
        assert_eq!(read(&[("networks", &many)]), Err(Refusal::TooMany(32)));
    }

    #[test]
    fn a_date_ends_with_its_day() {
        for (date, seconds) in [
            ("1970-01-01", 86_400),
            ("2000-02-29", 951_868_800),
            ("2026-12-31", 1_798_761_600),
            ("2027-01-31", 1_801_440_000),
        ] {
            assert_eq!(
                end_of_day(date),
                Some(Timestamp::from_seconds(seconds)),
                "{date}"
            );
        }
        assert_eq!(end_of_day("2100-02-29"), None);
    }

    #[test]
    fn each_limit_holds() {
        let limits = Limits {
            ends: Ends::Never,
            networks: vec!["192.0.2.0/24".parse().unwrap()],
            hosts: vec!["files.example.org".into()],
            read_only: true,
        };
        let allow = |until, address: &str, host, method| {
            limits.allow(until, NOW, address.parse().unwrap(), host, method)
        };
        let files = "files.example.org";
        assert_eq!(allow(None, "192.0.2.9", files, "PROPFIND"), Ok(()));
        assert_eq!(allow(None, "::ffff:192.0.2.9", files, "GET"), Ok(()));
        assert_eq!(
            allow(Some(NOW), "192.0.2.9", files, "GET"),
            Err(Beyond::Expired)
        );
        assert_eq!(
            allow(None, "198.51.100.1", files, "GET"),
            Err(Beyond::Network)
        );
        assert_eq!(
            allow(None, "192.0.2.9", "other.example.org", "GET"),
            Err(Beyond::Host)
        );
        for method in ["PUT", "DELETE", "MOVE", "get", "POST", ""] {
            assert_eq!(
                allow(None, "192.0.2.9", files, method),
                Err(Beyond::Method),
                "{method}"
            );
        }
        let free = Limits::default();
        assert_eq!(
            free.allow(None, NOW, "198.51.100.1".parse().unwrap(), "x", "DELETE"),
            Ok(())
        );
    }
}
