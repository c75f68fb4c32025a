//! `countersign mail test`: one message at once, each step shown as it is made, and what helps where one isn't.

use domain::Language;
use post::Trial;
use post::settings::Outgoing;
use post::smtp::Trouble;
use serde::Serialize;

use super::step::{Shown, word};
use super::{address, attempt, note_accepted, remedy};
use crate::cli::run::At;
use crate::cli::tree::mail::Test;
use crate::cli::{Stopped, print};
use crate::wiring::{self, Nature};

/// What programs are told of a step.
#[derive(Serialize)]
struct Told {
    step: &'static str,
    made: bool,
    /// What was found, or why it wasn't made.
    finding: String,
    remedy: Option<String>,
}

pub(super) async fn run(asked: &Test, at: &mut At<'_>) -> Result<(), Stopped> {
    let to = address(&asked.to, "--to")?;
    let set = wiring::outgoing(&at.loaded.settings)?.ok_or_else(|| {
        Stopped::Refused("No mail server is set. Run \"countersign mail setup\".".to_owned())
    })?;
    let nature = Nature::system();
    let trial = Trial {
        frame: &set.frame,
        language: language(at),
        at: nature.clock.now(),
    };
    let message = attempt::written(&set, &trial.plain(to, &*nature.random)?)?;
    let mut shown = Shown {
        out: (!asked.form.json).then_some(&mut *at.out),
        made: Vec::new(),
    };
    let sent = attempt::send(&set, &message, &mut shown).await;
    let made = shown.made;
    if sent.is_ok() {
        note_accepted(&nature, &set.server, at).await?;
    }
    if asked.form.json {
        let mut all: Vec<_> = made
            .iter()
            .map(|(step, what)| told(word(*step), what))
            .collect();
        all.extend(sent.as_ref().err().map(|trouble| failed(trouble, &set)));
        print::json(at.out, &all)?;
    }
    match sent {
        Ok(()) if asked.form.json => Ok(()),
        Ok(()) => at.say(
            "Look whether it arrives, in the spam folder too: the server says only that it has it.",
        ),
        Err(trouble) => Err(no(&trouble, &set)),
    }
}

/// The language in which the site speaks to people whom it doesn't know.
pub(in crate::cli::run) fn language(at: &At<'_>) -> Language {
    let tag = at.loaded.settings.text("site.language");
    Language::read(tag, &Language::ALL).unwrap_or(Language::FIRST)
}

/// Why a message wasn't taken, and what helps, with the server's own words: whoever sits here asked for them.
pub(super) fn no(trouble: &Trouble, set: &Outgoing) -> Stopped {
    let said = match trouble.said.as_str() {
        "" => String::new(),
        said => format!(" It says: \"{said}\"."),
    };
    Stopped::Refused(format!(
        "{}.{said} {}",
        remedy::finding(trouble),
        remedy::of(trouble, &set.server)
    ))
}

fn told(step: &'static str, what: &str) -> Told {
    Told {
        step,
        made: true,
        finding: what.to_owned(),
        remedy: None,
    }
}

fn failed(trouble: &Trouble, set: &Outgoing) -> Told {
    Told {
        step: word(trouble.step),
        made: false,
        finding: format!("{}.", remedy::finding(trouble)),
        remedy: Some(remedy::of(trouble, &set.server)),
    }
}
