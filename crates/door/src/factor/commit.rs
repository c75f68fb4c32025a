//! Committing what a factor's page returns: with the account's revision, its event, and the session that goes on or
//! begins.

use domain::consequence::Happening;
use domain::event::{Added, Event};
use domain::ids::{EnrolmentId, SessionId};
use domain::{Form, Kind, Refusal, Stop};
use factors::{Change, Claim, Effect, Letter, ripening, suspects};
use look::fragment::Fragment;
use store::{Batch, Guard, Statement};

use super::at::At;
use super::ripens::New;
use crate::account::table::Account;
use crate::consequence::{self, Happens};
use crate::form_number;
use crate::house::Door;
use crate::rights::{Permit, Verb};
use crate::sending::Sends;
use crate::sign_in::entry::{Also, Entry, Proven};
use crate::sign_in::progress::{NewSession, Progress};
use crate::sign_in::resubmission::{Does, Said, Under};
use crate::{Visitor, audit};

/// What was committed of a factor's page, and what to show now.
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

    /// An event of what it does: by this session, about that enrolment.
    fn done(&self, event: Event, to: EnrolmentId) -> Event {
        event.by(self.session()).adding(Added::Enrolment(to))
    }

    /// The right to it.
    fn permit(&self) -> Result<Permit<'_>, Stop> {
        match self.at {
            At::Settings(live) => Ok(Permit::of_session(
                live,
                Some(self.seen),
                Verb::ChangeFactor,
            )),
            At::SigningIn(_) => Permit::of_entering(self.account.id, self.seen, Verb::ChangeFactor),
        }
    }
}

impl Door {
    pub(super) async fn commit_change(&self, by: By<'_>, change: Change) -> Result<Done, Stop> {
        let Change {
            effect,
            guards,
            mut statements,
            event,
            show,
        } = change;
        match effect {
            Effect::Prepares(_) | Effect::Replaces | Effect::Resyncs => {
                let send = match &effect {
                    Effect::Prepares(send) => send.as_slice(),
                    _ => &[],
                };
                let event = event.map(|event| by.done(event, by.fresh));
                let change = Batch::new().many(statements).all(guards);
                self.prepare(by, change, send, event.as_ref()).await?;
                Ok(Done {
                    session: None,
                    show,
                    first: false,
                    enrolled: false,
                })
            }
            Effect::Confirms(claim) => {
                if let Some(event) = event {
                    let event = by.done(event, claim.of);
                    statements.extend(audit::write::by_visitor(self, &event, by.seen));
                }
                let session = self.confirm(by, claim, guards, statements).await?;
                Ok(Done {
                    session: Some(session),
                    show,
                    first: by.first,
                    enrolled: true,
                })
            }
        }
    }

    async fn prepare(
        &self,
        by: By<'_>,
        change: Batch,
        send: &[Letter],
        event: Option<&Event>,
    ) -> Result<(), Stop> {
        let change = Batch::new()
            .all([form_number::consume(self, by.form, self.now())])
            .all([by.account.bump_revision()])
            .merge(change)
            .any(suspects::made_by(by.account.id, by.fresh, by.session()));
        let permit = by.permit()?.recording_if(self, event);
        let sends = Sends {
            to: by.account.id,
            asker: by.at.asker(),
            kind: by.kind,
            letters: send,
            confirming: true,
        };
        self.commit_sending(permit, change, sends, by.seen).await
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
        let new = New {
            kind: by.kind,
            id: claim.of,
            instead: claim.replaces(),
        };
        let ripens = self.ripens(by.at, new).await?;
        statements.push(ripening::ripens(by.account.id, claim.of, ripens));
        let counted = ripens.ripeness(self.now(), true);
        let proven = Proven::new(about, claim, counted, self.config(), self.now());
        let what = match by.first {
            true => Happening::FirstFactor,
            false => Happening::FactorAdded,
        };
        let happens = Happens::new(what, by.account.id, consequence::By::Visitor(by.seen));
        let ends = self.ends(happens).await?;
        let mut guards = vec![by.account.bump_revision()];
        guards.extend(ends.guards);
        guards.extend(more);
        statements.extend(ends.statements);
        let also = Also {
            guards,
            statements,
            others: consequence::others(&what.row()),
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
            Progress::In(session) => Ok(session),
            Progress::Owed(_) | Progress::SetUp(_) => Err(Refusal::SignInOver.into()),
        }
    }
}
