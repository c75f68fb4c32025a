//! Making a bypass code for somebody: the administrator's side.

use domain::ids::EnrolmentId;
use domain::{Refusal, Secret, Span, Stop};

use super::codes;
use super::factor::KIND;
use crate::binding::Binding;
use crate::{Context, Doing, Enrolment, Given, Issued, Owner, enrolment, kept_code};

pub(crate) struct Giving;

impl Given for Giving {
    fn issue<'a>(&'a self, at: &'a Context<'a>, owner: &'a Owner, hours: i64) -> Doing<'a, Issued> {
        Box::pin(issue(at, owner, hours))
    }
}

async fn issue(at: &Context<'_>, owner: &Owner, hours: i64) -> Result<Issued, Stop> {
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
        codes_left: 1,
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
    of.codes_left > 0
}
