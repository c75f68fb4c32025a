//! What one can step up with.

use domain::{Form, Kind, Stop, Strength};
use factors::Question;
use look::words::Words;
use store::Batch;

use crate::Visitor;
use crate::enrolments::Choices;
use crate::house::Door;
use crate::rights::{Permit, Verb};
use crate::session::live::LiveSession;
use crate::sign_in::ask::Asked;

/// What one can step up with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// The password alone is enough: there is no factor.
    pub password: bool,
    /// Kinds that are strong enough.
    pub kinds: Choices,
    /// Kinds for whoever doesn't have those: with the password, the narrow way.
    pub others: Choices,
    /// What there is comes by mail: with the password it opens adding something better.
    pub mailed: bool,
    /// The password alone opens making new codes: the last one has opened this session.
    pub codes: bool,
    /// The password has been given and only another proof is missing for the narrow way.
    pub password_given: bool,
}

impl Ways {
    /// All there is, strong enough or not.
    pub fn all(&self) -> Choices {
        let kinds = self.kinds.kinds.iter().chain(&self.others.kinds);
        Choices {
            kinds: kinds.cloned().collect(),
            fallbacks: self.others.fallbacks.clone(),
        }
    }
}

impl Door {
    /// What one can step up with.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn step_up_ways(&self, live: &LiveSession) -> Result<Ways, Stop> {
        let held = self.held(live.account()).await?;
        let choices = self.choices_among(&held, true);
        // A code by mail is enough for nothing but, with the password, adding something better.
        let mailed = self.needed(&held) == Some(Strength::Mailed);
        let enough = |kind: &Kind| !mailed && self.is_kind_enough(&held, kind);
        let (kinds, mut weaker): (Vec<_>, Vec<_>) = choices
            .kinds
            .iter()
            .cloned()
            .partition(|choice| enough(&choice.kind));
        // Beside anything else it opens nothing.
        weaker.retain(|choice| mailed || self.strength(&choice.kind) != Some(Strength::Mailed));
        let young = self.young_among(live, &held);
        let given = young.iter().any(|proof| !proof.is_second());
        Ok(Ways {
            password: choices.kinds.is_empty(),
            kinds: Choices {
                kinds,
                fallbacks: Vec::new(),
            },
            others: Choices {
                kinds: weaker,
                fallbacks: choices.fallbacks,
            },
            mailed,
            codes: self.has_spent_its_codes(live).await?,
            password_given: given,
        })
    }

    /// Asks, for a kind that has to before it can be answered, by the enrolment that the form names.
    ///
    /// # Errors
    /// As [`Door::ask`].
    pub async fn step_up_ask(
        &self,
        live: &LiveSession,
        kind: &Kind,
        form: &Form,
        words: &Words,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let permit = Permit::of_session(live, Some(seen), Verb::StepUpAsk);
        let what = Asked { kind, form, words };
        self.ask_of(live.into(), permit, Batch::new(), what, seen)
            .await
    }

    /// What is asked at the step-up page.
    ///
    /// # Errors
    /// As [`Door::question`].
    pub async fn step_up_question(
        &self,
        live: &LiveSession,
        kind: &Kind,
        words: &Words,
    ) -> Result<Question, Stop> {
        self.question_of(live.into(), kind, words).await
    }
}
