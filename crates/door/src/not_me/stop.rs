//! What a link stops: every session, pending sign-in, known browser and device password ends, and what was just
//! added is suspended and stays owed, or the mailbox and the password would be enough.

use domain::event::{Action, Added, Event};
use domain::secret::Token;
use domain::{Refusal, Span, Stop, Timestamp};
use factors::suspects::{self, Suspects};
use store::{Batch, Statement};
use subtle::ConstantTimeEq;

use super::links::{self, Link};
use crate::account::emails::{self, former};
use crate::account::table::{self as accounts, Account};
use crate::budget::addresses::Purse;
use crate::device_password::all::DevicePasswords;
use crate::forgotten::links as reset_links;
use crate::house::Door;
use crate::known::table as known_browsers;
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

impl Door {
    /// What a link would stop. Looking changes nothing: mail scanners open links.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`] when it was used, is over, or never was.
    pub async fn not_me_link(&self, token: &Token) -> Result<NotMeView, Stop> {
        let (link, account) = self.stopping(token).await?;
        let happened = link.stopped.of.iter().filter_map(|notice| {
            let (key, at) = (notice.key()?, notice.at());
            Some(Happened { key, at })
        });
        Ok(NotMeView {
            name: account.name,
            happened: happened.collect(),
        })
    }

    async fn stopping(&self, token: &Token) -> Result<(Link, Account), Stop> {
        let link = links::find(self, token).await?.ok_or(Refusal::LinkGone)?;
        let account = self.account_of(link.account).await;
        Ok((link, account.map_err(|_| Refusal::LinkGone)?))
    }

    /// Ends every session and device password of the account, and suspends what was added by what the message told
    /// of. It gives nothing and signs nobody in.
    ///
    /// # Errors
    /// [`Refusal::LinkGone`]; [`Refusal::WrongLetters`], and after five of those within an hour [`Refusal::Wait`].
    pub async fn not_me(&self, token: &Token, letters: &str, seen: &Visitor) -> Result<(), Stop> {
        let (link, account) = self.stopping(token).await?;
        let permit = Permit::of_link(account.id, seen, Verb::NotMe)?;
        let reader = self.reader();
        let purse = Purse::of_letters(reader, &links::hash(reader, token));
        if let Some(wait) = purse.take(self).await? {
            return Err(Refusal::Wait(wait).into());
        }
        if !are_the_same(letters, &links::letters(reader, token)) {
            let event = Event::refused(Action::NotMe, Some(account.id));
            self.record([audit::write::folded(self, &event, seen, "letters")])
                .await;
            return Err(Refusal::WrongLetters.into());
        }
        let id = account.id;
        // Told before what follows from it.
        let told = permit.recording(self, &Event::done(Action::NotMe, id));
        let mut change = Batch::new()
            .all([
                links::consume(self, token),
                accounts::end_sessions(id),
                accounts::touch(id),
            ])
            .any(known_browsers::forget_all(id))
            .any(reset_links::delete_all(id))
            .any(former::has_stopped(id, &link.stopped.sent_to))
            .many(
                self.with_device_passwords(DevicePasswords::Go, id, seen)
                    .await?,
            );
        for notice in unlike(&link.stopped.of) {
            change = change.many(self.undone(notice, &account, seen).await?);
        }
        self.commit(told, change).await
    }

    /// What ends of what was made by the session that a notice tells of, and of what was added by it.
    async fn undone(
        &self,
        notice: &Notice,
        account: &Account,
        seen: &Visitor,
    ) -> Result<Vec<Statement>, Stop> {
        let (id, since) = (account.id, notice.at().minus(ACT));
        let mut all = Vec::new();
        if let Some(session) = notice.by {
            let by = Suspects::of_session(id, session, since);
            all.extend(self.ends(&by, seen).await?);
        }
        let told = match notice.added {
            Some(Added::Enrolment(added)) => {
                all.extend(suspects::suspend_added(id, added, self.now()));
                let found = suspects::added(self.reader(), id, added).await?;
                let found = found.filter(|one| one.by.is_none() || one.by != notice.by);
                let event = Event::done(Action::FactorSuspendedAsSuspect, id);
                found.map(|one| event.of_kind(&one.kind).detail(one.name))
            }
            Some(Added::Email(added)) => {
                all.push(emails::take_back(added, id));
                let own = emails::of_account(self.reader(), id).await?;
                let found = own.into_iter().find(|one| one.id == added);
                let found = found.filter(|one| one.made_by.is_none() || one.made_by != notice.by);
                let event = Event::done(Action::EmailRemovedAsSuspect, id);
                found.map(|one| event.detail(one.address))
            }
            None => None,
        };
        if let Some(event) = told {
            all.extend(audit::write::by_visitor(self, &event, seen));
        }
        Ok(all)
    }
}

/// One of each session and thing: what a session has made is undone from the first time on that it was told of.
fn unlike(all: &[Notice]) -> Vec<&Notice> {
    let mut unlike: Vec<&Notice> = Vec::new();
    for one in all {
        let is_alike = |other: &&Notice| other.by == one.by && other.added == one.added;
        if !unlike.iter().any(is_alike) {
            unlike.push(one);
        }
    }
    unlike
}

/// Whether what was typed are these letters, in whatever case and however apart.
fn are_the_same(typed: &str, letters: &str) -> bool {
    let typed: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(letters.len().saturating_add(1))
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    typed.as_bytes().ct_eq(letters.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_however_they_are_typed_and_no_others() {
        for typed in ["KXTB", "kxtb", " k x-t.b ", "K\u{a0}X T B"] {
            assert!(are_the_same(typed, "KXTB"), "{typed}");
        }
        for typed in ["", "KXT", "KXTBB", "KXTC", "BTXK", "ＫＸＴＢ"] {
            assert!(!are_the_same(typed, "KXTB"), "{typed}");
        }
    }
}
