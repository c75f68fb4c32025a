//! On which floor each room of `door` stands. A room leans on those before it in this list, and on no other: neither by
//! what it names nor by what it calls on a door.

use std::collections::BTreeSet;

use crate::graph::{self, Arrow};

/// What a floor is for, and its rooms from the bottom up.
pub const FLOORS: [(&str, &[&str]); 7] = [
    (
        "what all share",
        &[
            "cache",
            "config",
            "visitor",
            "hashing",
            "house",
            "form_number",
        ],
    ),
    (
        "events and budgets",
        &["known", "budget", "outbox", "audit"],
    ),
    (
        "accounts, policy, sessions",
        &["account", "policy", "session", "enrolments"],
    ),
    ("rights", &["freshness", "rights"]),
    (
        "proofs",
        &[
            "password",
            "first_proof",
            "device_password",
            "consequence",
            "suspicion",
            "sending",
            "sign_in",
            "step_up",
        ],
    ),
    (
        "what people do, and the gate",
        &[
            "factor",
            "link",
            "emails",
            "forgotten",
            "not_me",
            "profile",
            "browsers",
            "gate",
        ],
    ),
    (
        "those who look after it",
        &[
            "administration",
            "activity",
            "import",
            "new_epoch",
            "jobs",
            "wiring",
        ],
    ),
];

/// Rooms from the bottom up.
fn rooms() -> Vec<&'static str> {
    let floors = FLOORS.iter().flat_map(|(_, rooms)| rooms.iter().copied());
    floors.collect()
}

#[test]
fn no_room_of_the_door_leans_on_one_above_it() {
    let rooms = rooms();
    let place = |name: &str| rooms.iter().position(|room| *room == name).unwrap();
    let arrows = graph::arrows();
    assert!(arrows.len() > 300, "the rooms were not found");
    let upwards: Vec<String> = arrows
        .iter()
        .filter(|arrow| place(&arrow.to) > place(&arrow.from))
        .map(Arrow::to_string)
        .collect();
    assert!(upwards.is_empty(), "upwards:\n{}", upwards.join("\n"));
}

#[test]
fn each_room_of_the_door_stands_on_a_floor() {
    let standing: BTreeSet<&str> = rooms().into_iter().collect();
    assert_eq!(standing.len(), rooms().len(), "a room stands twice");
    let there = graph::rooms();
    let there: BTreeSet<&str> = there.iter().map(String::as_str).collect();
    assert_eq!(standing, there);
}

#[test]
fn an_arrow_upwards_would_be_found() {
    let lower = [("cache", "use crate::sign_in::Pending;")];
    let named = graph::arrows_of(&graph::Tree::of(&lower));
    assert_eq!(
        named[0].to_string(),
        "cache names sign_in::Pending: cache.rs"
    );
    let climbing = [("cache", "use super::sign_in::Pending;")];
    assert_eq!(graph::arrows_of(&graph::Tree::of(&climbing)), named);
    let called = [
        ("cache", "impl Door { fn low(&self) { self.high(); } }"),
        (
            "sign_in",
            "impl Door { pub fn high(&self) { self.low(); } }",
        ),
    ];
    let called = graph::arrows_of(&graph::Tree::of(&called));
    let said: Vec<String> = called.iter().map(Arrow::to_string).collect();
    assert_eq!(
        said,
        [
            "cache names sign_in.high(): cache.rs",
            "sign_in names cache.low(): sign_in.rs"
        ]
    );
}
