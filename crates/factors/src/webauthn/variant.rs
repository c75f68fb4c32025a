//! What a credential is set up as: the one thing in which hardware tokens as second factor and passkeys differ.

use domain::{Form, Kind, Refusal};
use look::fragment::Fragment;

use super::browser::{self, Verification};
use super::script::SCRIPTS;
use super::{check, question, section};
use crate::{
    About, Answer, Answered, Component, Context, Doing, Enrolment, Factor, Page, Question, Role,
    Row, Standing, Verdict,
};

/// A way of using credentials.
pub(crate) struct Variant {
    /// Its kind, by which its texts begin.
    pub kind: Kind,
    /// Its place beneath `/settings/security/`.
    pub path: &'static str,
    pub icon: &'static str,
    /// What it is for. One that signs in by itself is found without a name, and its holder is verified.
    pub role: Role,
    /// The key of the title of its set-up page.
    pub title: &'static str,
    pub pages: &'static [Page],
    /// What it brings to the house.
    pub component: Component,
}

impl Variant {
    /// Whether it signs in by itself.
    pub(crate) const fn is_passwordless(&self) -> bool {
        self.role.passwordless().is_some()
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
        format!("{}-{name}", self.kind)
    }
}

/// The trait, filled for a variant.
pub(crate) struct WebAuthn {
    variant: &'static Variant,
    about: About,
    component: Component,
}

impl WebAuthn {
    pub(crate) fn new(variant: &'static Variant) -> Self {
        Self {
            about: About {
                kind: variant.kind.clone(),
                path: variant.path,
                icon: variant.icon,
                role: variant.role,
                answered: Answered::Signed,
            },
            component: Component {
                scripts: &SCRIPTS,
                ..variant.component
            },
            variant,
        }
    }
}

impl Factor for WebAuthn {
    fn about(&self) -> &About {
        &self.about
    }

    fn component(&self) -> &Component {
        &self.component
    }

    fn pages(&self) -> &'static [Page] {
        self.variant.pages
    }

    fn read(&self, form: &Form) -> Result<Answer, Refusal> {
        let text = form.get("code").trim();
        match browser::read_given(text) {
            Some(_) => Ok(Answer(domain::Secret::new(text.to_owned()))),
            None => Err(Refusal::NotACode(self.variant.kind.clone())),
        }
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(check::check(self.variant, at, of, answer))
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(question::second(self.variant, at, of))
    }

    fn rows<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Vec<Row>> {
        Box::pin(section::rows(self.variant, at, standing))
    }

    fn add<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Fragment> {
        Box::pin(section::add(self.variant, at, standing))
    }
}
