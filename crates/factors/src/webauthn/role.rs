//! What a credential is set up as: the one thing in which hardware tokens as second factor and passkeys differ.

use domain::account::GroupName;
use domain::setting::{Setting, Settings};
use domain::{Channel, Form, Kind, Refusal, Strength};
use look::fragment::Fragment;
use look::words::Texts;
use store::Schema;

use super::browser::{self, Verification};
use super::{check, question, section};
use crate::{
    About, Answer, Answered, Component, Context, Doing, Enrolment, Factor, Named, Page, Standing,
    Verdict,
};

/// A way of using credentials.
pub(crate) struct Role {
    /// Its kind, by which its texts begin.
    pub kind: Kind,
    /// Its place beneath `/settings/security/`.
    pub path: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Whether it signs in by itself: then it is found without a name, and its holder is verified.
    pub alone: bool,
    /// The key of the title of its set-up page.
    pub title: &'static str,
    /// Its pages.
    pub pages: &'static [Page],
    /// Whether it is enough alone for a member of these groups.
    pub suffices: fn(&Settings, &[GroupName]) -> bool,
    /// Its tables.
    pub schema: &'static Schema,
    /// Its settings.
    pub settings: &'static [Setting],
    /// Its texts.
    pub texts: Texts,
}

impl Role {
    /// Whether its holder has to be verified.
    pub(crate) const fn verification(&self) -> Verification {
        if self.alone {
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

/// The trait, filled for a role.
pub(crate) struct WebAuthn {
    role: &'static Role,
    about: About,
    component: Component,
}

impl WebAuthn {
    pub(crate) fn new(role: &'static Role) -> Self {
        Self {
            about: About {
                kind: role.kind.clone(),
                path: role.path,
                icon: role.icon,
                strength: Strength::PhishingResistant,
                // With its holder verified it is something held and something known or grown.
                channel: if role.alone {
                    Channel::Both
                } else {
                    Channel::Possession
                },
                answered: Answered::Signed,
                at_sign_in: true,
                own: true,
                alone: role.alone,
            },
            component: Component {
                schema: role.schema,
                settings: role.settings,
                texts: role.texts,
            },
            role,
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
        self.role.pages
    }

    fn read(&self, form: &Form) -> Result<Answer, Refusal> {
        let text = form.get("code").trim();
        match browser::read_given(text) {
            Some(_) => Ok(Answer(domain::Secret::new(text.to_owned()))),
            None => Err(Refusal::NotACode(self.role.kind.clone())),
        }
    }

    fn owner<'a>(
        &'a self,
        at: &'a Context<'a>,
        answer: &'a Answer,
    ) -> Doing<'a, Option<domain::ids::AccountId>> {
        Box::pin(check::owner(self.role, at, answer))
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(check::check(self.role, at, of, answer))
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Fragment> {
        Box::pin(question::second(self.role, at, of))
    }

    fn forgotten<'a>(
        &'a self,
        at: &'a Context<'a>,
        answer: &'a Answer,
    ) -> Doing<'a, Option<String>> {
        Box::pin(check::forgotten(at, answer))
    }

    fn suffices(&self, settings: &Settings, groups: &[GroupName]) -> bool {
        (self.role.suffices)(settings, groups)
    }

    fn alone<'a>(&'a self, at: &'a Context<'a>, named: Named<'a>) -> Doing<'a, Fragment> {
        Box::pin(question::alone(self.role, at, named))
    }

    fn section<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Fragment> {
        Box::pin(section::section(self.role, at, standing))
    }
}
