//! Tokens: one that signs in by itself, and one that becomes the other kind.

use domain::{Kind, Language, Stop};
use door::{At, LiveSession};
use testing::people::*;

use super::person::Person;
use super::thing::Thing;

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
        let words = self.door.words(Language::FIRST, "");
        let ways = self.door.entrances(&words).await.unwrap();
        let asked = ways.first()?.question.fragment.as_str().to_owned();
        let thing = self.things.get_mut(n).filter(|thing| thing.has)?;
        let code = thing.alone(&asked)?;
        let (typed, seen) = (form(&[("code", &code)]), &self.browser.seen);
        let said = self
            .door
            .sign_in_passwordless(&PASSKEY, &typed, "", seen)
            .await;
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
