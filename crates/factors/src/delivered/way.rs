//! In what the kinds differ: where their codes go, and what the message says.

use domain::setting::Settings;
use domain::{Fault, Form, Refusal, Secret, Stop};
use look::fragment::Fragment;
use store::Keys;

use crate::{
    About, Binding, Card, Context, Daily, Doing, Enrolment, Goes, Page, Standing, binding,
};

/// What a text is filled with, by name.
pub(crate) type Filling = Vec<(&'static str, Secret<String>)>;

/// What somebody chose in the form that sets one up.
pub(crate) struct Chosen {
    /// Where its codes are to go.
    pub target: String,
    /// What it is called where no name was typed.
    pub name: String,
}

/// What was typed into that form instead, and why it was refused.
pub(crate) type Refused<'a> = (&'a Form, &'a Refusal);

/// What is asked besides of a way that leads to telephone numbers, each message to which is paid for.
pub(crate) struct Numbers {
    /// A target in E.164; none where nothing is sent to it.
    pub to_dial: fn(&Settings, &str) -> Option<Secret<String>>,
    /// What a site pays for at most.
    pub daily: fn(&Settings) -> Daily,
}

/// A way by which codes are delivered.
pub(crate) struct Way {
    pub about: About,
    /// The key of the message's text.
    pub letter: &'static str,
    /// The key of the title of its set-up pages.
    pub title: &'static str,
    pub pages: &'static [Page],
    pub card: for<'a> fn(&'a Context<'a>, &'a Standing) -> Doing<'a, Card>,
    /// The form that adds one; with what was refused there.
    pub add: for<'a> fn(&'a Context<'a>, &'a Standing, Option<Refused<'a>>) -> Doing<'a, Fragment>,
    /// What was chosen in that form; or why no codes go there.
    pub chosen:
        for<'a> fn(&'a Context<'a>, &'a Standing, &'a Form) -> Doing<'a, Result<Chosen, Refusal>>,
    pub goes: Goes,
    /// What whoever sets a target up once more is told.
    pub here: Refusal,
    /// A target as its owner knows it and nobody else does.
    pub masked: fn(&str) -> String,
    /// What stands in a message beside the code.
    pub with: for<'a> fn(&'a Context<'a>, &str) -> Filling,
    /// Why nothing is sent to this target of an account by now; nothing where it is.
    pub refuses: for<'a> fn(&'a Context<'a>, &'a Enrolment, &'a str) -> Doing<'a, Option<Refusal>>,
    /// Whether it may be somebody's only second factor here.
    pub stands_alone: fn(&Settings) -> bool,
    /// None where nothing goes to telephone numbers.
    pub numbers: Option<Numbers>,
}

impl Way {
    /// The key of one of its texts.
    pub(crate) fn key(&self, name: &str) -> String {
        format!("{}-{name}", self.about.kind)
    }

    /// Where the codes of an enrolment go; none, and a line in the log, where what stands there isn't its own.
    pub(crate) fn target(&self, keys: &Keys, of: &Enrolment) -> Option<Secret<String>> {
        binding::own(open(keys, of), &of.kind, &of.id)
    }

    /// The same, masked; empty where it can't be read.
    pub(crate) fn masked_of(&self, keys: &Keys, of: &Enrolment) -> String {
        let target = self.target(keys, of);
        target.map_or_else(String::new, |target| (self.masked)(target.expose()))
    }
}

/// A target as it is kept: sealed for its row.
pub(crate) fn seal(at: &Context<'_>, binding: &Binding, target: &str) -> Result<Vec<u8>, Stop> {
    let keys = at.reader.keys();
    let sealed = keys
        .sealing
        .seal(binding.bytes(), target.as_bytes(), at.random)?;
    Ok(sealed)
}

fn open(keys: &Keys, of: &Enrolment) -> Result<Secret<String>, Fault> {
    let sealed = of.sealed.as_ref();
    let sealed = sealed.ok_or_else(|| Fault::new("an enrolment that codes go nowhere of"))?;
    let text = keys.sealing.open(of.binding().bytes(), sealed)?;
    let text = String::from_utf8(text.expose().to_vec());
    text.map(Secret::new)
        .map_err(|_| Fault::new("a sealed target that is no text"))
}
