//! What a link stops: every session, pending sign-in, known browser and device password ends, and what was just
//! added is suspended and stays owed, or the mailbox and the password would be enough.

use std::collections::BTreeMap;

use domain::budget::purse::Spend;
use domain::consequence::Happening;
use domain::event::{Action, Added, Event};
use domain::ids::{AccountId, SessionId};
use domain::secret::Token;
use domain::{Refusal, Span, Stop, Timestamp};
use factors::suspects::{self, Suspects};
use store::{Batch, Guard, Hash, Statement};
use subtle::ConstantTimeEq;

use super::links::{self, Characters, Link};
use crate::account::emails;
use crate::account::table::{self as accounts, Account};
use crate::budget::addresses::Purse;
use crate::consequence::{By, Happens};
use crate::house::{Door, Upkeep};
use crate::outbox::Notice;
use crate::rights::{Permit, Verb};
use crate::{Visitor, audit};

/// How long before it was told something may have been added that belongs to the same act.
const ACT: Span = Span::minutes(1);

/// What a link would stop, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotMeView {
    /// Whose account it is.
    pub name: String,
    pub happened: Vec<Happened>,
}

/// Something that a message told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// The key of the text that says what.
    pub key: String,
    pub at: Timestamp,
}

/// A link that is good, whose account it is, and what states again that whoever has it may stop something.
struct Stopping {
    /// Under which it is kept.
    hash: Hash,
    link: Link,
    account: Account,
    guards: Vec<Guard>,
}

impl Stopping {
    fn view(self) -> NotMeView {
        let happened = self.link.stopped.of.iter().filter_map(|notice| {
            let (key, at) = (notice.key()?, notice.at());
            Some(Happened { key, at })
        });
        NotMeView {
            happened: happened.collect(),
            name: self.account.name,
        }
    }
}

impl Door {
    /// What a link would stop. Looking changes nothing: mail scanners open links.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`] when it was used, is over, or never was.
    pub async fn not_me_link(&self, token: &Token) -> Result<NotMeView, Stop> {
        let hash = links::hash(self.reader(), token);
        self.stopping(hash).await.map(Stopping::view)
    }

    /// Ends every session and device password of the account, and suspends what was added by what the message told
    /// of. It gives nothing and signs nobody in.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`]; [`Refusal::WrongLetters`], and after five of those within an hour [`Refusal::Wait`].
    pub async fn not_me(&self, token: &Token, letters: &str, seen: &Visitor) -> Result<(), Stop> {
        let reader = self.reader();
        let hash = links::hash(reader, token);
        let stopping = self.stopping(hash.clone()).await?;
        let typed = links::read(letters).ok_or(Refusal::WrongLetters)?;
        if let Some(wait) = self.purse(Spend::Letters, &hash).take(self).await? {
            return Err(Refusal::Wait(wait).into());
        }
        let right = links::letters(reader, token);
        if !bool::from(typed.as_bytes().ct_eq(right.as_bytes())) {
            let event = Event::refused(Action::NotMe, Some(stopping.account.id));
            self.record([audit::write::folded(self, &event, seen, "letters")])
                .await;
            return Err(Refusal::WrongLetters.into());
        }
        self.stop(stopping, seen).await
    }

    /// What the characters of a text message would stop.
    ///
    /// # Errors
    /// [`Refusal::WrongCharacters`], and after ten of those an hour from one address [`Refusal::Wait`].
    pub async fn not_me_characters(&self, typed: &str, seen: &Visitor) -> Result<NotMeView, Stop> {
        self.stopping_by(typed, seen).await.map(Stopping::view)
    }

    /// The same as [`Door::not_me`] by those.
    ///
    /// # Errors
    /// As [`Door::not_me_characters`].
    pub async fn not_me_by_characters(&self, typed: &str, seen: &Visitor) -> Result<(), Stop> {
        let stopping = self.stopping_by(typed, seen).await?;
        match self.stop(stopping, seen).await {
            // Whoever typed the same at this moment has stopped it.
            Err(Stop::Refused(Refusal::LinkGone)) => Err(Refusal::WrongCharacters.into()),
            other => other,
        }
    }

    async fn stopping(&self, hash: Hash) -> Result<Stopping, Stop> {
        let link = links::find(self, &hash).await?.ok_or(Refusal::LinkGone)?;
        let account = self.account_of(link.account).await;
        let account = account.map_err(|_| Refusal::LinkGone)?;
        let sent_to = &link.stopped.sent_to;
        let guards = self.who_stops(account.id, sent_to).await?;
        Ok(Stopping {
            hash,
            guards: guards.ok_or(Refusal::LinkGone)?,
            link,
            account,
        })
    }

    /// The same for characters that were typed. What is wrong is charged to the visitor's address alone: it names no
    /// account.
    async fn stopping_by(&self, typed: &str, seen: &Visitor) -> Result<Stopping, Stop> {
        let typed = Characters::read(typed).ok_or(Refusal::WrongCharacters)?;
        let reader = self.reader();
        let purse = self.purse_of(Spend::Characters, seen.address);
        let purse = seen.charged.then_some(purse);
        if let Some(purse) = &purse
            && let Some(wait) = purse.take(self).await?
        {
            return Err(Refusal::Wait(wait).into());
        }
        match self.stopping(typed.hash(reader)).await {
            Err(Stop::Refused(Refusal::LinkGone)) => {
                let event = Event::refused(Action::NotMeCharacters, None);
                self.record([audit::write::folded(self, &event, seen, "characters")])
                    .await;
                Err(Refusal::WrongCharacters.into())
            }
            Err(stop) => Err(stop),
            Ok(found) => {
                let back = purse.iter().map(Purse::give_back);
                self.commit(Upkeep::Attempt, Batch::new().many(back))
                    .await?;
                purse.iter().for_each(|purse| purse.filled(self));
                Ok(found)
            }
        }
    }

    /// Ends in one batch what may be somebody else's, and the link with it.
    async fn stop(&self, stopping: Stopping, seen: &Visitor) -> Result<(), Stop> {
        let (account, id) = (&stopping.account, stopping.account.id);
        let permit = Permit::of_link(id, seen, Verb::NotMe)?;
        // Told before what follows from it.
        let told = permit.recording(self, &Event::done(Action::NotMe, id));
        let of = &stopping.link.stopped.of;
        let suspects = suspects_of(of, id);
        let happens = Happens::new(Happening::NotMe, id, By::Visitor(seen));
        let ends = self.ends(happens.made_by(&suspects, seen)).await?;
        let change = Batch::new()
            .all([links::consume(self, &stopping.hash)])
            .all(ends.guards)
            .all([accounts::touch(id)])
            .all(stopping.guards)
            .many(ends.statements)
            .many(self.undone(of, account, seen).await?);
        self.commit(told, change).await
    }

    /// What ends of what these notices say was added, beside what the sessions made that they tell of.
    async fn undone(
        &self,
        of: &[Notice],
        account: &Account,
        seen: &Visitor,
    ) -> Result<Vec<Statement>, Stop> {
        let id = account.id;
        let (sessions, mut all) = (sessions(of), Vec::new());
        // What one of them has made is told with the rest.
        let is_told = |by: Option<SessionId>| by.is_some_and(|by| sessions.contains_key(&by));
        for added in of.iter().filter_map(|notice| notice.added) {
            let told = match added {
                Added::Enrolment(added) => {
                    all.extend(suspects::suspend_added(id, added, self.now()));
                    let found = suspects::added(self.reader(), id, added).await?;
                    let found = found.filter(|one| !is_told(one.by));
                    let event = Event::done(Action::FactorSuspendedAsSuspect, id);
                    found.map(|one| event.of_kind(&one.kind).detail(one.name))
                }
                Added::Email(added) => {
                    all.push(emails::take_back(added, id));
                    let own = emails::of_account(self.reader(), id).await?;
                    let found = own.into_iter().find(|one| one.id == added);
                    let found = found.filter(|one| !is_told(one.made_by));
                    let Some(found) = found else { continue };
                    let event = Event::done(Action::EmailRemovedAsSuspect, id);
                    let event = event.detail(&*found.address);
                    all.extend(self.taken_back(id, &event, &[found.address], seen).await?);
                    Some(event)
                }
            };
            if let Some(event) = told {
                all.extend(audit::write::by_visitor(self, &event, seen));
            }
        }
        Ok(all)
    }
}

/// The sessions that these notices tell of, as those that are in question.
fn suspects_of(notices: &[Notice], of: AccountId) -> Vec<Suspects> {
    let all = sessions(notices).into_iter();
    all.map(|(session, first)| Suspects::of_session(of, session, first.minus(ACT)))
        .collect()
}

/// The sessions that these notices tell of, each with the first time that it was told of.
fn sessions(of: &[Notice]) -> BTreeMap<SessionId, Timestamp> {
    let mut all = BTreeMap::new();
    for notice in of {
        if let Some(session) = notice.by {
            let first = all.entry(session).or_insert(notice.at());
            *first = notice.at().min(*first);
        }
    }
    all
}
