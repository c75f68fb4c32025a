//! Tokens: one that signs in by itself, and one that becomes the other kind.

use domain::{Kind, Stop};
use door::{At, LiveSession};
use testing::people::*;

use super::person::Person;
use super::thing::Thing;
use crate::webauthn::{asked_alone, send_alone};

/// What a token can be turned into.
pub fn other(kind: &Kind) -> Option<Kind> {
    match kind {
        kind if *kind == SECURITY_KEY => Some(PASSKEY),
        kind if *kind == PASSKEY => Some(SECURITY_KEY),
        _ => None,
    }
}

impl Person<'_> {
    /// Signs in by it alone.
    pub(super) async fn sign_in_alone(&mut self, n: usize) -> Option<Result<(), Stop>> {
        let asked = asked_alone(self.door).await;
        let thing = self.things.get_mut(n).filter(|thing| thing.has)?;
        let code = thing.alone(&asked)?;
        let said = send_alone(self.door, &code, &self.browser).await;
        Some(said.map(|progress| self.goes_on(progress)))
    }

    /// Makes it the other kind, by the token itself.
    pub(super) async fn turn(&mut self, n: usize, live: &LiveSession) -> Option<Result<(), Stop>> {
        let thing = self.things.get(n).filter(|thing| thing.has)?;
        let kind = other(&thing.kind)?;
        let here = (self.place, self.door);
        let instead = Some(thing.id.as_str());
        let at = At::Settings(live);
        let turned = Thing::made(&kind, at, here, instead, &mut self.browser).await;
        Some(turned.map(|new| self.things[n] = new))
    }
}
