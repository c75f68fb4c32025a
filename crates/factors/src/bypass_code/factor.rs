//! The trait, filled: a code is used by deleting its row, before it ends by itself.

use askama::Template;
use domain::{Form, Kind, Refusal};
use look::fragment::Fragment;
use look::words::{Texts, Words};

use super::{codes, issue};
use crate::{
    About, Answer, Answered, Button, Card, Claim, Component, Context, Doing, Enrolment, Factor,
    Page, Question, Role, Row, Source, Standing, Verdict, Why, enrolment, kept_code,
};

pub(crate) const KIND: Kind = Kind::of("bypass-code");

const TEXTS: Texts = look::texts!("bypass-code");

#[derive(Template)]
#[template(path = "bypass_code/question.html")]
struct Field<'a> {
    w: &'a Words,
}

static ABOUT: About = About {
    kind: KIND,
    path: "bypass-codes",
    icon: "life-buoy",
    role: Role::Fallback(Source::Helper(&issue::Giving)),
    answered: Answered::Letters,
    component: Component {
        schema: Some(&codes::SCHEMA),
        ..Component::plain(TEXTS)
    },
};

pub(crate) struct BypassCode;

impl Factor for BypassCode {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn pages(&self) -> &'static [Page] {
        &[]
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
            let keys = at.reader.keys();
            let finder = kept_code::finder_of(keys, KIND.as_str(), &answer);
            let mut why = Why::No;
            for enrolment in of {
                let Some(kept) = codes::of(at.reader, enrolment.id).await? else {
                    continue;
                };
                if kept.finder != finder
                    || !kept_code::fits(keys, at.hashing, enrolment, &kept, &answer).await?
                {
                    continue;
                }
                if enrolment.answers(at.now) {
                    let claim =
                        Claim::new(enrolment.id, codes::consume(kept.id, enrolment.id, &KIND));
                    return Ok(Verdict::Right(
                        claim.and(enrolment::spend(enrolment, at.now)),
                    ));
                }
                why = Why::Expired;
            }
            Ok(Verdict::Wrong(why))
        })
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, _: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(async move { Ok(Question::typed(Fragment::of(&Field { w: at.words })?)) })
    }

    /// They have no names, so none has a row.
    fn rows<'a>(&'a self, _: &'a Context<'a>, _: &'a Standing) -> Doing<'a, Vec<Row>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn card<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Card> {
        let left = standing
            .confirmed()
            .filter(|e| issue::is_left(e) && e.answers(at.now));
        let until = left.filter_map(|e| e.until).map(|until| {
            let until = at.words.moment(until);
            at.words
                .with("bypass-code-until", &[("until", until.as_str())])
        });
        let note = until.collect::<Vec<_>>().join(" ");
        Box::pin(async move {
            Ok(Card {
                line: at.words.t("bypass-code-about"),
                note,
                button: Button::None,
                ..Card::plain(&KIND, at.words)
            })
        })
    }
}
