//! What a checked answer amounts to before it is committed.

use domain::Timestamp;
use domain::event::Event;
use domain::ids::EnrolmentId;
use store::{Guard, Statement};

/// What an answer would prove, if its guards hold when they are committed. Never without a guard.
#[must_use = "a claim proves nothing until the door commits it"]
#[derive(Debug)]
pub struct Claim {
    pub of: EnrolmentId,
    first: Guard,
    more: Vec<Guard>,
    then: Vec<Statement>,
    told: Option<Box<Event>>,
    signed: Option<Signed>,
    replaces: Option<EnrolmentId>,
}

/// What a claim is made of, for whoever commits it.
#[derive(Debug)]
pub struct Parts {
    pub of: EnrolmentId,
    /// What its signature says of its moment.
    pub signed: Option<Signed>,
    /// Everything that must hold.
    pub guards: Vec<Guard>,
    /// What follows from it.
    pub then: Vec<Statement>,
    /// What is worth telling.
    pub told: Option<Event>,
}

impl Claim {
    /// A claim of this enrolment, true only if this guard changes exactly one row.
    pub const fn new(of: EnrolmentId, guard: Guard) -> Self {
        Self {
            of,
            first: guard,
            more: Vec::new(),
            then: Vec::new(),
            told: None,
            signed: None,
            replaces: None,
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

    /// With something that was seen and is worth telling.
    pub fn recording(mut self, event: Event) -> Self {
        self.told = Some(Box::new(event));
        self
    }

    /// With what it says of its moment: for an authenticator that may have a copy, and a code that is used once.
    pub const fn signed(mut self, signed: Signed) -> Self {
        self.signed = Some(signed);
        self
    }

    /// In place of another enrolment, which goes.
    pub const fn instead_of(mut self, old: EnrolmentId) -> Self {
        self.replaces = Some(old);
        self
    }

    /// The enrolment in whose place it is.
    pub const fn replaces(&self) -> Option<EnrolmentId> {
        self.replaces
    }

    /// What it is made of.
    pub fn into_parts(self) -> Parts {
        let mut guards = vec![self.first];
        guards.extend(self.more);
        Parts {
            guards,
            then: self.then,
            told: self.told.map(|event| *event),
            of: self.of,
            signed: self.signed,
        }
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
    /// What has to happen elsewhere hasn't happened yet: it is neither right nor wrong, and costs nothing.
    NotYet,
    /// It is right, and yet there may be a copy: its sign count went back.
    Suspect(Suspicion),
}

/// What an answer says of its moment: a signature, or the code of a time step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// How often the authenticator has signed, or the time step; 0 where neither counts.
    pub count: i64,
    /// When the question was asked.
    pub asked: Timestamp,
    /// Answers of this count and more are kept however many there are.
    pub kept: i64,
}

impl Signed {
    /// By the code of a time step of so many seconds: every code of the last day is kept, since a clock may jump by
    /// hours and show its step again.
    pub fn step(step: i64, period: u32, asked: Timestamp) -> Self {
        let day = 86_400_i64.checked_div(i64::from(period)).unwrap_or(0);
        Self {
            count: step,
            asked,
            kept: step.saturating_sub(day),
        }
    }

    /// By a signature with this count.
    pub const fn counted(count: i64, asked: Timestamp) -> Self {
        Self {
            count,
            asked,
            kept: i64::MAX,
        }
    }

    /// By what was only just made, at whatever it counts: less than any answer, since no copy is older.
    pub const fn made(asked: Timestamp) -> Self {
        Self::counted(-1, asked)
    }
}

/// A right answer whose sign count went back (WebAuthn §6.1.1): late, or the sign of a copy.
#[derive(Debug)]
pub struct Suspicion {
    pub of: EnrolmentId,
    pub signed: Signed,
    /// Answers the question: whoever changes no row has sent this very answer before.
    pub once: Guard,
}

/// Why an answer proves nothing: for the event, and for what somebody signed in may be told. A
/// page that isn't signed in says one sentence whatever the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    No,
    /// It was right once, and has been used.
    Used,
    Expired,
    /// It would be right on a clock that is off by this much.
    ClockOff(domain::Span),
    /// It fits an enrolment that is suspended.
    Suspended,
    /// It isn't what was asked for: this about it, in a word for the audit log.
    Unfit(&'static str),
}

impl Why {
    /// As the audit log has it; nothing where it simply doesn't fit.
    pub const fn word(self) -> &'static str {
        match self {
            Self::No => "",
            Self::Used => "used",
            Self::Expired => "expired",
            Self::ClockOff(_) => "clock",
            Self::Suspended => "suspended",
            Self::Unfit(word) => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Span;

    use super::*;

    #[test]
    fn the_log_says_why_in_a_word() {
        let cases = [
            (Why::No, ""),
            (Why::Used, "used"),
            (Why::Expired, "expired"),
            (Why::ClockOff(Span::seconds(60)), "clock"),
            (Why::Suspended, "suspended"),
            (Why::Unfit("origin"), "origin"),
        ];
        for (why, word) in cases {
            assert_eq!(why.word(), word);
        }
    }
}
