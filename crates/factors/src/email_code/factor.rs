//! E-mail, as a way by which codes are delivered.

use domain::{Kind, Refusal, Secret, Stop, Strength};
use look::words::Texts;

use super::pages;
use crate::delivered::{self, Way};
use crate::{About, Answered, Component, Context, Enrolment, Goes, Needs, Page, Role};

const TEXTS: Texts = look::texts!("email");

pub(crate) static WAY: Way = Way {
    about: About {
        kind: Kind::of("email"),
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
    },
    letter: "email-code-text",
    title: "email-set-up",
    pages: &[
        Page {
            path: "",
            needs: Needs::SetUp,
            run: |at, standing, form| Box::pin(delivered::begin(&WAY, at, standing, form)),
        },
        Page {
            path: "/{id}/confirm",
            needs: Needs::SetUp,
            run: |at, standing, form| Box::pin(delivered::confirm(&WAY, at, standing, form)),
        },
        Page {
            path: "/{id}/again",
            needs: Needs::SetUp,
            run: |at, standing, _| Box::pin(delivered::again(&WAY, at, standing)),
        },
    ],
    card: |at, standing| Box::pin(pages::card(at, standing)),
    add: |at, standing, refused| Box::pin(pages::add(at, standing, refused)),
    chosen: |at, standing, form| Box::pin(pages::chosen(at, standing, form)),
    goes: Goes::ToAddress,
    here: Refusal::MailboxUnfit,
    masked,
    with: |_, code| {
        let (start, end) = code.split_at_checked(4).unwrap_or((code, ""));
        vec![("code", Secret::new(format!("{start} {end}")))]
    },
    refuses: |at, of, address| Box::pin(refused(at, of, address)),
    stands_alone: |_| true,
    numbers: None,
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
