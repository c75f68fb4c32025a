//! What limits a device password: until when, from where, where to, and what it may do there.

#[cfg(test)]
mod tests;

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
