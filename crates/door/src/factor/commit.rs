//! Committing what a factor's page returns: with the account's revision, its event, and the session that goes on or
//! begins.

use domain::ids::{EnrolmentId, SessionId};
use domain::{Form, Kind, Refusal, Stop};
use factors::{Change, Claim, Effect, suspects};
use look::fragment::Fragment;
use store::{Batch, Guard, Statement};

use super::at::At;
use crate::account::table::Account;
use crate::form_number;
use crate::house::Door;
use crate::sign_in::admit::{Also, Entry, Proven};
use crate::sign_in::again::{Does, Said, Under};
use crate::sign_in::outcome::{NewSession, Outcome};
use crate::{Visitor, audit};

/// What was committed.
pub struct Done {
    /// The session goes on, or begins, under this token.
    pub session: Option<NewSession>,
    /// A page to show once; none leads back to the overview.
    pub show: Option<(&'static str, Fragment)>,
    /// The first factor was switched on.
    pub first: bool,
    /// A factor was switched on.
    pub enrolled: bool,
}

/// Who changes a factor, and by which form.
#[derive(Clone, Copy)]
pub(super) struct By<'a> {
    pub at: At<'a>,
    pub account: &'a Account,
    pub kind: &'a Kind,
    /// The id of what is begun.
    pub fresh: EnrolmentId,
    /// There is no factor yet.
    pub first: bool,
    pub form: &'a Form,
    pub seen: &'a Visitor,
}

impl By<'_> {
    /// The session that does it, or that the sign-in comes to.
    fn session(&self) -> SessionId {
        match self.at {
            At::Settings(live) => live.id(),
            At::SigningIn(pending) => pending.session,
        }
    }

    /// That it is still there.
    fn still(&self) -> Vec<Guard> {
        match self.at {
            At::Settings(live) => live.still().to_vec(),
            At::SigningIn(_) => Vec::new(),
        }
    }
}

impl Door {
    pub(super) async fn commit_change(&self, by: By<'_>, change: Change) -> Result<Done, Stop> {
        let event = change
            .event
            .as_ref()
            .map(|event| audit::write::by_visitor(self, event, by.seen));
        let mut statements = change.statements;
        statements.extend(event);
        match change.effect {
            Effect::Prepares | Effect::Replaces | Effect::Resyncs => {
                self.prepare(by, change.guards, statements).await?;
                Ok(Done {
                    session: None,
                    show: change.show,
                    first: false,
                    enrolled: false,
                })
            }
            Effect::Confirms(claim) => {
                let session = self.confirm(by, claim, change.guards, statements).await?;
                Ok(Done {
                    session: Some(session),
                    show: change.show,
                    first: by.first,
                    enrolled: true,
                })
            }
        }
    }

    async fn prepare(
        &self,
        by: By<'_>,
        guards: Vec<Guard>,
        statements: Vec<Statement>,
    ) -> Result<(), Stop> {
        Batch::new()
            .all([form_number::consume(self, by.form, self.now())])
            .all(by.still())
            .all([by.account.turn(false)])
            .many(statements)
            .all(guards)
            .any(suspects::made_by(by.account.id, by.fresh, by.session()))
            .commit(self.store())
            .await
    }

    /// Switches a factor on, by the first answer that it gives.
    async fn confirm(
        &self,
        by: By<'_>,
        claim: Claim,
        more: Vec<Guard>,
        mut statements: Vec<Statement>,
    ) -> Result<NewSession, Stop> {
        statements.push(suspects::made_by(by.account.id, claim.of, by.session()));
        let about = self.factor(by.kind)?.about();
        let proven = Proven::new(about, claim, Vec::new(), self.now());
        let mut guards = vec![by.account.turn(by.first)];
        guards.extend(more);
        let also = Also {
            guards,
            statements,
            ends_others: by.first,
            renews_mark: false,
            enrols: true,
        };
        let entry = match by.at {
            At::Settings(live) => {
                let under = Under::Session(&live.token);
                let said = Said::code(Does::Enrol, under, by.kind, by.form);
                Entry::Session(live, proven, said)
            }
            At::SigningIn(pending) => {
                let under = Under::Pending(&pending.token);
                let said = Said::code(Does::SignIn, under, by.kind, by.form);
                Entry::Pending(pending, proven, said)
            }
        };
        match self.admit(entry, also, by.seen).await? {
            Outcome::In(session) => Ok(session),
            Outcome::Owed(_) | Outcome::SetUp(_) => Err(Refusal::SignInOver.into()),
        }
    }
}
