//! What ends when something happens to an account, as the table says (`domain::consequence`). Whoever does it names
//! its row and commits what comes of it; no other room ends sessions, marks of known browsers, device passwords or
//! links of an account.

mod made;
#[cfg(test)]
mod tests;

use domain::consequence::{
    Browsers, DevicePasswords as Passwords, Happening, Links, Made, Row, Sessions,
};
use domain::event::Event;
use domain::ids::{AccountId, SessionId};
use domain::{Fault, Stop, Timestamp};
use factors::suspects::Suspects;
use store::{Batch, Guard, Statement};

use crate::account::table::{self as accounts, Account, OtherSessions};
use crate::account::{invites, reset_links};
use crate::device_password::all::DevicePasswords;
use crate::house::Door;
use crate::known::table as known_browsers;
use crate::rights::Permit;
use crate::session::table as sessions;
use crate::{Visitor, audit};

/// By whom it happens, for the events of what ends.
#[derive(Clone, Copy)]
pub(crate) enum By<'a> {
    Visitor(&'a Visitor),
    Permit(&'a Permit<'a>),
}

impl By<'_> {
    fn event(self, door: &Door, event: &Event) -> Vec<Statement> {
        match self {
            Self::Visitor(seen) => audit::write::by_visitor(door, event, seen),
            Self::Permit(permit) => permit.event(door, event),
        }
    }
}

/// Something that happens to an account.
pub(crate) struct Happens<'a> {
    what: Happening,
    to: AccountId,
    by: By<'a>,
    /// What whoever does it says of device passwords, where the table asks.
    said: Option<DevicePasswords>,
    /// The session that does it and stays as it is.
    kept: Option<SessionId>,
    /// The sessions in question, and who sees what they have made end.
    suspects: Option<(&'a [Suspects], &'a Visitor)>,
}

impl<'a> Happens<'a> {
    pub(crate) const fn new(what: Happening, to: AccountId, by: By<'a>) -> Self {
        Self {
            what,
            to,
            by,
            said: None,
            kept: None,
            suspects: None,
        }
    }

    /// The same where whoever does it says what becomes of device passwords.
    pub(crate) const fn saying(mut self, said: DevicePasswords) -> Self {
        self.said = Some(said);
        self
    }

    /// The same by this session, which stays as it is.
    pub(crate) const fn but_for(mut self, kept: SessionId) -> Self {
        self.kept = Some(kept);
        self
    }

    /// The same where these sessions are in question.
    pub(crate) const fn made_by(mut self, all: &'a [Suspects], seen: &'a Visitor) -> Self {
        self.suspects = Some((all, seen));
        self
    }
}

/// What comes of it, to be committed with it.
#[derive(Default)]
#[must_use = "nothing ends before commit"]
pub(crate) struct Ends {
    pub(crate) guards: Vec<Guard>,
    pub(crate) statements: Vec<Statement>,
    /// How many device passwords there were, where they go.
    pub(crate) device_passwords: usize,
}

impl Ends {
    /// The same after the account's password was set: it states again what the decision leaned on, before what ends
    /// changes that.
    pub(crate) fn of_password(
        mut self,
        account: &Account,
        sealed: Vec<u8>,
        short: bool,
        now: Timestamp,
    ) -> Self {
        let set = accounts::set_password(account, sealed, short, now);
        self.guards.insert(0, set);
        self
    }

    /// The same after the account was disabled.
    pub(crate) fn of_disabled(mut self, account: AccountId) -> Self {
        self.guards.insert(0, accounts::disable(account));
        self
    }
}

impl From<Ends> for Batch {
    fn from(ends: Ends) -> Self {
        Self::new().all(ends.guards).many(ends.statements)
    }
}

/// What becomes of the epoch in which sessions and pending sign-ins of the account are made.
pub(crate) fn others(row: &Row) -> OtherSessions {
    match row.is_a_new_beginning() {
        true => OtherSessions::End,
        false => OtherSessions::Stay,
    }
}

impl Door {
    /// What ends by it.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub(crate) async fn ends(&self, happens: Happens<'_>) -> Result<Ends, Stop> {
        let (row, to) = (happens.what.row(), happens.to);
        let mut ends = Ends::default();
        let missing = || Fault::new("a consequence that doesn't say what it needs");
        if row.is_a_new_beginning() {
            ends.guards.push(accounts::end_sessions(to));
        } else if row.sessions != Sessions::Stay {
            let kept = happens.kept.ok_or_else(missing)?;
            ends.statements.push(sessions::end_others(to, kept));
        }
        if row.browsers != Browsers::Stay {
            ends.statements.push(known_browsers::forget_all(to));
        }
        if matches!(row.links, Links::ForgottenVoid | Links::AllVoid) {
            ends.statements.push(reset_links::delete_all(to));
        }
        if matches!(row.links, Links::InvitesVoid | Links::AllVoid) {
            ends.statements.push(invites::void(to));
        }
        let passwords_go = match row.device_passwords {
            Passwords::Stay => false,
            Passwords::AsSaid => happens.said.ok_or_else(missing)? == DevicePasswords::Go,
            Passwords::Go => true,
        };
        if passwords_go {
            let gone = self.all_device_passwords_gone(to).await?;
            ends.device_passwords = gone.count;
            ends.statements.push(gone.statement);
            let by = happens.by;
            let told = gone.event.map(|event| match by {
                // Whoever helps reads how many there were.
                By::Permit(_) => event.detail(gone.count.to_string()),
                By::Visitor(_) => event,
            });
            let told = told.map(|event| by.event(self, &event));
            ends.statements.extend(told.into_iter().flatten());
        }
        if row.made == Made::Ends {
            let (all, seen) = happens.suspects.ok_or_else(missing)?;
            ends.statements.extend(self.made_ends(all, seen).await?);
        }
        Ok(ends)
    }
}
