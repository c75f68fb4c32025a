//! The trait, filled for a way by which codes are delivered.

use domain::setting::Settings;
use domain::{Form, Refusal, Secret};

use super::way::Way;
use super::{codes, question};
use crate::{
    About, Answer, Asking, Asks, Card, Context, Daily, Doing, Enrolment, Factor, Goes, Page,
    Question, Row, Standing, Verdict,
};

/// A kind whose codes are delivered this way.
pub(crate) struct Delivered(pub(crate) &'static Way);

impl Factor for Delivered {
    fn about(&self) -> &About {
        &self.0.about
    }

    fn pages(&self) -> &'static [Page] {
        self.0.pages
    }

    fn read(&self, form: &Form) -> Result<Answer, Refusal> {
        codes::read(self.0, form)
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(async move { codes::check(self.0, at, of, &answer).await })
    }

    fn stands_alone(&self, settings: &Settings) -> bool {
        (self.0.stands_alone)(settings)
    }

    fn asks(&self) -> Option<&dyn Asks> {
        Some(self)
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(question::question(self.0, at, of))
    }

    fn rows<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Vec<Row>> {
        Box::pin(async move { Ok(question::rows(self.0, at, standing)) })
    }

    fn card<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Card> {
        (self.0.card)(at, standing)
    }
}

impl Asks for Delivered {
    fn ask<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        form: &'a Form,
    ) -> Doing<'a, Asking> {
        Box::pin(codes::ask(self.0, at, of, form))
    }

    fn goes(&self) -> Goes {
        self.0.goes
    }

    fn number(&self, at: &Context<'_>, of: &Enrolment) -> Option<Secret<String>> {
        // The target of what leads to no number isn't opened.
        self.0.numbers.as_ref()?;
        let target = self.0.target(at.reader.keys(), of)?;
        self.to_dial(at.settings, target.expose())
    }

    fn to_dial(&self, settings: &Settings, number: &str) -> Option<Secret<String>> {
        let numbers = self.0.numbers.as_ref()?;
        (numbers.to_dial)(settings, number)
    }

    fn daily(&self, settings: &Settings) -> Option<Daily> {
        let numbers = self.0.numbers.as_ref()?;
        Some((numbers.daily)(settings))
    }
}
