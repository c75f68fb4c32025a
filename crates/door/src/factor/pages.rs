//! Running a factor's own page: the door looks at who stands there and how fresh their proofs are. What the page
//! returns is committed by [`commit`](super::commit).

use domain::ids::EnrolmentId;
use domain::{Form, Kind, Refusal, Stop};
use factors::{Enrolment, Needs, Opens, Owner, Page, Standing};
use look::fragment::Fragment;
use look::words::Words;

use super::at::At;
use super::commit::{By, Done};
use crate::Visitor;
use crate::account::table::Account;
use crate::form_number;
use crate::freshness::Freshness;
use crate::house::Door;
use crate::policy::site::Site;

/// What a page answers.
pub enum Shown {
    /// A page under a title (a key of the catalogue), with a refusal if there was one.
    Page(&'static str, Fragment, Option<Refusal>),
    /// Back to the overview.
    Overview,
    Done(Done),
}

/// Which page of which factor.
#[derive(Clone, Debug)]
pub struct PageRequest<'a> {
    pub kind: &'a Kind,
    /// Beneath the factor's own address: `` or `/{id}/confirm`.
    pub path: &'a str,
    /// The enrolment that the path or form names.
    pub id: Option<EnrolmentId>,
    /// Where one is going once something has been set up, already checked; empty for the overview.
    pub next: &'a str,
}

/// A page that is open to whoever stands there.
struct Opened {
    page: &'static Page,
    account: Account,
    standing: Standing,
    /// There is no factor yet.
    first: bool,
}

impl Door {
    /// The kind whose pages are at this place beneath `/settings/security/`.
    pub fn kind_at(&self, path: &str) -> Option<Kind> {
        let factor = self
            .registry()
            .iter()
            .find(|factor| factor.about().path == path)?;
        Some(factor.about().kind.clone())
    }

    /// The place of a kind's pages beneath `/settings/security/`.
    pub fn place_of(&self, kind: &Kind) -> Option<&'static str> {
        Some(self.registry().get(kind)?.about().path)
    }

    /// Posts to a factor's page.
    ///
    /// # Errors
    /// [`Refusal::StepUp`], [`Refusal::OnlyTheLost`], [`Refusal::KindOff`], [`Refusal::NoSuch`],
    /// [`Refusal::AlreadyEnrolled`], [`Refusal::FormUsed`], and what the page itself refuses.
    pub async fn post_factor_page(
        &self,
        at: At<'_>,
        asked: &PageRequest<'_>,
        form: &Form,
        words: &Words,
        seen: &Visitor,
    ) -> Result<Shown, Stop> {
        let shown = self.run_factor_page(at, asked, form, words, seen).await;
        match self
            .enrolled_by_the_same(at, asked, form, &shown, seen)
            .await?
        {
            Some(done) => Ok(Shown::Done(done)),
            None => shown,
        }
    }

    async fn run_factor_page(
        &self,
        at: At<'_>,
        asked: &PageRequest<'_>,
        form: &Form,
        words: &Words,
        seen: &Visitor,
    ) -> Result<Shown, Stop> {
        let Opened {
            page,
            account,
            standing,
            first,
        } = self.open_factor_page(at, asked).await?;
        form_number::refuse_used(self, form, self.now()).await?;
        // A code that was sent is guessed at wherever it is typed.
        let guesses = page.needs == Needs::Answer || self.factor(asked.kind)?.asks().is_some();
        let attempt = match standing.named() {
            Some(of) if guesses => Some(self.spend_on_guess(of, seen).await?),
            _ => None,
        };
        let context = self.context(words, at.asker());
        let shown = (page.run)(&context, &standing, form).await;
        if let (Some(attempt), Some(of)) = (attempt, standing.named()) {
            self.guessed(of, attempt, &shown, seen).await?;
        }
        match shown? {
            factors::Shown::Fragment(title, body) => Ok(Shown::Page(title, body, None)),
            factors::Shown::Refused(refusal, title, body) => {
                Ok(Shown::Page(title, body, Some(refusal)))
            }
            factors::Shown::Overview => Ok(Shown::Overview),
            factors::Shown::Change(change) => {
                let by = By {
                    at,
                    account: &account,
                    kind: asked.kind,
                    fresh: standing.fresh,
                    first,
                    form,
                    seen,
                };
                self.commit_change(by, *change).await.map(Shown::Done)
            }
        }
    }

    /// The page that is asked for, where it is open to whoever stands there.
    async fn open_factor_page(&self, at: At<'_>, asked: &PageRequest<'_>) -> Result<Opened, Stop> {
        let factor = self.factor(asked.kind)?;
        let page = factor
            .pages()
            .iter()
            .find(|page| page.path == asked.path)
            .ok_or(Refusal::NoSuch)?;
        if matches!(at, At::SigningIn(_)) && !factor.about().role.is_set_up_at_sign_in() {
            return Err(Refusal::NotAllowed.into());
        }
        let id = match at {
            At::Settings(live) => live.account(),
            At::SigningIn(pending) => pending.account,
        };
        let account = self.account_of(id).await?;
        let site = Site::read(self.reader()).await?;
        let all = factors::enrolment::of_account(self.reader(), account.id).await?;
        let fresh = self
            .may_stand(at, (page.needs, asked.kind), &account, &site, &all)
            .await?;
        if !self.is_open(&site, asked.kind) {
            return Err(Refusal::KindOff(asked.kind.clone()).into());
        }
        let first = !self.holds(&all, &site, false).factor;
        if page.needs == Needs::SetUp && self.lacks_company(asked.kind, &all) {
            return Err(Refusal::NotAlone(asked.kind.clone()).into());
        }
        let mut standing = self.standing(at, &account, asked.kind, all, asked.id);
        if fresh == Freshness::Full {
            standing.opens = Opens::Everything;
        }
        standing.next = asked.next.to_owned();
        if asked.id.is_some() && standing.named().is_none() {
            return Err(Refusal::NoSuch.into());
        }
        Ok(Opened {
            page,
            account,
            standing,
            first,
        })
    }

    pub(crate) fn standing(
        &self,
        at: At<'_>,
        account: &Account,
        kind: &Kind,
        all: Vec<Enrolment>,
        id: Option<EnrolmentId>,
    ) -> Standing {
        let path = self.place_of(kind).unwrap_or_default();
        let (base, signing_in) = match at {
            At::Settings(_) => (format!("/settings/security/{path}"), false),
            At::SigningIn(_) => (format!("/login/setup/{kind}"), true),
        };
        let has_factor = self.factors_among(&all) > 0;
        let lacks_company = self.lacks_company(kind, &all);
        let (enrolments, mut others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|e| e.kind == *kind);
        others.retain(Enrolment::exists);
        Standing {
            has_factor,
            lacks_company,
            owner: Owner {
                id: account.id,
                name: account.name.clone(),
            },
            enrolments,
            others,
            id,
            base,
            signing_in,
            next: String::new(),
            fresh: EnrolmentId::new(self.random()),
            opens: Opens::TheLost,
            disabled: Vec::new(),
            waiting: Vec::new(),
            off: Vec::new(),
            naming: None,
            number: form_number::new(self),
        }
    }
}
