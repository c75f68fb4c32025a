//! An actor's right to a verb upon a target. Whoever commits by it states again, in the same batch, that the
//! session still stands and still has the right: of a verb and the loss of the right to it at one moment, one
//! happens.

use domain::event::Event;
use domain::ids::AccountId;
use domain::{Refusal, Stop};
use store::{Batch, Guard, Statement};

use super::verb::{Log, Part, Row, Verb};
use crate::account::table as accounts;
use crate::house::Door;
use crate::house::Warrant;
use crate::session::live::LiveSession;
use crate::{Actor, Visitor, audit};

/// Who holds a permit.
#[derive(Clone, Copy)]
pub(super) enum Holder<'a> {
    /// A session, in this part.
    Session(&'a LiveSession, Option<&'a Visitor>, Part),
    /// Somebody without a session: the pending sign-in or link that they hold is consumed by what follows.
    Entering(AccountId, &'a Visitor),
    /// The command line, as this Unix user.
    CommandLine(&'a Actor),
}

/// A right that was looked up. Nothing is changed on somebody's behalf without one.
#[derive(Clone)]
#[must_use = "a right that isn't used was looked up for nothing"]
pub(crate) struct Permit<'a> {
    holder: Holder<'a>,
    row: Row,
    /// The account that it is upon; none for the site and one's own.
    upon: Option<AccountId>,
    /// Whether a reason was given.
    because: bool,
}

impl<'a> Permit<'a> {
    /// The right that a row of the table gives.
    pub(super) const fn new(holder: Holder<'a>, row: Row, upon: Option<AccountId>) -> Self {
        Self {
            holder,
            row,
            upon,
            because: false,
        }
    }

    /// What anybody may who holds that session, upon their own account.
    pub(crate) const fn of_session(
        live: &'a LiveSession,
        seen: Option<&'a Visitor>,
        verb: Verb,
    ) -> Self {
        Self::new(Holder::Session(live, seen, Part::Oneself), verb.row(), None)
    }

    /// What whoever has given a first proof may, where a factor has to be set up.
    pub(crate) fn of_entering(
        account: AccountId,
        seen: &'a Visitor,
        verb: Verb,
    ) -> Result<Self, Stop> {
        Self::of_holder(Part::Entering, account, seen, verb)
    }

    /// What whoever holds a link may that was mailed to the account.
    pub(crate) fn of_link(account: AccountId, seen: &'a Visitor, verb: Verb) -> Result<Self, Stop> {
        Self::of_holder(Part::Linked, account, seen, verb)
    }

    fn of_holder(
        part: Part,
        account: AccountId,
        seen: &'a Visitor,
        verb: Verb,
    ) -> Result<Self, Stop> {
        let row = verb.row();
        if !row.who.contains(&part) {
            return Err(Refusal::NotAllowed.into());
        }
        Ok(Self::new(Holder::Entering(account, seen), row, None))
    }

    /// The reason that was given, where the table asks for one.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`].
    pub(crate) fn because<'r>(&mut self, reason: &'r str) -> Result<&'r str, Stop> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing.into());
        }
        self.because = true;
        Ok(reason)
    }

    /// With the event that tells what is done, written as the table says.
    pub(crate) fn recording(self, door: &Door, event: &Event) -> Told<'a> {
        let name = self.row.name;
        debug_assert!(self.row.log != Log::No, "{name}: told, against the table");
        debug_assert!(self.row.reason == self.because, "{name}: without a reason");
        let event = match (self.holder, self.row.log) {
            (Holder::Session(_, Some(seen), _), Log::Counted) => {
                vec![audit::write::free(door, event, seen)]
            }
            _ => self.event(door, event),
        };
        Told {
            permit: self,
            event,
        }
    }

    /// The same where what is done may have no event of its own.
    pub(crate) fn recording_if(self, door: &Door, event: Option<&Event>) -> Told<'a> {
        debug_assert!(
            self.row.log == Log::Itself,
            "{}: against the table",
            self.row.name
        );
        match event {
            Some(event) => self.recording(door, event),
            None => Told {
                permit: self,
                event: Vec::new(),
            },
        }
    }

    /// A further event that this act is to be told by.
    pub(crate) fn event(&self, door: &Door, event: &Event) -> Vec<Statement> {
        let (actor, seen) = match self.holder {
            Holder::Session(live, seen, _) => (live.account().to_string(), seen),
            Holder::Entering(account, seen) => (account.to_string(), Some(seen)),
            Holder::CommandLine(actor) => (actor.written(), None),
        };
        audit::write::by(door, &self.done_by(event), actor, seen)
    }

    /// The event with the session that does it, where it is the account's own: what else that session makes, its
    /// owner may undo.
    fn done_by(&self, event: &Event) -> Event {
        match self.holder {
            Holder::Session(live, ..) if event.subject == Some(live.account()) => {
                event.clone().by(live.id())
            }
            _ => event.clone(),
        }
    }

    /// What states again that the holder may.
    fn guards(&self) -> Vec<Guard> {
        match self.holder {
            Holder::Session(live, _, part) => {
                let administers = part == Part::Administrator;
                live.assert_live(administers.then(|| accounts::still_administers(live.account())))
            }
            Holder::Entering(..) | Holder::CommandLine(_) => Vec::new(),
        }
    }

    fn own(&self) -> Option<AccountId> {
        match self.holder {
            Holder::Session(live, ..) => Some(live.account()),
            Holder::Entering(account, _) => Some(account),
            Holder::CommandLine(_) => None,
        }
    }
}

impl<'a> Permit<'a> {
    /// The change among what states again that the holder may.
    fn among_guards(self, change: Batch) -> Batch {
        // Two rows of one table are locked in order of id, or two such batches would wait for each other.
        let first = match (self.own(), self.upon) {
            (Some(own), Some(upon)) => own <= upon,
            _ => true,
        };
        if first {
            Batch::new().all(self.guards()).merge(change)
        } else {
            change.all(self.guards())
        }
    }
}

/// For what stands in no log.
impl Warrant for Permit<'_> {
    fn complete(self, change: Batch) -> Batch {
        debug_assert!(self.row.log == Log::No, "{}: untold", self.row.name);
        self.among_guards(change)
    }
}

/// A permit with the event that tells what is done by it.
#[derive(Clone)]
pub(crate) struct Told<'a> {
    permit: Permit<'a>,
    event: Vec<Statement>,
}

impl Warrant for Told<'_> {
    fn complete(self, change: Batch) -> Batch {
        self.permit.among_guards(change).many(self.event)
    }
}
