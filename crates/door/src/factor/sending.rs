//! What a factor sends to somebody: the messages, and what they cost, as part of the batch that keeps what was sent.
//! How often is bounded for the account, whoever asks, and for the address.

use domain::event::Action;
use domain::ids::AccountId;
use domain::{Kind, Refusal, Span, Stop, Timestamp};
use factors::Letter;
use store::{Guard, Statement};

use crate::Visitor;
use crate::budget::addresses::Purse;
use crate::budget::ladders::Rung;
use crate::house::Door;
use crate::outbox::Matter;

/// Messages on their way, once their batch is committed.
pub(crate) struct Sending {
    rung: Rung,
    purse: Purse,
    now: Timestamp,
    /// What they cost.
    pub guards: Vec<Guard>,
    /// Their rows.
    pub statements: Vec<Statement>,
}

impl Door {
    /// What sends these to an account's owner; nothing where there are none.
    ///
    /// # Errors
    /// [`Refusal::KindOff`] where no message would arrive.
    pub(crate) fn sending(
        &self,
        to: AccountId,
        (kind, letters): (&Kind, &[Letter]),
        seen: &Visitor,
    ) -> Result<Sending, Stop> {
        let (now, rung) = (self.shared_now(), Rung::of_questions(to));
        let purse = Purse::of_questions(self.reader(), self.config(), seen.address);
        let mut sending = Sending {
            rung,
            purse,
            now,
            guards: Vec::new(),
            statements: Vec::new(),
        };
        if letters.is_empty() {
            return Ok(sending);
        }
        if self.channels().is_empty() {
            return Err(Refusal::KindOff(kind.clone()).into());
        }
        let spent = sending.rung.spend(&self.config().limits, now);
        let paid = seen.charged.then(|| sending.purse.spend(now));
        sending.guards = [spent].into_iter().chain(paid).collect();
        for letter in letters {
            let rows = self.queue(to, &Matter::of(letter), letter.until)?;
            sending.statements.extend(rows);
        }
        Ok(sending)
    }

    /// What came of their batch: whoever asks too often is told how long to wait.
    ///
    /// # Errors
    /// [`Refusal::AskedJustNow`]; [`Refusal::Wait`] where the address has asked too often; and what else the batch
    /// was refused by.
    pub(crate) async fn sent(
        &self,
        sending: &Sending,
        came: Result<(), Stop>,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        match came {
            Err(Stop::Refused(Refusal::Locked)) => {
                let stand = sending.rung.read(self.reader()).await?;
                let wait = stand.next.since(sending.now).max(Span::seconds(1));
                Err(Refusal::AskedJustNow(wait).into())
            }
            Err(Stop::Refused(Refusal::Wait(_))) => {
                self.record_spent(Action::AddressSpent, seen).await;
                Err(Refusal::Wait(sending.purse.refused(self).await?).into())
            }
            other => other,
        }
    }
}
