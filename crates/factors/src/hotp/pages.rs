//! Setting up a token that counts presses: nothing is on until a code of it has been confirmed, or two
//! in a row where nobody knows how often it was pressed.

use askama::Template;
use domain::{Form, Refusal, Stop};
use look::fragment::Fragment;
use look::words::Words;

use super::factor::KIND;
use super::presses::{CodeMatch, Presses};
use crate::oath::{self, Codes, Shared, switch};
use crate::totp;
use crate::{Claim, Context, Doing, Needs, Page, Question, Shown, Standing, enrolment};

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
];

#[derive(Template)]
#[template(path = "hotp/question.html")]
struct Field<'a> {
    w: &'a Words,
}

/// The question's field, and what to do with a token that was pressed too often.
pub(crate) fn question(at: &Context<'_>) -> Result<Question, Stop> {
    Ok(Question::typed(Fragment::of(&Field { w: at.words })?))
}

fn begin<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        match form.has("ask") && !form.has("token") {
            true => oath::which(at, standing, &totp::ABOUT),
            false => oath::begin(at, standing, &KIND, true, form).await,
        }
    })
}

fn confirm<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        let of = standing.named().ok_or(Refusal::NoSuch)?;
        if of.exists() {
            return Ok(Shown::Overview);
        }
        let shared = Shared::open(at.reader.keys(), of)?;
        let presses = Presses::of(&shared, of).ok_or(Refusal::NoSuch)?;
        let refusal = match oath::read(&KIND, form.get("code")) {
            Err(refusal) => refusal,
            Ok(answer) => match presses.find(&Codes::of(&answer)) {
                CodeMatch::Counter(counter) => {
                    let guard = enrolment::confirm(of, counter, at.now);
                    return Ok(switch::confirmed(
                        at,
                        &KIND,
                        of,
                        &shared,
                        Claim::new(of.id, guard),
                    ));
                }
                CodeMatch::Used | CodeMatch::Nowhere => Refusal::WrongCode(KIND),
            },
        };
        switch::again(at, standing, of, true, refusal)
    })
}
