//! The attempt budget's numbers (L12, L35; NIST SP 800-63B-4 §3.2.2). The door
//! keeps the counts; what they mean is said here.

pub mod bound;
pub mod purse;
pub mod row;
pub mod share;

use crate::Span;

/// Which ladder an answer climbs. At sign-in there are two an account, of waits, for each known browser and
/// for all others together; at the gate one without waits, for the account's own networks and for all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ladder {
    /// Passwords, wherever they are asked for.
    Password,
    /// All second factors together.
    Second,
    /// The account's own password at the gate.
    Gate,
}

impl Ladder {
    /// Its word in the database, which stays as it is.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Second => "second",
            Self::Gate => "gate",
        }
    }
}

/// After how long a question is sent once more to whoever waits for its answer.
pub const ASK_AGAIN: Span = Span::minutes(1);

/// The numbers, which a site may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Wrong answers in a row that cost no wait.
    pub free: i64,
    /// The first wait; each further one is twice as long.
    pub first_wait: Span,
    pub longest_wait: Span,
    /// Wrong answers in a row from unknown browsers after which these are refused unlooked at.
    pub strangers: i64,
    /// Wrong answers in a row after which a known browser loses its mark.
    pub known: i64,
    /// Distinct wrong passwords from unknown networks after which the gate takes an account's own from these
    /// no more.
    pub gate_strangers: i64,
    /// The same from all networks together from which it was right lately; then these are unknown too.
    pub gate_networks: i64,
    /// Wrong answers in a row on one authenticator after which it is disabled.
    pub authenticator: i64,
    /// Wrong answers from one address in [`Limits::address_window`], at sign-in and at the gate apart.
    pub address: i64,
    /// The window of the address budget.
    pub address_window: Span,
    /// Wrong answers in `/confirm` that end the session.
    pub confirm: i64,
    /// How many sign-ins of an account may wait for their second proof before none is begun in a browser that it
    /// doesn't know.
    pub begun: i64,
    /// After how long a question is sent once more.
    pub asked_wait: Span,
    /// Questions that are sent of an enrolment in an hour.
    pub asked_enrolment: i64,
    /// Questions that are sent to confirm one number or address in a day, whoever asks.
    pub asked_target: i64,
    /// Questions that are sent to an account in a day.
    pub asked_account: i64,
    /// The same for a visitor's address in an hour.
    pub asked_address: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            free: 5,
            first_wait: Span::seconds(1),
            longest_wait: Span::hours(1),
            strangers: 60,
            known: 10,
            gate_strangers: 20,
            gate_networks: 9,
            authenticator: 100,
            address: 20,
            address_window: Span::minutes(10),
            confirm: 5,
            begun: 50,
            asked_wait: ASK_AGAIN,
            asked_enrolment: 5,
            asked_target: 5,
            asked_account: 10,
            asked_address: 20,
        }
    }
}

impl Limits {
    /// How many wrong ones in a row end a ladder, for whoever is known or for all others together.
    pub const fn end(&self, ladder: Ladder, is_known: bool) -> i64 {
        match (ladder, is_known) {
            (Ladder::Password | Ladder::Second, true) => self.known,
            (Ladder::Password | Ladder::Second, false) => self.strangers,
            (Ladder::Gate, true) => self.gate_networks,
            (Ladder::Gate, false) => self.gate_strangers,
        }
    }

    /// Wrong ones in a row that cost no wait: on a ladder without waits, all of them.
    pub const fn free_on(&self, ladder: Ladder) -> i64 {
        match ladder {
            Ladder::Password | Ladder::Second => self.free,
            Ladder::Gate => i64::MAX,
        }
    }

    /// How long the next try waits on a ladder after that many wrong ones in a row.
    pub fn wait_after(&self, ladder: Ladder, wrong: i64) -> Span {
        let over = wrong.saturating_sub(self.free_on(ladder));
        if over < 0 {
            return Span::ZERO;
        }
        let doubled = u32::try_from(over)
            .ok()
            .and_then(|power| 2i64.checked_pow(power))
            .and_then(|factor| factor.checked_mul(self.first_wait.as_micros()));
        match doubled {
            Some(micros) if micros < self.longest_wait.as_micros() => Span::micros(micros),
            _ => self.longest_wait,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ladder_has_a_word_and_the_gates_has_no_waits() {
        let limits = Limits::default();
        let all = [Ladder::Password, Ladder::Second, Ladder::Gate];
        assert_eq!(all.map(Ladder::as_str), ["password", "second", "gate"]);
        assert_eq!(all.map(|ladder| limits.free_on(ladder)), [5, 5, i64::MAX]);
    }

    #[test]
    fn n_6_five_are_free_then_waits_double_from_a_second_to_an_hour() {
        let limits = Limits::default();
        let table = [
            (0, 0),
            (1, 0),
            (4, 0),
            (5, 1),
            (6, 2),
            (7, 4),
            (8, 8),
            (9, 16),
            (10, 32),
            (11, 64),
            (12, 128),
            (13, 256),
            (14, 512),
            (15, 1024),
            (16, 2048),
            (17, 3600),
            (18, 3600),
            (59, 3600),
            (i64::MAX, 3600),
        ];
        for (wrong, seconds) in table {
            assert_eq!(
                limits.wait_after(Ladder::Second, wrong),
                Span::seconds(seconds),
                "{wrong}"
            );
        }
    }

    #[test]
    fn n_6_all_ladders_together_end_before_an_authenticator_has_been_wrong_a_hundred_times() {
        let limits = Limits::default();
        let ends = [Ladder::Password, Ladder::Gate].map(|ladder| {
            let ends = [false, true].map(|is_known| limits.end(ladder, is_known));
            (ladder, ends)
        });
        let table = [(Ladder::Password, [60, 10]), (Ladder::Gate, [20, 9])];
        assert_eq!(ends, table);
        let all: i64 = ends.iter().flat_map(|(_, ends)| ends).sum();
        assert!(all < limits.authenticator, "{all}");
    }
}
