//! Signing in without a password, by what stands alone: a passkey. Nobody says who they are before; what the
//! authenticator holds does.

use domain::event::{Action, Event};
use domain::ids::AccountId;
use domain::policy::is_alone;
use domain::{Form, Kind, Refusal, Stop};
use factors::{Asker, Enrolment, Factor, Named, Passwordless, Question};
use look::fragment::Fragment;
use look::words::Words;

use super::answer::Answering;
use super::entry::{Also, Entry};
use super::judge::Judged;
use super::onward::Onward;
use super::progress::Progress;
use crate::account::groups;
use crate::house::Door;
use crate::policy::site::Site;
use crate::{Visitor, audit};

/// A way of signing in without a password.
pub struct Entrance {
    pub kind: Kind,
    pub icon: &'static str,
    pub question: Question,
}

/// A factor, and what it does to sign in by itself.
type Way<'a> = (&'a dyn Factor, &'static dyn Passwordless);

impl Door {
    /// Every way there is, for whoever comes along.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn entrances(&self, words: &Words) -> Result<Vec<Entrance>, Stop> {
        self.entrances_as(Named::Nobody, words).await
    }

    /// The same, for whomever.
    pub(super) async fn entrances_as(
        &self,
        named: Named<'_>,
        words: &Words,
    ) -> Result<Vec<Entrance>, Stop> {
        let site = Site::read(self.reader()).await?;
        let at = self.context(words, Asker::Nobody);
        let mut out = Vec::new();
        for (factor, way) in self.passwordless(&site) {
            let about = factor.about();
            out.push(Entrance {
                kind: about.kind.clone(),
                icon: about.icon,
                question: way.entrance(&at, named).await?,
            });
        }
        Ok(out)
    }

    /// What is switched on that signs in by itself.
    fn passwordless<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = Way<'a>> {
        let on = |factor: &&dyn Factor| site.is_on(&factor.about().kind);
        let way = |factor: &'a dyn Factor| Some((factor, factor.about().role.passwordless()?));
        self.registry().iter().filter(on).filter_map(way)
    }

    /// Signs in by what stands alone.
    ///
    /// # Errors
    /// [`Refusal::UnknownPasswordless`] whatever is wrong with it; [`Refusal::NotPasswordless`] where it is a second factor;
    /// [`Refusal::PasswordlessNotEnough`]; [`Refusal::MaybeCopied`]; [`Refusal::NotACode`].
    pub async fn sign_in_passwordless(
        &self,
        kind: &Kind,
        form: &Form,
        onward: impl Into<Onward<'_>>,
        seen: &Visitor,
    ) -> Result<Progress, Stop> {
        let onward = onward.into();
        let site = Site::read(self.reader()).await?;
        let way = self
            .passwordless(&site)
            .find(|(factor, _)| factor.about().kind == *kind)
            .ok_or_else(|| Refusal::KindOff(kind.clone()))?;
        // Policy may change while an answer is looked at: then it is looked at once more.
        for _ in 0..2 {
            match self.passwordless_once(way, form, onward, seen).await {
                Err(Stop::Refused(Refusal::SignInOver | Refusal::ChangedMeanwhile)) => {}
                other => return other,
            }
        }
        Err(Refusal::UnknownPasswordless.into())
    }

    /// Tells a browser to forget what it offered and nobody here has.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn forgotten_passwordless(
        &self,
        kind: &Kind,
        form: &Form,
    ) -> Result<Option<Fragment>, Stop> {
        let factor = self.factor(kind)?;
        let (Ok(answer), Some(way)) = (factor.read(form), factor.about().role.passwordless())
        else {
            return Ok(None);
        };
        let words = self.words(domain::Language::FIRST, "");
        let at = self.context(&words, Asker::Nobody);
        way.forgotten(&at, &answer).await
    }

    async fn passwordless_once(
        &self,
        (factor, way): Way<'_>,
        form: &Form,
        onward: Onward<'_>,
        seen: &Visitor,
    ) -> Result<Progress, Stop> {
        let kind = &factor.about().kind;
        let answer = factor.read(form)?;
        let words = self.words(domain::Language::FIRST, "");
        let at = self.context(&words, Asker::Nobody);
        let owner = way.owner(&at, &answer).await?;
        let Some(owner) = owner else {
            return Err(self.refuse_passwordless(kind, None, "unknown", seen).await);
        };
        let account = self.account_of(owner).await?;
        if !account.enabled {
            return Err(self
                .refuse_passwordless(kind, Some(owner), "disabled", seen)
                .await);
        }
        let all = factors::enrolment::of_account(self.reader(), owner).await?;
        let of: Vec<Enrolment> = all
            .iter()
            .filter(|one| one.kind == *kind && one.exists())
            .cloned()
            .collect();
        let who = Answering {
            account: owner,
            asker: Asker::Nobody,
            given: &[],
        };
        match self.weigh(who, factor, &of, answer, seen).await? {
            Judged::Wrong(why) => Err(self
                .refuse_passwordless(kind, Some(owner), why.word(), seen)
                .await),
            Judged::NotYet => Err(Refusal::NotYet(kind.clone()).into()),
            Judged::Right(proven) => {
                let beyond = self.is_beyond_passwordless(owner).await?;
                if beyond && is_alone(std::slice::from_ref(&proven.proof)) {
                    self.has_something_else(proven.proof.enrolment, &all)?;
                }
                let entry = Entry::Passwordless(&account, *proven, onward);
                match self.admit(entry, Also::default(), seen).await {
                    // Right a moment ago, and used in between.
                    Err(Stop::Refused(Refusal::WrongCode(_))) => Err(self
                        .refuse_passwordless(kind, Some(owner), "used", seen)
                        .await),
                    other => other,
                }
            }
        }
    }

    /// Whoever has nothing else couldn't go on: a sentence in place of a question without an answer.
    fn has_something_else(
        &self,
        given: Option<domain::ids::EnrolmentId>,
        all: &[Enrolment],
    ) -> Result<(), Refusal> {
        let other = |one: &&Enrolment| Some(one.id) != given && one.answers(self.now());
        all.iter()
            .any(|one| other(&one))
            .then_some(())
            .ok_or(Refusal::PasswordlessNotEnough)
    }

    /// Whether what stands alone isn't enough for this account.
    pub(crate) async fn is_beyond_passwordless(&self, account: AccountId) -> Result<bool, Stop> {
        let own = groups::names_of_account(self.reader(), account).await?;
        let settings = &self.config().settings;
        let ways = self.registry().iter().map(|one| one.about().role);
        let mut ways = ways.filter_map(|role| role.passwordless());
        Ok(ways.any(|way| !way.suffices(settings, &own)))
    }

    async fn refuse_passwordless(
        &self,
        kind: &Kind,
        account: Option<AccountId>,
        why: &'static str,
        seen: &Visitor,
    ) -> Stop {
        let event = Event::refused(Action::SignInPasswordless, account)
            .of_kind(kind)
            .detail(why);
        self.record([audit::write::folded(self, &event, seen, why)])
            .await;
        Refusal::UnknownPasswordless.into()
    }
}
