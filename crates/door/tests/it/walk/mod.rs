//! L01: every edge of the sign-in graph, valid or not, in thousands of random walks. A model says
//! which states may hold a session, and at which assurance; the door must agree at every step.

mod factor_steps;
mod model;
mod steps;

use domain::Span;
use door::{Actor, Door};
use testing::people::*;
use testing::{Place, on_both};

use model::Model;

/// A small generator of its own, so that a walk that fails can be taken again.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// Somebody who walks, with all that they hold.
struct Walker<'a> {
    place: &'a Place,
    door: &'a Door,
    name: &'a str,
    dice: &'a mut Dice,
    model: Model,
    browser: Browser,
}

const STEPS: [&str; 20] = [
    "password",
    "password",
    "password",
    "right code",
    "right code",
    "wait",
    "wrong password",
    "right code",
    "wrong code",
    "used code",
    "backup code",
    "empty answer",
    "cancel",
    "wait",
    "enrol at sign-in",
    "enrol",
    "make codes",
    "sign out",
    "step up",
    "disable and enable",
];

/// How many sessions were reached with both proofs.
async fn walk(place: &Place, door: &Door, name: &str, dice: &mut Dice, steps: usize) -> usize {
    add(door, name, false).await;
    let mut walker = Walker {
        place,
        door,
        name,
        dice,
        model: Model::default(),
        browser: Browser::new("192.0.2.1"),
    };
    // Half of the walks begin where somebody has set everything up.
    let begun = ["password", "enrol", "make codes", "wait"];
    for step in begun.into_iter().take(4 * walker.dice.below(2)) {
        walker.take(step).await;
    }
    for _ in 0..steps {
        let step = STEPS[walker.dice.below(STEPS.len())];
        walker.take(step).await;
        walker.model.check(door, &walker.browser, step).await;
    }
    door.delete_account(&Actor::COMMAND_LINE, name)
        .await
        .unwrap();
    walker.model.both
}

on_both! {
    async fn L01_V6_3_4_no_walk_but_the_right_one_yields_a_session(place: Place) {
        let door = place.door_with(|c| {
            c.limits.address = 1_000_000;
            c.limits.strangers = 1_000_000;
            c.limits.longest_wait = Span::seconds(1);
        }).await;
        let (walks, steps) = if place.engine() == testing::Engine::Sqlite { (1_500, 24) } else { (250, 24) };
        let mut dice = Dice(2026);
        let mut both = 0;
        for n in 0..walks {
            both += walk(&place, &door, &format!("walker{n}"), &mut dice, steps).await;
        }
        assert!(both * 10 > walks, "hardly any walk got anywhere: {both} of {walks}");
    }
}
