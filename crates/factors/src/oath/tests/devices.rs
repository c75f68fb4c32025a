//! Devices that codes are asked of, for tests of verdicts and pages.

use domain::Kind;

use super::super::{Moves, Parameters, Shared};
use crate::binding::Binding;
use crate::stage::{OWNER, Stage, on};
use crate::{Enrolment, hotp, totp};

pub(super) const APP: Moves = Moves::App { period: 30 };
pub(super) const TOKEN: Moves = Moves::Token { period: 30 };
pub(super) const PRESSES: Moves = Moves::Counter { from: Some(0) };

/// A secret that begins with this byte.
pub(super) fn secret(number: u8) -> Vec<u8> {
    (number..).take(20).collect()
}

pub(super) fn shared(number: u8, moves: Moves) -> Shared {
    let secret = domain::Secret::new(secret(number));
    Shared::new(secret, Parameters::DEFAULT, moves)
}

pub(super) fn kind(moves: Moves) -> Kind {
    match moves {
        Moves::Counter { .. } => hotp::KIND,
        Moves::App { .. } | Moves::Token { .. } => totp::KIND,
    }
}

/// An enrolment that is on, and its secret.
pub(super) fn device(stage: &Stage, number: u8, moves: Moves) -> (Enrolment, Shared) {
    let kind = kind(moves);
    let shared = shared(number, moves);
    let mut of = on(&kind, number);
    let reader = stage.reader();
    let at = stage.at(&reader);
    let binding = Binding::to(OWNER, &kind, of.id);
    let sealed = shared.seal(reader.keys(), &binding, at.random);
    of.sealed = Some(sealed.unwrap());
    (of, shared)
}
