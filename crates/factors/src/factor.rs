//! The trait that every factor fills.

use std::future::Future;
use std::pin::Pin;

use domain::setting::Settings;
use domain::{Form, Refusal, Stop};

use crate::{
    About, Answer, Asks, Card, Context, Enrolment, Page, Question, Row, Standing, Verdict,
};

/// An async result from behind a trait object.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Stop>> + Send + 'a>>;

/// One kind of second proof. Reads, computes, and returns what should be committed.
pub trait Factor: Send + Sync {
    /// The facts about it.
    fn about(&self) -> &About;

    fn pages(&self) -> &'static [Page];

    /// Pure, before anything is spent or looked up: "not six digits" costs nothing.
    ///
    /// # Errors
    /// [`Refusal::NotACode`].
    fn read(&self, form: &Form) -> Result<Answer, Refusal>;

    /// Decides about an answer for all of the account's confirmed enrolments of this kind, suspended
    /// ones included. Called in one place, after the door has spent the attempt.
    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict>;

    /// The last counter of an enrolment once all its codes up to this moment are taken as used; none where they don't
    /// go by time, or can't be read.
    fn counter_by_now(&self, _: &Context<'_>, _: &Enrolment) -> Option<i64> {
        None
    }

    /// Whether it may be somebody's only second factor here.
    fn stands_alone(&self, _: &Settings) -> bool {
        true
    }

    /// How it asks, where it has to before it can be answered.
    fn asks(&self) -> Option<&dyn Asks> {
        None
    }

    /// What is asked of whoever has these enrolments. It is put by a GET, so it changes nothing.
    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Question>;

    /// What is set up of it, a row each.
    fn rows<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Vec<Row>> {
        Box::pin(async move { Ok(Row::all(standing, at.words)) })
    }

    /// How it presents itself where people choose what to add: above the rows, and on the way in. Its button
    /// posts to the first page, with `ask` in the form; what has to be asked before one begins is asked there.
    fn card<'a>(&'a self, at: &'a Context<'a>, _: &'a Standing) -> Doing<'a, Card> {
        Box::pin(async { Ok(Card::plain(&self.about().kind, at.words)) })
    }
}
