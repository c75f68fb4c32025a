//! The guards by which an answer is accepted: each code, count and step once.

use domain::{Refusal, Timestamp};
use store::{Guard, statements, values};

use crate::Enrolment;

statements! {
    of crate::enrolment::TABLE;
    write ADVANCE = "UPDATE enrolments SET last_counter = $2, used = $3
        WHERE id = $1 AND last_counter < $2 AND confirmed IS NOT NULL AND suspended IS NULL";
    write ACCEPT = "UPDATE enrolments SET last_counter = $2, used = $3
        WHERE id = $1 AND (last_counter < $2 OR (last_counter = $4 AND last_counter > $5)) AND confirmed IS NOT NULL AND suspended IS NULL
        AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.enrolment = enrolments.id AND a.count = $2)";
    write ACCEPT_DRIFTING = "UPDATE enrolments SET last_counter = $2, used = $3, drift = $6,
        strayed = CASE WHEN (drift >= 0 AND $6 > drift) OR (drift <= 0 AND $6 < drift) THEN $3 ELSE strayed END
        WHERE id = $1 AND (last_counter < $2 OR (last_counter = $4 AND last_counter > $5)) AND drift = $7
        AND confirmed IS NOT NULL AND suspended IS NULL
        AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.enrolment = enrolments.id AND a.count = $2)";
    write COUNT = "UPDATE enrolments SET last_counter = $2, used = $3
        WHERE id = $1 AND (last_counter < $2 OR last_counter + $2 = 0) AND confirmed IS NOT NULL AND suspended IS NULL";
    write SPEND = "UPDATE enrolments SET codes_left = codes_left - 1, used = $2
        WHERE id = $1 AND codes_left > 0 AND confirmed IS NOT NULL AND suspended IS NULL";
    write ANSWERED = "UPDATE enrolments SET used = $2
        WHERE id = $1 AND confirmed IS NOT NULL AND suspended IS NULL";
}

/// Accepts a counter: only forward, and only while it is on.
pub fn advance(of: &Enrolment, to: i64, now: Timestamp) -> Guard {
    Guard::new(
        ADVANCE.bind(values![of.id, to, now]),
        Refusal::WrongCode(of.kind.clone()),
    )
}

/// Accepts a time step, which no other answer has used: only forward, and only while it is on. `latest` is the
/// furthest step that a clock could show by now: where the one that was accepted last lies beyond it, the
/// server's clock was ahead then, and that one blocks itself alone.
pub fn accept(of: &Enrolment, step: i64, latest: i64, now: Timestamp) -> Guard {
    Guard::new(
        ACCEPT.bind(values![of.id, step, now, of.last_counter, latest]),
        Refusal::WrongCode(of.kind.clone()),
    )
}

/// Accepts a time step as [`accept`] does, of a token whose clock is off by so many steps, unless it is by another number now.
pub fn accept_drifting(
    of: &Enrolment,
    step: i64,
    drift: i64,
    latest: i64,
    now: Timestamp,
) -> Guard {
    Guard::new(
        ACCEPT_DRIFTING.bind(values![
            of.id,
            step,
            now,
            of.last_counter,
            latest,
            drift,
            of.drift
        ]),
        Refusal::WrongCode(of.kind.clone()),
    )
}

/// Accepts a sign count: only forward, or none at all where the authenticator doesn't count (WebAuthn §6.1.1).
/// One that another answer has overtaken meanwhile has gone back, so it is to be looked at once more.
pub fn count(of: &Enrolment, to: i64, now: Timestamp) -> Guard {
    Guard::new(
        COUNT.bind(values![of.id, to, now]),
        Refusal::ChangedMeanwhile,
    )
}

/// Takes one of the codes that are left.
pub fn spend(of: &Enrolment, now: Timestamp) -> Guard {
    Guard::new(
        SPEND.bind(values![of.id, now]),
        Refusal::WrongCode(of.kind.clone()),
    )
}

/// Notes that it has answered, while it is on: for what is used up elsewhere, as a code that was sent.
pub fn answered(of: &Enrolment, now: Timestamp) -> Guard {
    Guard::new(
        ANSWERED.bind(values![of.id, now]),
        Refusal::WrongCode(of.kind.clone()),
    )
}
