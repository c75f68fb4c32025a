//! `docs/reference.md`, as far as `door` and `domain` have its tables: events, jobs, factors, lengths of time and limits.

mod consequences;
mod constants;
mod events;
mod factors;
mod lengths;
mod purses;

use domain::Span;

/// A length of time as a person says it: the largest unit that it is a whole number of.
fn spoken(span: Span) -> String {
    let seconds = span.seconds_up();
    let units = [
        ("day", 86_400),
        ("hour", 3_600),
        ("minute", 60),
        ("second", 1),
    ];
    let (unit, long) = units
        .into_iter()
        .find(|(_, long)| seconds % long == 0 && seconds >= *long)
        .unwrap();
    let number = seconds / long;
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural}")
}
