//! Logs: on standard error, one JSON object a line for machines, plain lines for a person at a
//! terminal; times in UTC. Libraries are heard only when something is wrong: at finer levels some
//! write the parameters of statements, which are people's.

use std::io::IsTerminal;

use tracing::{Level, Metadata};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterFn, LevelFilter, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The crates whose events the setting `log_level` is about.
const OURS: [&str; 7] = [
    "countersign",
    "domain",
    "store",
    "look",
    "factors",
    "door",
    "web",
];

/// Starts logging at that level (`log_level`). A second start in the same process changes nothing.
pub fn start(level: &str) {
    let ours: Level = level.parse().unwrap_or(Level::INFO);
    let terminal = std::io::stderr().is_terminal();
    let form = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let form = if terminal {
        form.with_ansi(std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
            .boxed()
    } else {
        form.json().flatten_event(true).with_ansi(false).boxed()
    };
    // An error says that a subscriber is there already, as in tests that start several servers.
    drop(
        tracing_subscriber::registry()
            .with(filter(ours))
            .with(form)
            .try_init(),
    );
}

fn filter(ours: Level) -> FilterFn<impl Fn(&Metadata<'_>) -> bool> {
    filter_fn(move |about| *about.level() <= loudest(about.target(), ours))
        .with_max_level_hint(LevelFilter::from_level(ours.max(Level::WARN)))
}

fn loudest(target: &str, ours: Level) -> Level {
    let room = target.split("::").next().unwrap_or(target);
    if OURS.contains(&room) {
        ours
    } else {
        ours.min(Level::WARN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_heard_only_when_something_is_wrong() {
        assert_eq!(loudest("door::sign_in", Level::TRACE), Level::TRACE);
        assert_eq!(loudest("web", Level::INFO), Level::INFO);
        assert_eq!(loudest("webauthn_rs_core", Level::TRACE), Level::WARN);
        assert_eq!(loudest("tokio_postgres::query", Level::DEBUG), Level::WARN);
        assert_eq!(loudest("hyper", Level::ERROR), Level::ERROR);
    }
}
