//! The alarm: there may be a copy. The enrolment is suspended and still counts as existing (L34); every session,
//! pending sign-in and known browser of the account ends, and what the copy may have made, in one batch.
//!
//! The account's row is changed first. Whoever makes something states again in their batch that their session
//! lives, so they wait for that row: what they commit before it is found, and what comes after is born dead.

use domain::event::Event;
use domain::{Fault, Refusal, Stop};
use factors::suspects::Suspects;
use factors::{Enrolment, Suspicion, Why, enrolment};
use store::Batch;

use super::late::Came;
use crate::account::table as accounts;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::sign_in::judge::Judged;
use crate::{Visitor, audit};

impl Door {
    /// What becomes of a right answer whose sign count went back.
    pub(crate) async fn suspect(
        &self,
        among: &[Enrolment],
        suspicion: Suspicion,
        seen: &Visitor,
    ) -> Result<Judged, Stop> {
        let of = among.iter().find(|one| one.id == suspicion.of);
        let of = of.ok_or_else(|| Fault::new("an answer of an enrolment that wasn't asked"))?;
        match self.came(of, &suspicion, seen).await? {
            Came::Late => Err(Refusal::AskedAgain(of.kind.clone()).into()),
            Came::Again => Ok(Judged::Wrong(Why::Used)),
            Came::Back => {
                self.alarm(of, suspicion.signed.count, seen).await?;
                Err(Refusal::MaybeCopied(of.kind.clone()).into())
            }
        }
    }

    async fn alarm(&self, of: &Enrolment, count: i64, seen: &Visitor) -> Result<(), Stop> {
        let by = Suspects::of(self.reader(), of, count).await?;
        let event = Event::refused("factor.copied", Some(of.account))
            .of_kind(&of.kind)
            .detail(&of.name);
        let alarm = Batch::new()
            .all([
                accounts::end_sessions(of.account),
                accounts::touch(of.account),
            ])
            .all([enrolment::suspend(of.account, of.id, self.now())])
            .any(known_browsers::forget_all(of.account))
            .add(audit::write::by_visitor(self, &event, seen))
            .many(self.ends(&by, seen).await?)
            .commit(self.store());
        match alarm.await {
            // Suspended by somebody else meanwhile is suspended.
            Err(Stop::Refused(Refusal::NoSuch)) => Ok(()),
            other => other,
        }
    }
}
