//! What limits a device password: until when, from where, where to, and what it may do there.

use ipnet::IpNet;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::gate::{HostPattern, Scope, network};
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
    At(Timestamp),
    /// Until it hasn't been used for that long.
    Unused(Span),
}

/// Its optional limits. An empty list means: everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    pub ends: Ends,
    pub networks: Vec<IpNet>,
    /// At which protected hosts, in lower case.
    pub hosts: Vec<String>,
    /// Whether it may only send methods that read.
    pub read_only: bool,
}

impl Limits {
    /// Reads the fields `ends` (`never`, `date`, `unused`; left out, whichever of the next two is filled in
    /// tells), `date` (`2027-01-31`, its end in UTC), `unused_days`, `networks` and `hosts` (separated by
    /// spaces, commas or lines), `read_only`.
    ///
    /// # Errors
    /// [`Refusal::InvalidLimit`] with the field and the word that isn't understood, or that lies in the past;
    /// [`Refusal::OutOfRange`], [`Refusal::TooMany`].
    pub fn read(form: &Form, now: Timestamp) -> Result<Self, Refusal> {
        let filled = |field| !form.get(field).trim().is_empty();
        let ends = match (form.get("ends"), filled("date"), filled("unused_days")) {
            ("", true, false) => "date",
            ("", false, true) => "unused",
            ("", true, true) => return Err(wrong("ends", "")),
            (said, ..) => said,
        };
        let ends = match ends {
            "" | "never" => Ends::Never,
            "date" => {
                let typed = form.get("date").trim();
                let end = end_of_day(typed).filter(|end| *end > now);
                Ends::At(end.ok_or_else(|| wrong("date", typed))?)
            }
            "unused" => Ends::Unused(days(form.get("unused_days"))?),
            other => return Err(wrong("ends", other)),
        };
        let networks = words(form.get("networks"))?
            .map(|word| network(word).ok_or_else(|| wrong("networks", word)))
            .collect::<Result<Vec<_>, _>>()?;
        let hosts = words(form.get("hosts"))?
            .chain(form.all("host").filter(|word| !word.is_empty()))
            .map(|word| host(word).ok_or_else(|| wrong("hosts", word)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            ends,
            networks,
            hosts,
            read_only: form.has("read_only"),
        })
    }

    /// What it is good for at the gate.
    pub fn scope(&self) -> Scope {
        let hosts = self
            .hosts
            .iter()
            .filter_map(|host| HostPattern::read(host).ok());
        Scope {
            hosts: (!self.hosts.is_empty()).then(|| hosts.collect()),
            read_only: self.read_only,
            networks: (!self.networks.is_empty()).then(|| self.networks.iter().copied().collect()),
        }
    }
}

fn wrong(field: &'static str, word: &str) -> Refusal {
    let short = word.chars().filter(|c| !c.is_control()).take(64).collect();
    Refusal::InvalidLimit(field, short)
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

fn host(word: &str) -> Option<String> {
    let word = word.to_ascii_lowercase();
    HostPattern::read(&word).ok().map(|_| word)
}

/// The first moment after a day in UTC, written as `2027-01-31` and no other way (RFC 3339 §5.6
/// full-date).
fn end_of_day(text: &str) -> Option<Timestamp> {
    let day = text
        .parse::<Date>()
        .ok()
        .filter(|day| day.to_string() == text)?;
    let end = day.tomorrow().ok()?.to_datetime(Time::midnight());
    let end = Offset::UTC.to_timestamp(end).ok()?;
    Some(Timestamp::from_seconds(end.as_second()))
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
        for (field, word) in [
            ("ends", "someday"),
            ("date", ""),
            ("date", "2027-02-30"),
            ("date", "2020-01-01"),
            ("date", "2027-1-1"),
            ("date", "2027-01-31-1"),
            ("networks", "192.0.2.0/33"),
            ("networks", "everywhere"),
            ("hosts", "files/example"),
        ] {
            let ends = if field == "date" { field } else { "never" };
            let wrong = Err(Refusal::InvalidLimit(field, word.to_owned()));
            assert_eq!(read(&[(field, word), ("ends", ends)]), wrong, "{word}");
        }
        for days in ["", "0", "-3", "3651", "many"] {
            let typed = read(&[("ends", "unused"), ("unused_days", days)]);
            assert_eq!(typed, Err(Refusal::OutOfRange(1, 3_650)), "{days}");
        }
        let many = "192.0.2.1 ".repeat(33);
        assert_eq!(read(&[("networks", &many)]), Err(Refusal::TooMany(32)));
    }

    #[test]
    fn limits_are_the_scope_and_what_is_empty_limits_nothing() {
        let scope = read(&[("hosts", "files.example.org"), ("networks", "192.0.2.0/24")])
            .unwrap()
            .scope();
        assert_eq!(
            scope.hosts,
            Some(vec![HostPattern::read("files.example.org").unwrap()])
        );
        let network: IpNet = "192.0.2.0/24".parse().unwrap();
        assert_eq!(scope.networks, Some(std::iter::once(network).collect()));
        assert!(!scope.read_only);
        let reads = read(&[("read_only", "on")]).unwrap().scope();
        assert_eq!(
            reads,
            Scope {
                read_only: true,
                ..Scope::default()
            }
        );
        let most = "192.0.2.1 ".repeat(32);
        assert_eq!(read(&[("networks", &most)]).unwrap().networks.len(), 32);
    }

    #[test]
    fn a_day_that_ends_at_this_moment_is_over() {
        let form = || Form::new(vec![("date".to_owned(), "2027-01-31".to_owned())]);
        let end = Timestamp::from_seconds(1_801_440_000);
        let over = Err(Refusal::InvalidLimit("date", "2027-01-31".to_owned()));
        assert_eq!(Limits::read(&form(), end), over);
        assert!(Limits::read(&form(), end.minus(Span::micros(1))).is_ok());
    }

    #[test]
    fn what_is_filled_in_says_when_it_ends_and_both_at_once_say_nothing() {
        let (date, days) = (("date", "2027-01-31"), ("unused_days", "90"));
        let at = Ends::At(Timestamp::from_seconds(1_801_440_000));
        let cases = [
            (vec![date, ("unused_days", " ")], at),
            (vec![("date", ""), days], Ends::Unused(Span::days(90))),
            (vec![("ends", "never"), date, days], Ends::Never),
            (vec![("ends", "date"), date, days], at),
        ];
        for (fields, ends) in cases {
            assert_eq!(read(&fields).unwrap().ends, ends, "{fields:?}");
        }
        let both = Err(Refusal::InvalidLimit("ends", String::new()));
        assert_eq!(read(&[date, days]), both);
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
}
