//! Logs: on standard error, one JSON object a line for machines, plain lines for a person at a
//! terminal; times in UTC. Libraries are heard only when something is wrong: at finer levels some
//! write the parameters of statements, which are people's.

mod escaped;

use std::io::{IsTerminal, Write};

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterFn, LevelFilter, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use escaped::{Escaped, Form};

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

/// Whether a machine reads them, and not a person at a terminal.
pub fn are_for_machines() -> bool {
    !std::io::stderr().is_terminal()
}

/// Starts logging at that level (`log_level`). A second start in the same process changes nothing.
pub fn start(level: &str) {
    let ours: Level = level.parse().unwrap_or(Level::INFO);
    let form = if are_for_machines() {
        Form::Json
    } else {
        Form::Plain
    };
    // An error says that a subscriber is there already, as in tests that start several servers.
    drop(
        tracing_subscriber::registry()
            .with(filter(ours))
            .with(lines(form, std::io::stderr))
            .try_init(),
    );
}

/// What writes lines of that form.
fn lines<S, W>(
    form: Form,
    out: impl Fn() -> W + Send + Sync + 'static,
) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: Write + 'static,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(move || Escaped::new(out(), form));
    match form {
        Form::Plain => lines
            .with_ansi(std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
            .boxed(),
        Form::Json => lines.json().flatten_event(true).with_ansi(false).boxed(),
    }
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
    use std::io::Result;
    use std::sync::{Arc, Mutex};

    use domain::account::is_hidden;

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_path_turns_no_line_around_whatever_the_form() {
        for (form, shown) in [(Form::Plain, "\\u{202e}"), (Form::Json, "\\u202e")] {
            let kept = Kept::default();
            let out = kept.clone();
            let subscriber = tracing_subscriber::registry().with(lines(form, move || out.clone()));
            tracing::subscriber::with_default(subscriber, || {
                let path = "/a\u{202e}b\u{200b}\u{1b}[2Jc\nd";
                tracing::info!(path, shown = %path, "asked for {path}");
            });
            let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
            assert_eq!(text.matches(shown).count(), 3, "{text}");
            let line = text.strip_suffix('\n').unwrap();
            assert!(!line.contains("\u{1b}[2J"), "{text:?}");
            let colours = if form == Form::Plain { "\u{1b}" } else { "" };
            assert!(
                !line.chars().any(|c| is_hidden(c) && !colours.contains(c)),
                "{text:?}"
            );
        }
    }

    #[test]
    fn libraries_are_heard_only_when_something_is_wrong() {
        assert_eq!(loudest("door::sign_in", Level::TRACE), Level::TRACE);
        assert_eq!(loudest("web", Level::INFO), Level::INFO);
        assert_eq!(loudest("webauthn_rs_core", Level::TRACE), Level::WARN);
        assert_eq!(loudest("tokio_postgres::query", Level::DEBUG), Level::WARN);
        assert_eq!(loudest("hyper", Level::ERROR), Level::ERROR);
    }
}
