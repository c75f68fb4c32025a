//! Answering what was asked for: a link to each mailbox of the account, if there is one that may have it, and within
//! what an account and the site may be made to send. All of it is one batch with the request that it answers.

use domain::budget::purse::Spend;
use domain::event::{Action, Event};
use domain::secret::{token, write_token};
use domain::{Refusal, Stop};
use store::Batch;

use super::requests::{self, Opened, Request};
use crate::account::emails::{self, EmailRow};
use crate::account::reset_links::{self as links, ResetLink};
use crate::account::table::Account;
use crate::audit;
use crate::house::{Door, Upkeep};
use crate::known::table as known_browsers;
use crate::outbox::Matter;

/// How many are looked at together.
const AT_ONCE: i64 = 50;

/// Somebody who gets links.
struct Entitled<'a> {
    asked: &'a Opened,
    account: Account,
    /// Those of the account that links may go to.
    mailboxes: Vec<EmailRow>,
    /// All others that it has, where it is only told.
    others: Vec<String>,
}

impl Door {
    /// Answers some of what was asked for. How many were answered here.
    ///
    /// # Errors
    /// When the database doesn't say what was asked for.
    pub async fn answer_reset_requests(&self) -> Result<usize, Stop> {
        let mut answered = 0_usize;
        for request in requests::oldest(self, AT_ONCE).await? {
            match self.answer_reset(&request).await {
                Ok(()) => answered = answered.saturating_add(1),
                // Another node has answered it.
                Err(Stop::Refused(Refusal::ChangedMeanwhile)) => {}
                // It is tried again, and keeps no other waiting.
                Err(stop) => {
                    tracing::warn!("a forgotten password's request wasn't answered: {stop:?}")
                }
            }
        }
        Ok(answered)
    }

    async fn answer_reset(&self, request: &Request) -> Result<(), Stop> {
        let consumed = || Batch::from(requests::consume(request));
        let Some(to) = self.to_answer(request).await? else {
            return self.commit(Upkeep::Sending, consumed()).await;
        };
        let (account, asked) = (&to.account, to.asked);
        let event = Event::done(Action::PasswordForgotten, account.id);
        let Some(paid) = self.paid(account, asked).await? else {
            return self.beyond(account, asked, consumed()).await;
        };
        let mut change = consumed().merge(paid);
        for mailbox in &to.mailboxes {
            change = change.merge(self.link_to(account, mailbox, asked)?);
        }
        let mut told = self.told_at(&event, Some(&asked.seen), &to.others)?;
        told.extend(self.told_at_number(&event, &asked.seen)?);
        let written = audit::write::by_visitor(self, &event, &asked.seen);
        let change = change.many(written).many(told);
        match self.commit(Upkeep::Sending, change).await {
            // What it is paid from was spent at this very moment.
            Err(Stop::Refused(Refusal::Wait(_))) => self.beyond(account, asked, consumed()).await,
            other => other,
        }
    }

    /// Whose links these are to be; none where nobody gets one.
    async fn to_answer<'a>(&self, request: &'a Request) -> Result<Option<Entitled<'a>>, Stop> {
        let Some(asked) = &request.opened else {
            return Ok(None);
        };
        let Some(account) = self.account_meant(&asked.typed).await? else {
            return Ok(None);
        };
        let mailboxes = self.mailboxes(&account).await?;
        if mailboxes.is_empty() {
            return Ok(None);
        }
        let mut others = emails::of_account(self.reader(), account.id).await?;
        others.retain(|one| mailboxes.iter().all(|mailbox| mailbox.id != one.id));
        Ok(Some(Entitled {
            asked,
            account,
            mailboxes,
            others: others.into_iter().map(|one| one.address).collect(),
        }))
    }

    /// More than an account or the site may be made to send: nothing is sent, and an event says so.
    async fn beyond(&self, account: &Account, asked: &Opened, consumed: Batch) -> Result<(), Stop> {
        let event = Event::refused(Action::PasswordForgotten, Some(account.id));
        let written = audit::write::folded(self, &event, &asked.seen, "");
        self.commit(Upkeep::Sending, consumed.add(written)).await
    }

    /// To which addresses of an account a link may go: those that sign in to it and have been there for a day, or
    /// were set by an administrator. None of an account that is disabled, whose owner hasn't come yet, whose password
    /// isn't changed here, or that looks after others, unless the site says otherwise.
    pub(super) async fn mailboxes(&self, account: &Account) -> Result<Vec<EmailRow>, Stop> {
        let may = account.enabled
            && account.password.is_some()
            && (!account.admin || self.config().forgotten_roles)
            && self.sources().rules_for(account).is_ok();
        if !may {
            return Ok(Vec::new());
        }
        Ok(emails::that_open(self.reader(), account.id, self.now()).await?)
    }

    /// What pays for it: the account's own purse, apart for browsers that it knows, and the site's, half of which is
    /// kept for accounts that nobody has asked for today. None where one of them is empty. A browser that the account
    /// knows doesn't draw on the site's, so that no stranger's asking keeps it from a link.
    async fn paid(&self, account: &Account, asked: &Opened) -> Result<Option<Batch>, Stop> {
        let (reader, now) = (self.reader(), self.shared_now());
        let mark = asked.seen.known.as_ref();
        let known = known_browsers::find(reader, mark, account.id, self.now()).await?;
        let of = match known.is_some() {
            true => Spend::ResetsKnown,
            false => Spend::ResetsOf,
        };
        let own = self.purse(of, account.id.bytes());
        if known.is_some() {
            let is_empty = own.wait(reader, now).await?.is_some();
            return Ok((!is_empty).then(|| Batch::from(own.spend(now))));
        }
        let today = self.purse(Spend::ResetsToday, account.id.bytes());
        let is_first = today.wait(reader, now).await?.is_none();
        let open = self.purse(Spend::ResetsHere, &[]);
        let site = match open.wait(reader, now).await? {
            None => open,
            Some(_) if is_first => self.purse(Spend::ResetsKept, &[]),
            Some(_) => return Ok(None),
        };
        for purse in [&own, &site] {
            if purse.wait(reader, now).await?.is_some() {
                return Ok(None);
            }
        }
        let first = is_first.then(|| today.spend(now));
        Ok(Some(
            Batch::new()
                .all([own.spend(now), site.spend(now)])
                .all(first),
        ))
    }

    /// A link of its own to a mailbox.
    fn link_to(
        &self,
        account: &Account,
        mailbox: &EmailRow,
        asked: &Opened,
    ) -> Result<Batch, Stop> {
        let (token, until) = (token(self.random()), requests::until(self.now()));
        let link = ResetLink {
            account: account.id,
            email: mailbox.id,
            epoch: account.epoch,
        };
        let with = [
            ("name", account.name.clone()),
            ("address", asked.seen.address.to_string()),
        ];
        let path = format!("/forgotten/{}", write_token(&token));
        let matter = Matter::link("outbox-forgotten", with, path);
        Ok(Batch::new()
            .all([emails::assert_there(mailbox.id, account.id)])
            .add(links::insert(self.reader(), &token, &link, until))
            .many(self.queue_at(account.id, &mailbox.address, &matter, until)?))
    }
}
