//! Making a bypass code for somebody: the administrator's side.

use domain::ids::EnrolmentId;
use domain::{Refusal, Secret, Span, Stop};
use store::{Guard, Statement};

use super::codes;
use super::factor::KIND;
use crate::binding::Binding;
use crate::{Context, Enrolment, Owner, enrolment, kept_code};

/// A new code, and what keeps it.
pub struct Issued {
    /// The enrolment that holds it.
    pub of: EnrolmentId,
    /// The code, to be shown once.
    pub code: Secret<String>,
    /// What must be committed for it to work.
    pub guard: Guard,
    /// What follows.
    pub statement: Statement,
}

/// Makes a code that works once within `hours` (1 to 48).
///
/// # Errors
/// [`Refusal::OutOfRange`]; [`Refusal::Busy`].
pub async fn issue(at: &Context<'_>, owner: &Owner, hours: i64) -> Result<Issued, Stop> {
    if !(1..=48).contains(&hours) {
        return Err(Refusal::OutOfRange(1, 48).into());
    }
    let code = kept_code::make(at.random);
    let id = EnrolmentId::new(at.random);
    let keys = at.reader.keys();
    let kept = kept_code::keep(
        keys,
        at.hashing,
        at.random,
        KIND.as_str(),
        &Binding::to(owner.id, &KIND, id),
        &code,
    )
    .await?;
    let new = enrolment::New {
        id,
        account: owner.id,
        kind: &KIND,
        name: "",
        added: at.now,
        confirmed: true,
        until: Some(at.now.plus(Span::hours(hours))),
        tune: 1,
        sealed: None,
    };
    Ok(Issued {
        of: id,
        code: Secret::new(kept_code::grouped(&code)),
        guard: enrolment::insert(new),
        statement: codes::insert(id, kept),
    })
}

/// Whether an enrolment of this kind still holds its code.
pub(crate) fn is_left(of: &Enrolment) -> bool {
    of.tune > 0
}
