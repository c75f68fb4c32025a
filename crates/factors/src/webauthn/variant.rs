//! What a credential is set up as: the one thing in which hardware tokens as second factor and passkeys differ.

use domain::{Form, Refusal};

use super::browser::{self};
use super::options::Verification;
use super::{check, question, section};
use crate::{
    About, Answer, Card, Context, Doing, Enrolment, Factor, Page, Question, Row, Standing, Verdict,
};

/// A way of using credentials.
pub(crate) struct Variant {
    /// One that signs in by itself is found without a name, and its holder is verified.
    pub about: About,
    /// The key of the title of its set-up page.
    pub title: &'static str,
    pub pages: &'static [Page],
    /// What one of it can be turned into.
    pub becomes: fn() -> &'static Self,
}

impl Variant {
    /// Whether it signs in by itself.
    pub(crate) const fn is_passwordless(&self) -> bool {
        self.about.role.passwordless().is_some()
    }

    /// Whether its holder has to be verified.
    pub(crate) const fn verification(&self) -> Verification {
        if self.is_passwordless() {
            Verification::Required
        } else {
            Verification::Discouraged
        }
    }

    /// The key of one of its texts.
    pub(crate) fn key(&self, name: &str) -> String {
        format!("{}-{name}", self.about.kind)
    }
}

/// The trait, filled for a variant.
pub(crate) struct WebAuthn(pub &'static Variant);

impl Factor for WebAuthn {
    fn about(&self) -> &About {
        &self.0.about
    }

    fn pages(&self) -> &'static [Page] {
        self.0.pages
    }

    fn read(&self, form: &Form) -> Result<Answer, Refusal> {
        let text = form.get("code").trim();
        match browser::read_given(text) {
            Some(_) => Ok(Answer(domain::Secret::new(text.to_owned()))),
            None => Err(Refusal::NotACode(self.0.about.kind.clone())),
        }
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(check::check(self.0, at, of, answer))
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(question::second(self.0, at, of))
    }

    fn rows<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Vec<Row>> {
        Box::pin(section::rows(self.0, at, standing))
    }

    fn card<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Card> {
        Box::pin(section::card(self.0, at, standing))
    }
}
