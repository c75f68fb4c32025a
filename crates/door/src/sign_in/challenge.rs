//! What somebody who owes a second proof may choose from, and the question of a kind.

use domain::ids::AccountId;
use domain::{Kind, Proof, Refusal, Stop, Strength, Timestamp};
use factors::Enrolment;
use look::fragment::Fragment;
use look::words::Words;

use super::answer::Answering;
use super::pending::Pending;
use crate::Visitor;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::policy::site::Site;

/// One kind to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The kind.
    pub kind: Kind,
    /// Its icon.
    pub icon: &'static str,
    /// What the owner calls the devices; only for a known browser.
    pub names: Vec<String>,
    /// Switched off, or unknown to this program: it can't answer, and that is said.
    pub off: bool,
}

/// Everything to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Kinds that make a second proof owed, last used first.
    pub kinds: Vec<Choice>,
    /// What helps out, always last.
    pub fallbacks: Vec<Choice>,
}

impl Choices {
    /// The one kind there is, if it can answer: nothing to choose.
    pub fn only(&self) -> Option<&Choice> {
        match self.kinds.as_slice() {
            [only] if !only.off => Some(only),
            _ => None,
        }
    }

    /// Whether nothing at all can answer.
    pub fn is_shut(&self) -> bool {
        self.kinds.iter().all(|choice| choice.off) && self.fallbacks.is_empty()
    }
}

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
        let mut all = factors::enrolment::of_account(self.reader(), pending.account).await?;
        // What has answered already is no second answer.
        let given = |id| {
            pending
                .proofs
                .iter()
                .any(|proof| proof.enrolment == Some(id))
        };
        all.retain(|one| !given(one.id));
        self.choices_among(&all, known.is_some()).await
    }

    pub(crate) async fn choices_of(
        &self,
        account: AccountId,
        with_names: bool,
    ) -> Result<Choices, Stop> {
        let all = factors::enrolment::of_account(self.reader(), account).await?;
        self.choices_among(&all, with_names).await
    }

    async fn choices_among(&self, all: &[Enrolment], with_names: bool) -> Result<Choices, Stop> {
        let site = Site::read(self.reader()).await?;
        let now = self.now();
        let mut found: Vec<(Timestamp, bool, Choice)> = Vec::new();
        let offered = |e: &&Enrolment| e.exists() && self.is_offered(&site, all, &[], &e.kind);
        for enrolment in all.iter().filter(offered) {
            let factor = self.registry().get(&enrolment.kind);
            let fallback = factor.is_some_and(|f| f.about().is_fallback());
            // A fallback that is used up or over isn't offered; a factor always is (it is owed).
            if fallback
                && !(enrolment.tune > 0 && enrolment.answers(now) && site.is_on(&enrolment.kind))
            {
                continue;
            }
            let used = enrolment.used.unwrap_or(enrolment.added);
            let place = match found
                .iter()
                .position(|(_, _, choice)| choice.kind == enrolment.kind)
            {
                Some(place) => place,
                None => {
                    let choice = Choice {
                        kind: enrolment.kind.clone(),
                        icon: factor.map_or("shield-check", |f| f.about().icon),
                        names: Vec::new(),
                        off: factor.is_none() || !site.is_on(&enrolment.kind),
                    };
                    found.push((used, fallback, choice));
                    found.len().saturating_sub(1)
                }
            };
            if let Some((last, _, choice)) = found.get_mut(place) {
                *last = used.max(*last);
                if with_names && !enrolment.name.is_empty() {
                    choice.names.push(enrolment.name.clone());
                }
            }
        }
        found.sort_by_key(|(used, _, _)| std::cmp::Reverse(*used));
        let mut choices = Choices::default();
        for (_, fallback, choice) in found {
            if fallback {
                choices.fallbacks.push(choice)
            } else {
                choices.kinds.push(choice)
            }
        }
        Ok(choices)
    }

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
        let left = |one: &Enrolment| given.iter().all(|proof| proof.enrolment != Some(one.id));
        !site.strongest_only
            || self.strength(kind) == Some(Strength::Fallback)
            || strongest(kind)
            || !all
                .iter()
                .any(|one| one.exists() && strongest(&one.kind) && left(one))
    }

    /// The factor's part of the question page.
    ///
    /// # Errors
    /// [`Refusal::NoSuch`] where the account has nothing of this kind; [`Refusal::KindOff`].
    pub async fn question(
        &self,
        pending: &Pending,
        kind: &Kind,
        words: &Words,
    ) -> Result<Fragment, Stop> {
        self.question_of(pending.into(), kind, words).await
    }

    pub(crate) async fn question_of(
        &self,
        who: Answering<'_>,
        kind: &Kind,
        words: &Words,
    ) -> Result<Fragment, Stop> {
        let site = Site::read(self.reader()).await?;
        let mut enrolments = factors::enrolment::of_account(self.reader(), who.account).await?;
        let offered = self.is_offered(&site, &enrolments, who.given, kind);
        enrolments.retain(|one| one.kind == *kind && one.exists());
        if enrolments.is_empty() {
            return Err(Refusal::NoSuch.into());
        }
        if !site.is_on(kind) || !offered {
            return Err(Refusal::KindOff(kind.clone()).into());
        }
        let factor = self.factor(kind)?;
        let at = self.context(words, who.asker);
        factor.question(&at, &enrolments).await
    }
}
