//! What somebody who signs in may choose from, and the question of a kind.

use domain::{Kind, Refusal, Stop};
use factors::{Enrolment, Question};
use look::words::Words;

use super::answer::Answering;
use super::pending::Pending;
use crate::Visitor;
use crate::enrolments::{Choices, Shut};
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::policy::site::Site;

impl Door {
    /// What a pending sign-in may be answered with.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn choices(&self, pending: &Pending, seen: &Visitor) -> Result<Choices, Stop> {
        let known = known_browsers::find(
            self.reader(),
            seen.known.as_ref(),
            pending.account,
            self.now(),
        )
        .await?;
        let mut held = self.held(pending.account).await?;
        // What has answered already is no second answer.
        let given = |id| {
            pending
                .proofs
                .iter()
                .any(|proof| proof.enrolment == Some(id))
        };
        held.all.retain(|one| !given(one.id));
        Ok(self.choices_among(&held, known.is_some()))
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
        let on = self.is_open(&site, kind) && self.is_offered(&site, &enrolments, who.given, kind);
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
