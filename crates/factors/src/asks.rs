//! Kinds that have to ask before they can be answered: a code is sent, or another device is told.

use domain::ids::EnrolmentId;
use domain::setting::Settings;
use domain::{Form, Secret, Timestamp};
use store::Guard;

use crate::{Context, Doing, Enrolment};

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goes {
    /// To the account's owner, by every way in which messages leave.
    ToAccount,
    /// To the telephone number of its enrolment.
    ToNumber,
    /// To the e-mail address that is the letter's target.
    ToAddress,
}

/// A message to an account's owner.
pub struct Letter {
    /// The enrolment that asks.
    pub of: EnrolmentId,
    pub goes: Goes,
    /// The number or address that it goes to, by which limits count it; empty where that is the account itself.
    pub target: Secret<String>,
    /// The key of its text; its subject's is the same with `-subject` at its end.
    pub key: &'static str,
    /// What stands in it, by name.
    pub with: Vec<(&'static str, Secret<String>)>,
    /// Until when it is worth anything.
    pub until: Timestamp,
}

/// What asking takes. It is committed in one batch, so that nothing is sent of which nothing is kept, and the other
/// way round.
pub struct Asking {
    /// What is kept of it, over the factor's own tables: each must change exactly one row.
    pub keep: Vec<Guard>,
    pub send: Vec<Letter>,
}

/// What a site pays for at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Daily {
    /// Messages a day that confirm an enrolment.
    pub confirming: i64,
    /// Messages a day to what is confirmed, for each that is.
    pub each: i64,
    /// The same for all of them, however few there are.
    pub least: i64,
}

/// What a factor does besides that has to ask. It is called for a POST, never for a GET, and the door bounds how
/// often.
pub trait Asks: Send + Sync {
    /// Asks whoever has these enrolments, for [`Context::asker`]. What was asked before is void. Of several the form
    /// says which.
    ///
    /// # Errors
    /// [`domain::Refusal::NoSuch`] where the form names none that can be asked.
    fn ask<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        form: &'a Form,
    ) -> Doing<'a, Asking>;

    /// Where the messages go by which it asks, whoever is asked.
    fn goes(&self) -> Goes {
        Goes::ToAccount
    }

    /// The telephone number of an enrolment in E.164; none where it has none, or it can't be read.
    fn number(&self, _: &Context<'_>, _: &Enrolment) -> Option<Secret<String>> {
        None
    }

    /// The same of a number that was an enrolment's once; none where nothing is sent to it by now.
    fn to_dial(&self, _: &Settings, _: &str) -> Option<Secret<String>> {
        None
    }

    /// How many messages a day a site sends at most; none where they cost nothing.
    fn daily(&self, _: &Settings) -> Option<Daily> {
        None
    }
}
