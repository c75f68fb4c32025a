//! What a checked answer amounts to before it is committed.

use domain::ids::EnrolmentId;
use store::{Guard, Statement};

/// What an answer would prove, if its guards hold when they are committed. Never without a guard.
#[must_use = "a claim proves nothing until the door commits it"]
#[derive(Debug)]
pub struct Claim {
    /// Which enrolment answered.
    pub of: EnrolmentId,
    first: Guard,
    more: Vec<Guard>,
    then: Vec<Statement>,
}

impl Claim {
    /// A claim of this enrolment, true only if this guard changes exactly one row.
    pub const fn new(of: EnrolmentId, guard: Guard) -> Self {
        Self {
            of,
            first: guard,
            more: Vec::new(),
            then: Vec::new(),
        }
    }

    /// With a further guard.
    pub fn and(mut self, guard: Guard) -> Self {
        self.more.push(guard);
        self
    }

    /// With something that follows from it, however many rows it changes.
    pub fn then(mut self, statement: Statement) -> Self {
        self.then.push(statement);
        self
    }

    /// Everything that must hold, and what follows.
    pub fn into_parts(self) -> (Vec<Guard>, Vec<Statement>) {
        let mut guards = vec![self.first];
        guards.extend(self.more);
        (guards, self.then)
    }
}

/// What became of an answer.
#[must_use]
#[derive(Debug)]
pub enum Verdict {
    /// It would prove something.
    Right(Claim),
    /// It proves nothing; the attempt stays spent.
    Wrong(Why),
}

/// Why an answer proves nothing: for the event, and for what somebody signed in may be told. A
/// page that isn't signed in says one sentence whatever the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It fits nothing.
    No,
    /// It was right once, and has been used.
    Used,
    /// It is over.
    Expired,
    /// It would be right on a clock that is off by this much.
    ClockOff(domain::Span),
    /// It fits an enrolment that is suspended.
    Suspended,
}
