//! Whoever can write to the database, and has no key, makes nothing of one account's answer for another:
//! every row that answers is moved, and the thief's own right answer is tried in the victim's sign-in.

mod log;
mod passkeys;

use domain::Kind;
use door::{Actor, Door};
use testing::people::*;
use testing::{Engine, Place, on_both};

use crate::audit::behind;
use crate::conformance::{Person, own_kinds};
use crate::races::raised;

/// What is done to the rows. `THIEF` and `VICTIM` are accounts; `HIS` is the thief's enrolment, `HERS` the victim's,
/// `TABLE` that of their codes, `THAT` his code among several.
struct Move {
    /// Of which kinds; of every one where none is named.
    kinds: &'static [Kind],
    what: &'static str,
    statements: &'static str,
}

const OATH: &[Kind] = &[TOTP, HOTP];
const SIGNED: &[Kind] = &[SECURITY_KEY, PASSKEY];
const CODES: &[Kind] = &[BACKUP, BYPASS];
const EVERY: &[Kind] = &[];

const MOVES: &[Move] = &[
    Move {
        kinds: EVERY,
        what: "his enrolment is given to her",
        statements: "UPDATE enrolments SET account = VICTIM WHERE id = HIS",
    },
    Move {
        kinds: EVERY,
        what: "his enrolment is all she has",
        statements: "DELETE FROM enrolments WHERE account = VICTIM AND kind = KIND;
            UPDATE enrolments SET account = VICTIM WHERE id = HIS",
    },
    Move {
        kinds: OATH,
        what: "his secret stands in her enrolment",
        statements: "UPDATE enrolments SET sealed = (SELECT sealed FROM enrolments WHERE id = HIS) WHERE id = HERS",
    },
    Move {
        kinds: SIGNED,
        what: "his credential is given to her",
        statements: "UPDATE webauthn_credentials SET account = VICTIM WHERE enrolment = HIS",
    },
    Move {
        kinds: SIGNED,
        what: "his credential and its enrolment are given to her",
        statements: "UPDATE webauthn_credentials SET account = VICTIM WHERE enrolment = HIS;
            UPDATE enrolments SET account = VICTIM WHERE id = HIS",
    },
    Move {
        kinds: SIGNED,
        what: "his credential hangs on her enrolment",
        statements: "DELETE FROM webauthn_credentials WHERE enrolment = HERS;
            UPDATE webauthn_credentials SET enrolment = HERS WHERE enrolment = HIS",
    },
    Move {
        kinds: SIGNED,
        what: "his credential is hers in every column",
        statements: "DELETE FROM webauthn_credentials WHERE enrolment = HERS;
            UPDATE webauthn_credentials SET enrolment = HERS, account = VICTIM WHERE enrolment = HIS",
    },
    Move {
        kinds: CODES,
        what: "his codes hang on her enrolment",
        statements: "DELETE FROM TABLE WHERE enrolment = HERS; UPDATE TABLE SET enrolment = HERS WHERE enrolment = HIS",
    },
    Move {
        kinds: CODES,
        what: "his code stands in her row",
        statements: "UPDATE TABLE SET finder = (SELECT finder FROM TABLE WHERE enrolment = HIS THAT),
            salt = (SELECT salt FROM TABLE WHERE enrolment = HIS THAT),
            sealed = (SELECT sealed FROM TABLE WHERE enrolment = HIS THAT) WHERE enrolment = HERS THAT",
    },
];

/// All that hangs on an enrolment, behind it.
const TABLES: [&str; 5] = [
    "enrolments",
    "oath_secrets",
    "webauthn_credentials",
    "backup_codes",
    "bypass_codes",
];

/// Bytes as this database reads them.
pub fn blob(place: &Place, hex: &str) -> String {
    match place.engine() {
        Engine::Sqlite => format!("x'{hex}'"),
        Engine::Postgres => format!("'\\x{hex}'::bytea"),
    }
}

pub async fn account(door: &Door, name: &str) -> String {
    door.account(&Actor::COMMAND_LINE, name).await.unwrap().id
}

/// Remembers every row that answers.
pub async fn keep(place: &Place) {
    for table in TABLES {
        behind(place, &format!("DROP TABLE IF EXISTS kept_{table}; CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await;
    }
}

/// Puts every row back.
pub async fn put_back(place: &Place) {
    for table in TABLES.iter().rev() {
        behind(place, &format!("DELETE FROM {table}")).await;
    }
    for table in TABLES {
        behind(
            place,
            &format!("INSERT INTO {table} SELECT * FROM kept_{table}"),
        )
        .await;
    }
}

on_both! {
    async fn L24_L25_V6_7_1_no_row_that_was_moved_answers_for_another(place: Place) {
        log::listen();
        let door = place.door_asking(factors::Registry::built_in(), raised).await;
        for kind in own_kinds() {
            let mut thief = Person::with(&place, &door, &kind, "thief").await;
            let mut victim = Person::with(&place, &door, &kind, "victim").await;
            let hers = victim.fresh(&place, &door).await;
            let moves = MOVES.iter().filter(|one| one.kinds.is_empty() || one.kinds.contains(&kind));
            for (n, Move { what, statements, .. }) in moves.enumerate() {
                let his = thief.fresh(&place, &door).await;
                let waiting = victim.pending(&door).await;
                // A question is answered as it was asked before anything was moved.
                let said = thief.say(&door, &waiting, &his).await;
                let told = [his.enrolment, hers.enrolment].map(|id| id.to_string());
                keep(&place).await;
                let names = [
                    ("THIEF", blob(&place, &account(&door, &thief.name).await)),
                    ("VICTIM", blob(&place, &account(&door, &victim.name).await)),
                    ("HIS", blob(&place, &told[0])),
                    ("HERS", blob(&place, &told[1])),
                    ("KIND", format!("'{kind}'")),
                    ("TABLE", if kind == BACKUP { "backup_codes" } else { "bypass_codes" }.to_owned()),
                    // Codes on paper are used from the end.
                    ("THAT", if kind == BACKUP { format!("AND place = {}", 10 - n) } else { String::new() }),
                ];
                let statements = names.iter().fold((*statements).to_owned(), |text, (name, value)| text.replace(name, value));
                behind(&place, &statements).await;
                log::lines();
                victim.is_wrong(victim.answer(&door, &waiting, &said).await, what);
                let lines = log::lines();
                assert!(told.iter().any(|id| lines.contains(id)), "{kind}, {what}: {lines:?}");
                assert!(!victim.owes_nothing(&door).await, "{kind}, {what}");
                put_back(&place).await;
            }
            let right = victim.fresh(&place, &door).await;
            let waiting = victim.pending(&door).await;
            let said = victim.say(&door, &waiting, &right).await;
            let answered = victim.answer(&door, &waiting, &said).await;
            victim.is_in(answered);
        }
    }

    async fn a_row_that_was_moved_here_keeps_the_others_from_nothing(place: Place) {
        let door = place.door_asking(factors::Registry::built_in(), raised).await;
        for kind in own_kinds() {
            let mut thief = Person::with(&place, &door, &kind, "thief").await;
            let mut victim = Person::with(&place, &door, &kind, "victim").await;
            let his = blob(&place, &thief.fresh(&place, &door).await.enrolment.to_string());
            let her = blob(&place, &account(&door, &victim.name).await);
            behind(&place, &format!("UPDATE enrolments SET account = {her}, added = 0 WHERE id = {his}")).await;
            let right = victim.fresh(&place, &door).await;
            let waiting = victim.pending(&door).await;
            let said = victim.say(&door, &waiting, &right).await;
            let answered = victim.answer(&door, &waiting, &said).await;
            victim.is_in(answered);
        }
    }
}
