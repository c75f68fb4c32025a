//! What somebody who owes a second proof may choose from, and the question of a kind.

use domain::ids::AccountId;
use domain::{Kind, Refusal, Stop, Timestamp};
use factors::Enrolment;
use look::fragment::Fragment;
use look::words::Words;

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
        self.choices_of(pending.account, known.is_some()).await
    }

    pub(crate) async fn choices_of(
        &self,
        account: AccountId,
        with_names: bool,
    ) -> Result<Choices, Stop> {
        let site = Site::read(self.reader()).await?;
        let enrolments = factors::enrolment::of_account(self.reader(), account).await?;
        let now = self.now();
        let mut found: Vec<(Timestamp, bool, Choice)> = Vec::new();
        for enrolment in enrolments.iter().filter(|e| e.exists()) {
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
        self.question_of(pending.account, kind, words).await
    }

    pub(crate) async fn question_of(
        &self,
        account: AccountId,
        kind: &Kind,
        words: &Words,
    ) -> Result<Fragment, Stop> {
        let enrolments: Vec<Enrolment> = self.confirmed_of(account, kind).await?;
        if enrolments.is_empty() {
            return Err(Refusal::NoSuch.into());
        }
        let site = Site::read(self.reader()).await?;
        if !site.is_on(kind) {
            return Err(Refusal::KindOff(kind.clone()).into());
        }
        let factor = self.factor(kind)?;
        factor.question(&self.context(words), &enrolments).await
    }
}
