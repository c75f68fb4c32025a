//! The trait, filled: a code is used by deleting its row.

use domain::event::{Action, Event};
use domain::{Form, Kind, Refusal, Stop};
use look::words::Texts;

use super::{codes, pages};
use crate::{
    About, Answer, Answered, Card, Claim, Component, Context, Doing, Enrolment, Factor, Page,
    Question, Role, Row, Source, Standing, Verdict, Why, enrolment, kept_code,
};

pub(crate) const KIND: Kind = Kind::of("backup-code");

const TEXTS: Texts = look::texts!("backup-code");

static ABOUT: About = About {
    kind: KIND,
    path: "backup-codes",
    icon: "list-ordered",
    role: Role::Fallback(Source::Owner),
    answered: Answered::Letters,
    component: Component {
        schema: Some(&codes::SCHEMA),
        ..Component::plain(TEXTS)
    },
};

pub(crate) struct BackupCode;

impl Factor for BackupCode {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn pages(&self) -> &'static [Page] {
        pages::PAGES
    }

    fn read(&self, form: &Form) -> Result<Answer, Refusal> {
        kept_code::read(form.get("code")).ok_or_else(|| kept_code::not_a_code(&KIND))
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(async move {
            for one in of.iter().filter(|one| one.answers(at.now)) {
                if let Some(claim) = claim(at, one, &answer).await? {
                    return Ok(Verdict::Right(claim));
                }
            }
            Ok(Verdict::Wrong(Why::No))
        })
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(pages::question(at, of))
    }

    /// They have no names, so none has a row.
    fn rows<'a>(&'a self, _: &'a Context<'a>, _: &'a Standing) -> Doing<'a, Vec<Row>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn card<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Card> {
        Box::pin(async move { pages::card(at, standing) })
    }
}

/// How many are few.
const FEW: i64 = 3;

/// What tells the owner that few are left once one of them is used.
fn few_left(of: &Enrolment) -> Option<Event> {
    let left = of.codes_left.saturating_sub(1);
    let event = Event::done(Action::CodesFewLeft, of.account).of_kind(&KIND);
    (left <= FEW).then(|| event.detail(left.to_string()))
}

/// What an answer claims that is one of an enrolment's codes.
async fn claim(at: &Context<'_>, of: &Enrolment, answer: &Answer) -> Result<Option<Claim>, Stop> {
    let keys = at.reader.keys();
    let finder = kept_code::finder_of(keys, KIND.as_str(), answer);
    for code in codes::found(at.reader, of.id, &finder).await? {
        if kept_code::fits(keys, at.hashing, of, &code, answer).await? {
            let claim = Claim::new(of.id, codes::consume(code.id, of.id, &KIND));
            let claim = claim.and(enrolment::spend(of, at.now));
            return Ok(Some(match few_left(of) {
                Some(event) => claim.recording(event),
                None => claim,
            }));
        }
    }
    Ok(None)
}
