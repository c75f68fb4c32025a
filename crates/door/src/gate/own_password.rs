//! The account's own password, sent by a client: taken only for accounts without a second factor, and for others
//! never looked at (L08). Refusals are one and take one time; what a guess costs stands in [`super::guess`].

use std::sync::Arc;

use domain::event::Action;
use domain::{Proof, Refusal, Secret, Stop};
use store::Batch;

use super::client::Client;
use super::guess::{Guess, Spent};
use super::payer::Payer;
use super::recent::Came;
use super::recent::Recent;
use super::subject::Subject;
use super::{networks, password_clients};
use crate::Visitor;
use crate::account::table::{self as accounts, Account};
use crate::budget::buckets;
use crate::first_proof::{Look, Looked};
use crate::hashing::Waiter;
use crate::house::Door;
use crate::house::Upkeep;

/// What a client sent, and where to.
pub(super) struct Sent<'a> {
    pub(super) name: &'a str,
    pub(super) secret: &'a Secret<String>,
    pub(super) host: &'a str,
}

impl Door {
    /// Who a client is by the account's own password.
    ///
    /// # Errors
    /// [`Refusal::WrongSignIn`], whatever was wrong; [`Refusal::Busy`].
    pub(super) async fn by_own_password(
        &self,
        sent: Sent<'_>,
        seen: &Visitor,
    ) -> Result<Client, Stop> {
        if !self.config().account_password_at_gate {
            return Err(Refusal::WrongSignIn.into());
        }
        let account = self.account_meant(sent.name).await?.filter(|a| a.enabled);
        let who = account.as_ref().map_or_else(
            || buckets::of_unknown_name(self.reader(), sent.name),
            |account| account.id,
        );
        let payer = Payer::find(self, who, seen).await?;
        if payer.found_empty(self) {
            self.record_spent(Action::AddressSpent, seen).await;
            return Err(Refusal::WrongSignIn.into());
        }
        // Read whoever it is, as it takes its time.
        let all = factors::enrolment::of_account(self.reader(), who).await?;
        let has_factor = self.factors_among(&all) > 0;
        let is_disabled = self.is_password_disabled(who).await?;
        let is_open = !has_factor && !is_disabled;
        let eligible = account.as_ref().filter(|_| is_open);
        let hash = self.recent_hash(account.as_ref(), is_open, sent.name, sent.secret);
        let guess = Guess {
            who,
            hash,
            eligible: eligible.is_some(),
            payer,
        };
        let look = || self.look_at(&guess, account.as_ref(), &sent, seen);
        let right = match self.remembered(&guess).await? {
            Some(right) => right,
            None => {
                let looked = self
                    .memory::<Recent>()
                    .together
                    .read(&guess.line(), look)
                    .await?;
                looked.is_some_and(|right| *right)
            }
        };
        match eligible {
            Some(account) if right => {
                self.note_client(account, sent.host, seen).await;
                let proofs = vec![Proof::password(self.now())];
                let told = accounts::told(self.reader(), account.id).await?;
                let subject = Subject::new(account.id, told, proofs, self.now());
                Ok(Client::Account(Arc::new(subject)))
            }
            _ => Err(Refusal::WrongSignIn.into()),
        }
    }

    /// What came of it a moment ago, where that may be believed: each of the two ladders has a memory of its own.
    async fn remembered(&self, guess: &Guess) -> Result<Option<bool>, Stop> {
        Ok(
            match self.memory::<Recent>().get(&guess.line(), self.now()) {
                Some(Came::Right) => guess.payer.is_open(self).await?.then_some(true),
                Some(Came::Wrong) => Some(false),
                Some(Came::Unlooked) => guess.payer.is_shut(self).await?.then_some(false),
                None => None,
            },
        )
    }

    /// Whether it is right, having spent what it costs. Those who send the same at the same time share this.
    async fn look_at(
        &self,
        guess: &Guess,
        account: Option<&Account>,
        sent: &Sent<'_>,
        seen: &Visitor,
    ) -> Result<Option<bool>, Stop> {
        if let Some(right) = self.remembered(guess).await? {
            return Ok(Some(right));
        }
        let spent = guess.spend(self).await?;
        let right = match spent {
            Spent::WrongBefore | Spent::AddressEmpty => false,
            Spent::Taken | Spent::Meanwhile | Spent::Shut => {
                let eligible = account.filter(|_| guess.eligible && spent != Spent::Shut);
                let look = Look {
                    account: eligible,
                    typed: sent.secret.expose(),
                    waiter: Waiter::Stranger,
                };
                let give_back = guess.give_back(self, spent);
                self.look_at_password(look, give_back).await? == Looked::Right
            }
        };
        if right {
            guess.give_back(self, spent).await?;
        } else {
            self.guessed_wrong(guess, spent, account, sent, seen)
                .await?;
        }
        let came = match spent {
            Spent::AddressEmpty => None,
            Spent::Shut => Some(Came::Unlooked),
            _ if right => Some(Came::Right),
            _ => Some(Came::Wrong),
        };
        if let Some(came) = came {
            self.memory::<Recent>().put(guess.line(), came, self.now());
        }
        if right {
            // Its network is the account's own from now on.
            let own = guess.line_of_own();
            self.memory::<Recent>().put(own, Came::Right, self.now());
        }
        Ok(Some(right))
    }

    /// Notes a client that came by the account's own password, and its network: once a minute, for up to sixteen
    /// sorts of clients there.
    async fn note_client(&self, account: &Account, host: &str, seen: &Visitor) {
        let (reader, now) = (self.reader(), self.now());
        let network = networks::of(reader, seen.address);
        let agent = reader
            .keys()
            .lookup
            .hash("gate-agent", seen.agent.as_bytes());
        let sort = agent.last().map_or(0, |byte| byte & 15);
        let noted = [account.id.bytes().as_slice(), &network, &[sort]].concat();
        let noted = reader.keys().lookup.hash("gate-noted", &noted);
        if self.memory::<Recent>().get(&noted, now).is_some() {
            return;
        }
        let address = seen.address.to_string();
        let note = Batch::new()
            .any(password_clients::seen(
                account.id,
                &seen.agent,
                &address,
                host,
                now,
            ))
            .any(password_clients::oldest_goes(account.id))
            .any(networks::note(account.id, &network, now));
        match self.commit(Upkeep::Seen, note).await {
            Ok(()) => self.memory::<Recent>().put(noted, Came::Right, now),
            // Not being able to note a client is no reason to refuse it.
            Err(e) => tracing::warn!(request = %seen.request, "a client was not noted: {e:?}"),
        }
    }

    /// Keeps that it was wrong, and tells.
    async fn guessed_wrong(
        &self,
        guess: &Guess,
        spent: Spent,
        account: Option<&Account>,
        sent: &Sent<'_>,
        seen: &Visitor,
    ) -> Result<(), Stop> {
        if matches!(spent, Spent::Taken | Spent::Meanwhile) {
            guess.was_wrong(self).await?;
        }
        if spent == Spent::AddressEmpty {
            self.record_spent(Action::AddressSpent, seen).await;
            return Ok(());
        }
        if spent != Spent::WrongBefore {
            self.refuse_client(account, sent.name, seen).await;
        }
        if let Some(account) = account {
            self.record_old_password(account, seen).await;
        }
        Ok(())
    }
}
