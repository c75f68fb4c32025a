//! The question of a kind, and whether it is asked at all.

use domain::{Kind, Proof, Refusal, Stop, Strength};
use factors::{Enrolment, Question};
use look::words::Words;

use super::answer::Answering;
use super::choices::Shut;
use super::pending::Pending;
use crate::house::Door;
use crate::policy::site::Site;

impl Door {
    /// Whether a kind is offered to whoever has all of these. Policy may ask for the strongest ways alone
    /// wherever one is set up, in whatever state; codes that help out stay. One that was given already is none
    /// that is left.
    pub(super) fn is_offered(
        &self,
        site: &Site,
        all: &[Enrolment],
        given: &[Proof],
        kind: &Kind,
    ) -> bool {
        let strongest = |kind| self.strength(kind) == Some(Strength::PhishingResistant);
        let role = self.registry().get(kind).map(|factor| factor.about().role);
        let left = |one: &Enrolment| given.iter().all(|proof| proof.enrolment != Some(one.id));
        !site.strongest_only
            || role.is_some_and(|role| role.is_fallback())
            || strongest(kind)
            || !all
                .iter()
                .any(|one| one.exists() && strongest(&one.kind) && left(one))
    }

    /// What is asked at the question page.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`] where the account has nothing of this kind; [`Refusal::KindOff`],
    /// [`Refusal::Suspended`], [`Refusal::Locked`] where what it has can't answer.
    pub async fn question(
        &self,
        pending: &Pending,
        kind: &Kind,
        words: &Words,
    ) -> Result<Question, Stop> {
        self.question_of(pending.into(), kind, words).await
    }

    pub(crate) async fn question_of(
        &self,
        who: Answering<'_>,
        kind: &Kind,
        words: &Words,
    ) -> Result<Question, Stop> {
        let (enrolments, shut) = self.asked_of(who, kind).await?;
        if let Some(shut) = shut {
            return Err(shut.refusal(kind).into());
        }
        let at = self.context(words, who.asker);
        self.factor(kind)?.question(&at, &enrolments).await
    }

    /// What somebody has of a kind, and why it isn't asked for.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`] where it is nothing.
    pub(super) async fn asked_of(
        &self,
        who: Answering<'_>,
        kind: &Kind,
    ) -> Result<(Vec<Enrolment>, Option<Shut>), Stop> {
        let site = Site::read(self.reader()).await?;
        let mut enrolments = factors::enrolment::of_account(self.reader(), who.account).await?;
        let on = site.is_on(kind) && self.is_offered(&site, &enrolments, who.given, kind);
        enrolments.retain(|one| one.kind == *kind && one.exists());
        if enrolments.is_empty() {
            return Err(Refusal::NoSuch.into());
        }
        let disabled = self.disabled(who.account).await?;
        let all: Vec<&Enrolment> = enrolments.iter().collect();
        let shut = Shut::of(&all, on, &disabled);
        // What was wrong too often isn't looked at.
        enrolments.retain(|one| !disabled.contains(&one.id.to_string()));
        Ok((enrolments, shut))
    }
}
