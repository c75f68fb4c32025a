//! The alarm: there may be a copy. The enrolment is suspended for good and still counts as existing (L34); every
//! session, pending sign-in and known browser of the account ends, and what the copy may have made, in one batch.
//! It is given once: what has given it can't end its owner's sessions again and again.
//!
//! The account's row is changed first. Whoever makes something states again in their batch that their session
//! lives, so they wait for that row: what they commit before it is found, and what comes after is born dead.

use domain::consequence::Happening;
use domain::event::{Action, Event};
use domain::{Fault, Refusal, Stop};
use factors::suspects::Suspects;
use factors::{Enrolment, Suspicion, Why, enrolment};
use store::{Batch, Guard};

use super::late::Came;
use crate::account::table as accounts;
use crate::consequence::{By, Happens};
use crate::house::Door;
use crate::house::Upkeep;
use crate::{Visitor, audit};

impl Door {
    /// What is wrong with a right answer whose sign count went back; refused where it is asked again, or where the
    /// alarm is given.
    pub(crate) async fn suspect(
        &self,
        among: &[Enrolment],
        suspicion: Suspicion,
        seen: &Visitor,
    ) -> Result<Why, Stop> {
        let of = among.iter().find(|one| one.id == suspicion.of);
        let of = of.ok_or_else(|| Fault::new("an answer of an enrolment that wasn't asked"))?;
        match self.came(of, &suspicion, seen).await? {
            Came::Late => Err(Refusal::AskedAgain(of.kind.clone()).into()),
            Came::Again => Ok(Why::Used),
            Came::Back => {
                self.alarm(of, suspicion.signed.count, seen).await?;
                Err(Refusal::MaybeCopied(of.kind.clone()).into())
            }
        }
    }

    /// The copy may be at work at this moment: what it has suspended gives the alarm all the same, and so does
    /// what it has removed.
    async fn alarm(&self, of: &Enrolment, count: i64, seen: &Visitor) -> Result<(), Stop> {
        let by = Suspects::of(self.reader(), of, count).await?;
        let first = enrolment::suspend_as_copied(of, self.now());
        match self.end_all(of, &by, Some(first), seen).await {
            Err(Stop::Refused(Refusal::MaybeCopied(_))) if self.is_removed(of).await? => {
                self.end_all(of, &by, None, seen).await
            }
            // The alarm has been given; an account that is gone has nothing to end.
            Err(Stop::Refused(Refusal::MaybeCopied(_) | Refusal::NoSuch)) => Ok(()),
            other => other,
        }
    }

    async fn is_removed(&self, of: &Enrolment) -> Result<bool, Fault> {
        let all = enrolment::of_account(self.reader(), of.account).await?;
        Ok(!all.iter().any(|one| one.id == of.id))
    }

    async fn end_all(
        &self,
        of: &Enrolment,
        by: &Suspects,
        first: Option<Guard>,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        let event = Event::refused(Action::FactorCopied, Some(of.account))
            .of_kind(&of.kind)
            .detail(&of.name);
        // Told before what follows from it.
        let told = audit::write::by_visitor(self, &event, seen);
        let happens = Happens::new(Happening::Copied, of.account, By::Visitor(seen));
        let happens = happens.made_by(std::slice::from_ref(by), seen);
        let ends = self.ends(happens).await?;
        let change = Batch::new()
            .all(ends.guards)
            .all([accounts::touch(of.account)])
            .all(first)
            .many(told)
            .many(ends.statements);
        self.commit(Upkeep::Alarm, change).await
    }
}
