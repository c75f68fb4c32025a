//! Enrolments as their owner sees them: name, when added, when last used; rename and remove.

use domain::ids::EnrolmentId;
use look::words::Words;

use crate::Enrolment;

/// The most enrolments of one kind an account may hold.
pub(crate) const MOST: u16 = 20;

/// One row of a list.
pub(crate) struct Listed {
    pub id: EnrolmentId,
    pub name: String,
    pub added: String,
    pub used: Option<String>,
    pub suspended: Option<String>,
}

impl Listed {
    /// An enrolment in words.
    pub(crate) fn of(enrolment: &Enrolment, words: &Words) -> Self {
        Self {
            id: enrolment.id,
            name: enrolment.name.clone(),
            added: words.day(enrolment.added),
            used: enrolment.used.map(|at| words.moment(at)),
            suspended: enrolment.suspended.map(|at| words.moment(at)),
        }
    }
}
