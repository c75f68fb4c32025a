//! A token that went astray is found again: what its owner is told, and the pages of the settings that do it.

use askama::Template;
use domain::event::{Action, Event};
use domain::{Refusal, Stop};
use look::fragment::Fragment;
use look::words::Words;
use store::Guard;

use crate::{Change, Context, Effect, Enrolment, Shown, Standing};

/// The title of both pages.
const TITLE: &str = "oath-resync";

#[derive(Template)]
#[template(path = "oath/astray.html")]
struct Astray<'a> {
    w: &'a Words,
    action: String,
    name: &'a str,
    number: &'a str,
    clock: String,
    refusal: &'a Refusal,
}

#[derive(Template)]
#[template(path = "oath/found.html")]
struct InStep<'a> {
    w: &'a Words,
    name: &'a str,
    onward: &'a str,
}

#[derive(Template)]
#[template(path = "oath/resync.html")]
struct Resync<'a> {
    w: &'a Words,
    action: String,
    /// The id of the field: unique on the page.
    field: String,
}

/// The form by which the owner of a token finds it again.
pub(crate) fn resync_form(
    at: &Context<'_>,
    standing: &Standing,
    of: &Enrolment,
) -> Result<Fragment, Stop> {
    Ok(Fragment::of(&Resync {
        w: at.words,
        action: resync_at(standing, of),
        field: format!("codes-{}", of.id),
    })?)
}

fn resync_at(standing: &Standing, of: &Enrolment) -> String {
    format!("{}/{}/resync", standing.base, of.id)
}

/// What the owner is told, whoever did it.
pub(crate) fn resynced(of: &Enrolment) -> Event {
    Event::done(Action::FactorResynced, of.account)
        .of_kind(&of.kind)
        .detail(&of.name)
}

/// It was found: this guard sets it right.
pub(crate) fn found(
    at: &Context<'_>,
    standing: &Standing,
    of: &Enrolment,
    by: Guard,
) -> Result<Shown, Stop> {
    let page = Fragment::of(&InStep {
        w: at.words,
        name: &of.name,
        onward: standing.onward(),
    })?;
    Ok(Shown::Change(Box::new(Change {
        effect: Effect::Resyncs,
        guards: vec![by],
        statements: Vec::new(),
        event: Some(resynced(of)),
        show: Some((TITLE, page)),
    })))
}

/// It wasn't: the form once more.
pub(crate) fn again(
    at: &Context<'_>,
    standing: &Standing,
    of: &Enrolment,
    refusal: Refusal,
) -> Result<Shown, Stop> {
    let page = Fragment::of(&Astray {
        w: at.words,
        action: resync_at(standing, of),
        name: &of.name,
        number: &standing.number,
        clock: at.words.clock(at.now),
        refusal: &refusal,
    })?;
    Ok(Shown::Refused(refusal, TITLE, page))
}
