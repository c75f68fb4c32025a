//! How a device comes to be on: an enrolment waits for its first code, and the code that fits switches
//! it on and takes its secret in the same moment.

use askama::Template;
use domain::account::Label;
use domain::event::{Action, Event};
use domain::ids::EnrolmentId;
use domain::{Kind, Refusal, Stop};
use look::fragment::Fragment;
use look::words::Words;

use super::shared::Shared;
use super::table;
use crate::binding::Binding;
use crate::{Change, Claim, Context, Effect, Enrolment, Shown, Standing, enrolment};

/// The title of a token's pages.
pub(crate) const TITLE: &str = "oath-set-up";

#[derive(Template)]
#[template(path = "oath/again.html")]
struct Again<'a> {
    w: &'a Words,
    action: String,
    next: &'a str,
    anew: &'a str,
    id: EnrolmentId,
    refusal: &'a Refusal,
    presses: bool,
    clock: String,
}

/// An enrolment that waits for its first code, and the page that is shown once.
pub(crate) fn prepared(
    at: &Context<'_>,
    standing: &Standing,
    kind: &Kind,
    name: &Label,
    shared: &Shared,
    show: (&'static str, Fragment),
) -> Result<Shown, Stop> {
    let id = standing.fresh;
    let binding = Binding::to(standing.owner.id, kind, id);
    let new = enrolment::New {
        id,
        account: standing.owner.id,
        kind,
        name: name.as_str(),
        added: at.now,
        confirmed: false,
        until: None,
        codes_left: 0,
        sealed: Some(shared.seal(at.reader.keys(), &binding, at.random)?),
    };
    Ok(Shown::Change(Box::new(Change {
        effect: Effect::Prepares(Vec::new()),
        guards: vec![enrolment::insert(new)],
        statements: Vec::new(),
        event: None,
        show: Some(show),
    })))
}

/// The code wasn't right: the form that confirms once more, without the secret.
pub(crate) fn again(
    at: &Context<'_>,
    standing: &Standing,
    of: &Enrolment,
    presses: bool,
    refusal: Refusal,
) -> Result<Shown, Stop> {
    let page = Fragment::of(&Again {
        w: at.words,
        action: standing.confirm_at(of.id),
        next: &standing.next,
        anew: back(standing),
        id: of.id,
        refusal: &refusal,
        presses,
        clock: at.words.clock(at.now),
    })?;
    Ok(Shown::Refused(refusal, TITLE, page))
}

/// Where whoever gives up goes.
pub(crate) const fn back(standing: &Standing) -> &'static str {
    if standing.signing_in {
        "/login/setup"
    } else {
        "/settings/security"
    }
}

/// Switches an enrolment on, by a claim that counts its first code as used; its secret is taken in the
/// same moment.
pub(crate) fn confirmed(
    at: &Context<'_>,
    kind: &Kind,
    of: &Enrolment,
    shared: &Shared,
    by: Claim,
) -> Shown {
    Shown::Change(Box::new(Change {
        effect: Effect::Confirms(by),
        guards: vec![table::take(at.reader, of.id, shared)],
        statements: Vec::new(),
        event: Some(
            Event::done(Action::FactorAdded, of.account)
                .of_kind(kind)
                .detail(&of.name),
        ),
        show: None,
    }))
}
