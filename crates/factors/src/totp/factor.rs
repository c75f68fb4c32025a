//! The trait, filled: a code is accepted by advancing the enrolment's last counter to its step, which one
//! conditional UPDATE decides.

use domain::setting::{Setting, Settings, Type};
use domain::{Form, Kind, Refusal, Span, Stop, Strength};
use look::words::Texts;

use super::pages;
use super::steps::{CodeMatch, Watch};
use super::taken;
use crate::oath::{self, Algorithm, Codes, Parameters, Shared};
use crate::{
    About, Answer, Answered, Card, Claim, Component, Context, Doing, Enrolment, Factor, Page,
    Question, Role, Row, Signed, Standing, Verdict, Why, enrolment,
};

pub(crate) const KIND: Kind = Kind::of("totp");

const SETTINGS: &[Setting] = &[
    Setting {
        key: "totp.algorithm",
        holds: Type::Word(&["SHA1", "SHA256", "SHA512"]),
        default: "\"SHA1\"",
        doc: "The hash of new authenticator apps' secrets. Some apps read no other than SHA1.",
        secret: false,
    },
    Setting {
        key: "totp.digits",
        holds: Type::Number(6, 8),
        default: "6",
        doc: "Digits of new authenticator apps' codes. Some apps show no other number than 6.",
        secret: false,
    },
    Setting {
        key: "totp.period",
        holds: Type::Number(15, 120),
        default: "30",
        doc: "Seconds for which a code of a new authenticator app is shown.",
        secret: false,
    },
];

const TEXTS: Texts = look::texts!("totp");

pub(crate) static ABOUT: About = About {
    kind: KIND,
    path: "totp",
    icon: "smartphone",
    role: Role::Second {
        strength: Strength::OneTime,
        at_sign_in: true,
    },
    answered: Answered::Digits,
    component: Component {
        settings: SETTINGS,
        ..Component::plain(TEXTS)
    },
};

pub(crate) struct Totp;

/// The site's parameters for new apps' secrets, and the seconds of their step.
pub(crate) fn parameters(settings: &Settings) -> (Parameters, u32) {
    let default = Parameters::DEFAULT;
    let parameters = Parameters {
        algorithm: Algorithm::read(settings.text("totp.algorithm")).unwrap_or(default.algorithm),
        digits: settings
            .number("totp.digits")
            .and_then(|n| u8::try_from(n).ok())
            .unwrap_or(default.digits),
    };
    let period = settings
        .number("totp.period")
        .and_then(|n| u32::try_from(n).ok())
        .unwrap_or(30);
    (parameters, period)
}

impl Factor for Totp {
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

    fn counter_by_now(&self, at: &Context<'_>, of: &Enrolment) -> Option<i64> {
        let shared = Shared::own(at.reader.keys(), of)?;
        Watch::of(&shared, of, at.now).map(|watch| watch.by_now())
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(async move { pages::question(at, of) })
    }

    fn rows<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Vec<Row>> {
        Box::pin(async move { pages::rows(at, standing) })
    }

    fn card<'a>(&'a self, at: &'a Context<'a>, _: &'a Standing) -> Doing<'a, Card> {
        Box::pin(async move { taken::card(at) })
    }
}

fn decide(at: &Context<'_>, of: &[Enrolment], answer: &Answer) -> Result<Verdict, Stop> {
    let codes = Codes::of(answer);
    let mut why = Why::No;
    for enrolment in of {
        let Some(shared) = Shared::own(at.reader.keys(), enrolment) else {
            continue;
        };
        let Some(watch) = Watch::of(&shared, enrolment, at.now) else {
            continue;
        };
        match watch.find(&codes) {
            CodeMatch::Step { .. } if !enrolment.answers(at.now) => why = Why::Suspended,
            CodeMatch::Step { step, drift } => {
                let guard = if watch.drifts() {
                    enrolment::accept_drifting(enrolment, step, drift, watch.latest(), at.now)
                } else {
                    enrolment::accept(enrolment, step, watch.latest(), at.now)
                };
                let claim = Claim::new(enrolment.id, guard).signed(Signed::step(
                    step,
                    watch.period(),
                    at.now,
                ));
                return Ok(Verdict::Right(match codes {
                    Codes::Two(..) if drift != enrolment.drift => {
                        claim.recording(oath::resynced(enrolment))
                    }
                    _ => claim,
                }));
            }
            CodeMatch::Used => why = Why::Used,
            CodeMatch::Off(seconds) if why == Why::No => {
                why = Why::ClockOff(Span::seconds(seconds))
            }
            CodeMatch::Off(_) | CodeMatch::Nowhere => {}
        }
    }
    Ok(Verdict::Wrong(why))
}
