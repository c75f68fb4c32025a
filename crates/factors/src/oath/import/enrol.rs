//! A token of a list becomes an enrolment that is on at once, by an administrator's act.

use domain::account::Label;
use domain::ids::EnrolmentId;
use domain::{Fault, Stop};
use store::Reader;

use super::Token;
use crate::binding::Binding;
use crate::import::Enrolled;
use crate::oath::table;
use crate::{Context, Owner, enrolment};

/// Whether the secret of this token is in use already.
///
/// # Errors
/// When the database doesn't answer.
pub(crate) async fn is_here(reader: &Reader, token: &Token) -> Result<bool, Fault> {
    table::is_here(reader, &token.0).await
}

/// Makes an enrolment of a token. A name that can't be one becomes the usual one.
///
/// # Errors
/// When sealing fails.
pub(crate) fn enrol(
    at: &Context<'_>,
    owner: &Owner,
    name: &str,
    token: &Token,
) -> Result<Enrolled, Stop> {
    let id = EnrolmentId::new(at.random);
    let name = Label::read(name).or_else(|_| Label::read(&at.words.t("oath-default-name")))?;
    let kind = token.kind();
    let keys = at.reader.keys();
    let binding = Binding::to(owner.id, &kind, id);
    let new = enrolment::New {
        id,
        account: owner.id,
        kind: &kind,
        name: name.as_str(),
        added: at.now,
        confirmed: true,
        until: None,
        codes_left: 0,
        sealed: Some(token.0.seal(keys, &binding, at.random)?),
    };
    let insert = enrolment::insert(new);
    Ok(Enrolled {
        id,
        guards: vec![insert, table::take(at.reader, id, &token.0)],
        name: name.as_str().to_owned(),
        kind,
    })
}

impl Token {
    /// What tells two tokens of a list apart, without telling the secret.
    pub(crate) fn finder(&self, reader: &Reader) -> Vec<u8> {
        self.0.finder(reader.keys())
    }
}
