//! The trait, filled: a code has to be sent before it can be answered, and is used by deleting its row.

use domain::{Form, Kind, Refusal, Secret, Strength};
use factors::{
    About, Answer, Answered, Asking, Asks, Claim, Component, Context, Doing, Enrolment, Factor,
    Page, Question, Role, Verdict, Why, enrolment,
};
use look::words::Texts;

use crate::{codes, pages};

/// The kind.
pub(crate) const KIND: Kind = Kind::of("sent-code");

const TEXTS: Texts = look::texts!("sent-code");

static ABOUT: About = About {
    kind: KIND,
    path: "sent-code",
    icon: "smartphone",
    role: Role::Second {
        strength: Strength::Delivered,
        at_sign_in: true,
    },
    answered: Answered::Digits,
    component: Component {
        schema: Some(&codes::SCHEMA),
        ..Component::plain(TEXTS)
    },
};

/// A code that is sent to its owner.
pub struct SentCode;

impl Factor for SentCode {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn pages(&self) -> &'static [Page] {
        pages::PAGES
    }

    fn read(&self, form: &Form) -> Result<Answer, Refusal> {
        let digits: String = form.get("code").split_whitespace().collect();
        let is_code = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_code
            .then(|| Answer(Secret::new(digits)))
            .ok_or(Refusal::NotACode(KIND))
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(async move {
            for one in of.iter().filter(|one| one.answers(at.now)) {
                if let Some(guard) = codes::consume(at, one, answer.0.expose()).await? {
                    let claim = Claim::new(one.id, guard);
                    let used = enrolment::answered(one, at.now);
                    return Ok(Verdict::Right(claim.and(used)));
                }
            }
            Ok(Verdict::Wrong(Why::No))
        })
    }

    fn asks(&self) -> Option<&dyn Asks> {
        Some(self)
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(pages::question(at, of))
    }
}

impl Asks for SentCode {
    fn ask<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        _: &'a Form,
    ) -> Doing<'a, Asking> {
        Box::pin(async move {
            let open = of.iter().filter(|one| one.answers(at.now));
            let (keep, send) = open
                .map(|one| codes::send(at, one.id, &one.name, one.binding()))
                .unzip();
            Ok(Asking { keep, send })
        })
    }
}
