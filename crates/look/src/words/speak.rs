//! The catalogue as one reader has it: in their language and their time zone.

use std::sync::Arc;

use domain::{Language, Refusal, Span, Timestamp};
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::tz::TimeZone;

use super::Catalogue;

/// Texts for one reader. Cheap to clone.
#[derive(Clone)]
pub struct Words {
    catalogue: Arc<Catalogue>,
    language: Language,
    /// Looked up where a time is shown, which few answers do.
    zone: String,
}

impl Words {
    /// Texts in a language; times in an IANA time zone, or UTC where it is empty or unknown.
    pub fn new(catalogue: Arc<Catalogue>, language: Language, zone: &str) -> Self {
        Self {
            catalogue,
            language,
            zone: zone.to_owned(),
        }
    }

    /// The same texts and zone in another language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Self {
        Self {
            language,
            ..self.clone()
        }
    }

    /// The language that these texts are in.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Every language that there is, in the order in which they are offered.
    pub fn languages(&self) -> &[Language] {
        self.catalogue.languages()
    }

    /// The language's tag, as for the `lang` attribute.
    pub const fn lang(&self) -> &'static str {
        self.language.tag()
    }

    /// Whether there is a text under this key.
    pub fn has(&self, key: &str) -> bool {
        self.catalogue.has(self.language, key)
    }

    /// The text under this key.
    pub fn t(&self, key: &str) -> String {
        self.text(key, None)
    }

    /// The text under this key, with a number as `$n`, which chooses between one and many.
    pub fn n(&self, key: &str, n: i64) -> String {
        let mut values = FluentArgs::new();
        values.set("n", n);
        self.text(key, Some(&values))
    }

    /// The text under this key with these values. A value of digits alone counts as a number, so
    /// that it may choose between one and many; a code or id beyond 15 digits stays a text.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut given = FluentArgs::new();
        for (name, value) in values {
            given.set((*name).to_owned(), read(value));
        }
        self.text(key, Some(&given))
    }

    /// The sentence of a refusal. A code of a kind that has its own sentence, `KIND-wrong` or
    /// `KIND-not-a-code`, gets that one; a kind is called by its `KIND-name`, where there is one.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let own = match refusal {
            Refusal::WrongCode(kind) => format!("{kind}-wrong"),
            Refusal::NotACode(kind) => format!("{kind}-not-a-code"),
            Refusal::TokenUnfit(kind) => format!("{kind}-unfit"),
            Refusal::NotYet(kind) => format!("{kind}-not-yet"),
            _ => String::new(),
        };
        let key = if self.has(&own) {
            own.as_str()
        } else {
            refusal.key()
        };
        let mut values = refusal.arguments();
        match refusal {
            Refusal::Wait(span)
            | Refusal::MessagesSpent(span)
            | Refusal::AskedJustNow(span)
            | Refusal::ClockOff(span) => values.push(("wait", self.wait(*span))),
            Refusal::NotRipe(at) | Refusal::NotSeen(at) => {
                values.push(("moment", self.moment(*at)))
            }
            Refusal::WrongCode(kind)
            | Refusal::NotACode(kind)
            | Refusal::KindOff(kind)
            | Refusal::TokenUnfit(kind)
            | Refusal::NotPasswordless(kind)
            | Refusal::AskedAgain(kind)
            | Refusal::NotYet(kind)
            | Refusal::MaybeCopied(kind)
            | Refusal::NotAlone(kind)
            | Refusal::Suspended(kind) => {
                let name = format!("{kind}-name");
                if self.has(&name) {
                    values.retain(|(name, _)| *name != "word");
                    values.push(("word", self.t(&name)));
                }
            }
            _ => {}
        }
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.with(key, &values)
    }

    /// A moment to the minute: "24 November 2026 at 14:05", "24 november 2026 kl. 14.05".
    pub fn moment(&self, at: Timestamp) -> String {
        self.time("look-moment", at)
    }

    /// A moment that is near, as one says it: "today at 14:05", "i morgon kl. 14.05"; one that isn't is told whole.
    pub fn soon(&self, at: Timestamp, now: Timestamp) -> String {
        let zone = self.zone();
        let day = |at| zone.to_datetime(stamp(at)).date();
        let key = match day(now) {
            today if day(at) == today => "look-today",
            today if today.tomorrow().is_ok_and(|tomorrow| day(at) == tomorrow) => "look-tomorrow",
            _ => return self.moment(at),
        };
        self.with(key, &[("minute", &self.minute(at))])
    }

    /// A time of day to the second: "14:05:33".
    pub fn clock(&self, at: Timestamp) -> String {
        self.time("look-clock", at)
    }

    /// A time of day to the minute: "14:05", "kl. 14.05".
    pub fn minute(&self, at: Timestamp) -> String {
        self.time("look-minute", at)
    }

    /// A day: "24 November 2026".
    pub fn day(&self, at: Timestamp) -> String {
        self.time("look-day", at)
    }

    /// A moment for machines (RFC 3339, in UTC), as for the `datetime` attribute of `<time>`.
    pub fn machine(&self, at: Timestamp) -> String {
        stamp(at).to_string()
    }

    /// A length of time, whatever its sign, in its two largest units: "2 minutes and 5 seconds".
    /// It is rounded up, so that nobody is told to come back too early.
    pub fn wait(&self, span: Span) -> String {
        let seconds = Span::micros(span.as_micros().saturating_abs()).seconds_up();
        let minutes = up(seconds, 60);
        let hours = up(minutes, 60);
        if seconds < 60 {
            self.n("look-seconds", seconds)
        } else if minutes < 60 || seconds < 3_600 {
            self.two(
                ("look-minutes", seconds / 60),
                ("look-seconds", seconds % 60),
            )
        } else if hours < 24 || minutes < 1_440 {
            self.two(("look-hours", minutes / 60), ("look-minutes", minutes % 60))
        } else {
            self.two(("look-days", hours / 24), ("look-hours", hours % 24))
        }
    }

    fn two(&self, large: (&str, i64), small: (&str, i64)) -> String {
        let first = self.n(large.0, large.1);
        if small.1 == 0 {
            return first;
        }
        self.with(
            "look-and",
            &[("first", &first), ("second", &self.n(small.0, small.1))],
        )
    }

    fn zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    fn time(&self, key: &str, at: Timestamp) -> String {
        let here = self.zone().to_datetime(stamp(at));
        let mut values = FluentArgs::new();
        // As texts: a formatted number would lose its leading zero.
        values.set("day", here.day().to_string());
        values.set("month", self.t(&format!("look-month-{}", here.month())));
        values.set("year", here.year().to_string());
        values.set("hour", format!("{:02}", here.hour()));
        values.set("minute", format!("{:02}", here.minute()));
        values.set("second", format!("{:02}", here.second()));
        self.text(key, Some(&values))
    }

    fn text(&self, key: &str, values: Option<&FluentArgs<'_>>) -> String {
        self.catalogue
            .text(self.language, key, values)
            .unwrap_or_else(|| format!("⟦{key}⟧"))
    }
}

/// A moment as the calendar has it; one that no calendar reaches is the epoch.
fn stamp(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(at.micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

const fn up(whole: i64, part: i64) -> i64 {
    whole / part + if whole % part == 0 { 0 } else { 1 }
}

fn read(value: &str) -> FluentValue<'_> {
    let number = (1..=15).contains(&value.len())
        && value.bytes().all(|b| b.is_ascii_digit())
        && (value == "0" || !value.starts_with('0'));
    match value.parse::<i64>() {
        Ok(n) if number => FluentValue::from(n),
        _ => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests;
