//! A factor's own pages, declared as rows. The web mounts them and adds what must never be
//! forgotten: same origin, step-up, budget, layout, headers. A factor never sees the raw request.

use domain::event::Event;
use domain::ids::EnrolmentId;
use domain::{Form, Kind, Refusal, Timestamp};
use look::fragment::Fragment;
use store::{Guard, Statement};

use crate::factor::Doing;
use crate::{Claim, Context, Enrolment, Letter, Owner};

/// The field in which a page is told what the browser is called that it is seen in: "Chrome on Linux". It is
/// there whatever was sent.
pub const BROWSER: &str = "browser";

/// What must be true before a page runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Sets up an enrolment: a session with a fresh step-up, or somebody signing in who has no
    /// factor at all and must have one.
    SetUp,
    /// A session with a fresh step-up.
    StepUp,
    /// A session with a fresh step-up, be it only the one that replaces what was lost; or with a fresh password,
    /// where the last of these codes has opened it.
    Codes,
    /// A session with a fresh step-up, be it only the one that replaces what was lost; and what is typed is a
    /// guess at the named enrolment's codes, so that an attempt is spent before it is looked at.
    Answer,
}

/// One row: a page that is posted to.
pub struct Page {
    /// Beneath the factor's own address: `` or `/{id}/confirm`.
    pub path: &'static str,
    /// What must be true before.
    pub needs: Needs,
    pub run: for<'a> fn(&'a Context<'a>, &'a Standing, &'a Form) -> Doing<'a, Shown>,
}

/// Who stands before a page, and where.
pub struct Standing {
    pub owner: Owner,
    /// All of the owner's enrolments of this kind, unconfirmed ones included.
    pub enrolments: Vec<Enrolment>,
    /// Those of other kinds that are switched on.
    pub others: Vec<Enrolment>,
    /// Whether the owner has a factor of any kind, so that codes for the day when it is missing are the
    /// next step.
    pub has_factor: bool,
    /// Whether it could be set up only beside another kind, of which there is none.
    pub lacks_company: bool,
    /// The enrolment that the path names; it is the owner's.
    pub id: Option<EnrolmentId>,
    /// Where the factor's pages are: `/settings/security/totp`, or `/login/setup/totp`.
    pub base: String,
    /// Whether this is set-up at sign-in.
    pub signing_in: bool,
    /// Where one is going once something has been set up; empty for the overview.
    pub next: String,
    /// The id that what is made by this form gets; made from the form's one-time number.
    pub fresh: EnrolmentId,
    /// What the owner's proofs open.
    pub opens: Opens,
    /// Enrolments that too many wrong answers in a row have disabled.
    pub disabled: Vec<EnrolmentId>,
    /// Enrolments that don't count in full yet, and until when.
    pub waiting: Vec<Waiting>,
    /// Kinds that are switched off here.
    pub off: Vec<Kind>,
    /// The enrolment that was just added, whose name is asked for now.
    pub naming: Option<EnrolmentId>,
    /// A new number for the next form.
    pub number: String,
}

/// An enrolment that doesn't count in full yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: EnrolmentId,
    /// Until when at least; none where that is past.
    pub until: Option<Timestamp>,
    /// Whether it waits for a sign-in by an older one besides.
    pub for_older: bool,
}

/// What the proofs of whoever stands before a factor's pages open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// Everything sensitive, as after a step-up by the strongest kind.
    Everything,
    /// Replacing what was lost, and nothing else.
    TheLost,
}

/// What a page answers.
pub enum Shown {
    /// A page under a title (a key of the catalogue).
    Fragment(&'static str, Fragment),
    /// A refusal, and the page again.
    Refused(Refusal, &'static str, Fragment),
    /// Something to commit, and what to show once it is.
    Change(Box<Change>),
    /// Back to the overview: what was asked for is so already.
    Overview,
}

/// What the door has to know about a change besides its statements.
pub enum Effect {
    /// Prepares an enrolment that is not on yet, and sends its owner what confirms it; the door bounds how often.
    Prepares(Vec<Letter>),
    /// Switches an enrolment on: the answer that confirms it is a proof of it.
    Confirms(Claim),
    /// Replaces what a fallback factor holds.
    Replaces,
    /// Sets right where a device stands that is on. It proves nothing.
    Resyncs,
}

/// Statements of a page, with their event; the door commits them with the account's revision.
pub struct Change {
    pub effect: Effect,
    /// Each must change exactly one row of the factor's own tables.
    pub guards: Vec<Guard>,
    /// Over the factor's own tables.
    pub statements: Vec<Statement>,
    /// What is written in the audit log; none for a preparation.
    pub event: Option<Event>,
    /// What to show once it is done: a title's key and the page; none leads back to the overview.
    pub show: Option<(&'static str, Fragment)>,
}

impl Standing {
    /// Where a page that is shown once leads on to.
    pub fn onward(&self) -> &str {
        match self.next.as_str() {
            "" => "/settings/security",
            next => next,
        }
    }

    /// Where the form that confirms an enrolment is posted.
    pub fn confirm_at(&self, id: EnrolmentId) -> String {
        if self.signing_in {
            self.base.clone()
        } else {
            format!("{}/{id}/confirm", self.base)
        }
    }

    /// The enrolment that the path or form names.
    pub fn named(&self) -> Option<&Enrolment> {
        self.enrolments
            .iter()
            .find(|enrolment| Some(enrolment.id) == self.id)
    }

    /// Those that are switched on, in whatever state.
    pub fn confirmed(&self) -> impl Iterator<Item = &Enrolment> {
        self.enrolments
            .iter()
            .filter(|enrolment| enrolment.exists())
    }
}
