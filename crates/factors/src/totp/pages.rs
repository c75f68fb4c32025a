//! Setting up an authenticator app, or a token that goes by time: nothing is on until a code of it has been
//! confirmed. The secret is shown once, and once more after a wrong code, while few were.

use askama::Template;
use domain::account::Label;
use domain::ids::EnrolmentId;
use domain::{Form, Refusal, Stop};
use look::fragment::Fragment;
use look::words::Words;
use serde::Serialize;

use super::factor::{KIND, parameters};
use super::steps::{CodeMatch, Watch};
use super::taken::{SHOWN_AFTER, own_phone, taken};
use crate::oath::{self, Codes, Moves, Shared, switch};
use crate::{
    Claim, Context, Doing, Enrolment, MOST, Needs, Page, Question, Row, Shown, Signed, Standing,
    enrolment,
};

/// The rows that are mounted.
pub(crate) const PAGES: &[Page] = &[
    Page {
        path: "",
        needs: Needs::SetUp,
        run: begin,
    },
    Page {
        path: "/{id}/confirm",
        needs: Needs::SetUp,
        run: confirm,
    },
    Page {
        path: "/{id}/resync",
        needs: Needs::Answer,
        run: resync,
    },
];

#[derive(Template)]
#[template(path = "totp/question.html")]
struct Field<'a> {
    w: &'a Words,
    clock: String,
    drifts: bool,
}

/// What is asked for.
#[derive(Serialize)]
struct Wanted {
    /// Seconds of the server's clock, by which the codes go.
    server_time: i64,
    /// Whether a token is among the devices, whose clock may have gone astray: then two codes in a row are taken too.
    two_codes: bool,
}

#[derive(Template)]
#[template(path = "totp/secret.html")]
struct SecretPage<'a> {
    w: &'a Words,
    action: String,
    /// Where a token is begun instead.
    base: &'a str,
    number: &'a str,
    next: &'a str,
    cancel: &'a str,
    id: EnrolmentId,
    taken: Fragment,
}

#[derive(Template)]
#[template(path = "totp/again.html")]
struct Again<'a> {
    w: &'a Words,
    action: String,
    next: &'a str,
    anew: &'a str,
    id: EnrolmentId,
    refusal: &'a Refusal,
    clock: String,
    /// How many codes in a row were wrong.
    wrong: u8,
    /// Once more, while few were.
    taken: Option<Fragment>,
}

/// The question's field, and the server's time.
pub(crate) fn question(at: &Context<'_>, of: &[Enrolment]) -> Result<Question, Stop> {
    let wanted = Wanted {
        server_time: at.now.seconds(),
        two_codes: of.iter().any(|one| is_token(at, one)),
    };
    Ok(Question::drawn(&wanted, |wanted| {
        Fragment::of(&Field {
            w: at.words,
            clock: at.words.clock(at.now),
            drifts: wanted.two_codes,
        })
    })?)
}

/// Whether it is a token, whose clock may go astray.
fn is_token(at: &Context<'_>, of: &Enrolment) -> bool {
    let shared = Shared::own(at.reader.keys(), of);
    shared.is_some_and(|shared| matches!(shared.moves, Moves::Token { .. }))
}

/// The devices; a token has a form by which it is found again.
pub(crate) fn rows(at: &Context<'_>, standing: &Standing) -> Result<Vec<Row>, Stop> {
    let row = |one: &Enrolment| {
        let form = is_token(at, one).then(|| oath::resync_form(at, standing, one));
        Ok(Row {
            form: form.transpose()?,
            ..Row::of(one, standing, at.words)
        })
    };
    standing.confirmed().map(row).collect()
}

fn begin<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        if form.has("token") {
            return oath::begin(at, standing, &KIND, false, form).await;
        }
        if standing.enrolments.len() >= usize::from(MOST) {
            return Err(Refusal::TooMany(MOST).into());
        }
        let name = Label::read_or(form.get("name"), &own_phone(at.words, &standing.owner.name))?;
        let (parameters, period) = parameters(at.settings);
        let shared = Shared::make(at.random, parameters, Moves::App { period });
        let page = SecretPage {
            w: at.words,
            action: standing.confirm_at(standing.fresh),
            base: &standing.base,
            number: &standing.number,
            next: &standing.next,
            cancel: switch::back(standing),
            id: standing.fresh,
            taken: taken(at, standing, &shared)?,
        };
        let show = ("totp-set-up", Fragment::of(&page)?);
        switch::prepared(at, standing, &KIND, &name, &shared, show)
    })
}

fn confirm<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        let of = standing.named().ok_or(Refusal::NoSuch)?;
        if of.exists() {
            return Ok(Shown::Overview);
        }
        let shared = Shared::open(at.reader.keys(), of)?;
        let watch = Watch::of(&shared, of, at.now).ok_or(Refusal::NoSuch)?;
        let refusal = match oath::read(&KIND, form.get("code")) {
            Err(refusal) => refusal,
            Ok(answer) => match watch.find_first(&Codes::of(&answer)) {
                CodeMatch::Step { step, drift } => {
                    let guard = enrolment::confirm_drifting(of, step, drift, at.now);
                    let claim =
                        Claim::new(of.id, guard).signed(Signed::step(step, watch.period(), at.now));
                    return Ok(switch::confirmed(at, &KIND, of, &shared, claim));
                }
                CodeMatch::Off(seconds) => Refusal::ClockOff(domain::Span::seconds(seconds)),
                CodeMatch::Used | CodeMatch::Nowhere => Refusal::WrongCode(KIND),
            },
        };
        if watch.drifts() {
            return switch::again(at, standing, of, false, refusal);
        }
        // The form counts, and nobody is served by counting wrongly: whoever posts it has seen the secret.
        let wrong = form.get("wrong").parse().unwrap_or(0_u8).saturating_add(1);
        let page = Again {
            wrong,
            taken: match wrong <= SHOWN_AFTER {
                true => Some(taken(at, standing, &shared)?),
                false => None,
            },
            w: at.words,
            action: standing.confirm_at(of.id),
            next: &standing.next,
            anew: switch::back(standing),
            id: of.id,
            refusal: &refusal,
            clock: at.words.clock(at.now),
        };
        let page = Fragment::of(&page)?;
        Ok(Shown::Refused(refusal, "totp-set-up", page))
    })
}

/// Finds a token again whose clock went astray, by two codes in a row.
fn resync<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        let of = standing.named().filter(|of| of.answers(at.now));
        let of = of.ok_or(Refusal::NoSuch)?;
        let shared = Shared::open(at.reader.keys(), of)?;
        let watch = Watch::of(&shared, of, at.now).filter(Watch::drifts);
        let watch = watch.ok_or(Refusal::NoSuch)?;
        let refusal = match oath::read(&KIND, form.get("code")) {
            Err(refusal) => refusal,
            Ok(answer) => match watch.find_anywhere(&Codes::of(&answer)) {
                CodeMatch::Step { step, drift } => {
                    let guard = enrolment::accept_drifting(of, step, drift, watch.latest(), at.now);
                    return oath::found(at, standing, of, guard);
                }
                CodeMatch::Used | CodeMatch::Off(_) | CodeMatch::Nowhere => {
                    Refusal::WrongCode(KIND)
                }
            },
        };
        oath::again(at, standing, of, refusal)
    })
}
