//! The trait, filled: what is delivered, by e-mail.

use domain::{Form, Kind, Refusal, Secret, Stop, Strength};
use look::fragment::Fragment;
use look::words::Texts;

use super::pages;
use crate::delivered::{self, Way};
use crate::{
    About, Answer, Answered, Asking, Asks, Component, Context, Doing, Enrolment, Factor, Goes,
    Page, Question, Role, Row, Standing, Verdict,
};

pub(crate) const KIND: Kind = Kind::of("email");

const TEXTS: Texts = look::texts!("email");

static ABOUT: About = About {
    kind: KIND,
    path: "email",
    icon: "mail",
    role: Role::Second {
        strength: Strength::Mailed,
        at_sign_in: true,
    },
    answered: Answered::Digits,
    component: Component {
        scripts: &[&delivered::ARRIVING],
        ..Component::plain(TEXTS)
    },
};

/// How its codes are delivered.
pub(super) static WAY: Way = Way {
    kind: KIND,
    letter: "email-code-text",
    title: "email-set-up",
    goes: |address| Goes::ToAddress(address.to_owned()),
    here: Refusal::MailboxUnfit,
    masked,
    with: |_, code| {
        let (start, end) = code.split_at_checked(4).unwrap_or((code, ""));
        vec![("code", Secret::new(format!("{start} {end}")))]
    },
    refuses: |at, of, address| Box::pin(refused(at, of, address)),
};

/// An address as its owner knows it: its first letter and its host.
fn masked(address: &str) -> String {
    let (local, host) = address.split_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}•••@{host}")
}

/// Why no code goes to an address that was fit once; nothing where one does.
async fn refused(at: &Context<'_>, of: &Enrolment, address: &str) -> Result<Option<Refusal>, Stop> {
    let fit = at.mailboxes.fit(of.account).await?;
    let is_fit = fit.iter().any(|one| one.eq_ignore_ascii_case(address));
    Ok((!is_fit).then_some(Refusal::MailboxUnfit))
}

pub(crate) struct EmailCode;

impl Factor for EmailCode {
    fn about(&self) -> &About {
        &ABOUT
    }

    fn pages(&self) -> &'static [Page] {
        pages::PAGES
    }

    fn read(&self, form: &Form) -> Result<Answer, Refusal> {
        delivered::read(&WAY, form)
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        answer: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(async move { delivered::check(&WAY, at, of, &answer).await })
    }

    fn asks(&self) -> Option<&dyn Asks> {
        Some(self)
    }

    fn question<'a>(&'a self, at: &'a Context<'a>, of: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(delivered::question(&WAY, at, of))
    }

    fn rows<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Vec<Row>> {
        Box::pin(async move { Ok(delivered::rows(&WAY, at, standing)) })
    }

    fn add<'a>(&'a self, at: &'a Context<'a>, standing: &'a Standing) -> Doing<'a, Fragment> {
        Box::pin(pages::add(at, standing, None))
    }
}

impl Asks for EmailCode {
    fn ask<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        form: &'a Form,
    ) -> Doing<'a, Asking> {
        Box::pin(delivered::ask(&WAY, at, of, form))
    }

    fn goes(&self) -> Goes {
        Goes::ToAddress(String::new())
    }
}
