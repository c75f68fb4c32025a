//! The trait, filled: a code is accepted by advancing the enrolment's last counter to its counter, which one
//! conditional UPDATE decides.

use domain::{Form, Kind, Refusal, Stop, Strength};
use look::words::Texts;

use super::pages;
use super::presses::{CodeMatch, Presses};
use crate::oath::{self, Codes, Shared};
use crate::{
    About, Answer, Answered, Card, Claim, Component, Context, Doing, Enrolment, Factor, Page,
    Question, Role, Standing, Verdict, Why, enrolment,
};

pub(crate) const KIND: Kind = Kind::of("hotp");

const TEXTS: Texts = look::texts!("hotp");

static ABOUT: About = About {
    kind: KIND,
    path: "hotp",
    icon: "code",
    role: Role::Second {
        strength: Strength::OneTime,
        at_sign_in: false,
    },
    answered: Answered::Digits,
    component: Component::plain(TEXTS),
};

pub(crate) struct Hotp;

impl Factor for Hotp {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn pages(&self) -> &'static [Page] {
        pages::PAGES
    }

    fn read(&self, form: &Form) -> Result<Answer, Refusal> {
        oath::read(&KIND, form.get("code"))
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(async move { decide(at, of, &answer) })
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, _: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(async move { pages::question(at) })
    }

    fn card<'a>(&'a self, at: &'a Context<'a>, _: &'a Standing) -> Doing<'a, Card> {
        let said = ["hotp-what", "hotp-which"].map(|key| at.words.t(key));
        let more = ("hardware-tokens", at.words.t("oath-help"));
        Box::pin(async move { Ok(Card::plain(&KIND, at.words).helped(&said, Some(more))?) })
    }
}

fn decide(at: &Context<'_>, of: &[Enrolment], answer: &Answer) -> Result<Verdict, Stop> {
    let codes = Codes::of(answer);
    let mut why = Why::No;
    for enrolment in of {
        let Some(shared) = Shared::own(at.reader.keys(), enrolment) else {
            continue;
        };
        let Some(presses) = Presses::of(&shared, enrolment) else {
            continue;
        };
        match presses.find(&codes) {
            CodeMatch::Counter(_) if !enrolment.answers(at.now) => why = Why::Suspended,
            CodeMatch::Counter(counter) => {
                let guard = enrolment::advance(enrolment, counter, at.now);
                let claim = Claim::new(enrolment.id, guard);
                return Ok(Verdict::Right(if presses.was_astray(counter) {
                    claim.recording(oath::resynced(enrolment))
                } else {
                    claim
                }));
            }
            CodeMatch::Used => why = Why::Used,
            CodeMatch::Nowhere => {}
        }
    }
    Ok(Verdict::Wrong(why))
}
