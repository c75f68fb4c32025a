//! No button leads to a state without a way on, unless a page has said so before: every button is pressed in every
//! state that people come to, from many beginnings, on sites with several rules. The same walk counts how many steps
//! the shortest way back has, for `docs/lockout.md`.

mod answers;
mod beginning;
mod lockout;
mod person;
mod search;
mod state;
mod thing;

use domain::Kind;
use domain::policy::Required;
use domain::setting::Value;
use door::{Actor, Door};
use factors::Registry;
use testing::people::*;
use testing::{Engine, Place, on_both};

use beginning::{Beginning, Codes, Has};
use person::YOUNG;
use search::Walk;
use state::Size;
use thing::MAIL;

use crate::races::raised;

const CLI: Actor = Actor::COMMAND_LINE;

/// What a site's administrator has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    None,
    /// Everyone must have a second factor.
    Required,
    /// Where there is a phishing-resistant way, no weaker one is offered.
    StrongestOnly,
    /// A code by mail is no second factor.
    Nist,
    /// Keys were switched off once people had them.
    KeysOff,
    /// No message leaves.
    Mute,
}

pub const RULES: [Rules; 6] = [
    Rules::None,
    Rules::Required,
    Rules::StrongestOnly,
    Rules::Nist,
    Rules::KeysOff,
    Rules::Mute,
];

async fn house(place: &Place, rules: Rules) -> Door {
    let tell = |config: &mut door::Config| {
        raised(config);
        config.limits.authenticator = 100;
        config.lengths.step_up = YOUNG;
        config.limits.asked_wait = domain::Span::ZERO;
        let nist = Value::Switch(rules == Rules::Nist);
        config.settings.set("policy.nist", nist);
    };
    match rules {
        Rules::Mute => place.door_with(tell).await,
        _ => place.door_asking(Registry::built_in(), tell).await,
    }
}

/// What is decided once everybody has begun.
async fn decide(door: &Door, rules: Rules) {
    match rules {
        Rules::Required => door.require_factor(&CLI, Required::Everyone).await.unwrap(),
        Rules::StrongestOnly => door.offer_strongest_only(&CLI, true).await.unwrap(),
        Rules::KeysOff => door.switch_kind(&CLI, "security-key", false).await.unwrap(),
        Rules::None | Rules::Nist | Rules::Mute => {}
    }
}

/// The same as before it was decided, for who begins next.
async fn undecide(door: &Door, rules: Rules) {
    match rules {
        Rules::Required => door.require_factor(&CLI, Required::Nobody).await.unwrap(),
        Rules::StrongestOnly => door.offer_strongest_only(&CLI, false).await.unwrap(),
        Rules::KeysOff => door.switch_kind(&CLI, "security-key", true).await.unwrap(),
        Rules::None | Rules::Nist | Rules::Mute => {}
    }
}

/// One thing or two, of which some are lost, with codes or without.
fn beginnings(kinds: &[Vec<Kind>], codes: &[Codes]) -> Vec<Beginning> {
    let mut all = Vec::new();
    for things in kinds {
        for lost in 0..1_usize << things.len() {
            // Whoever has codes by e-mail alone makes no others.
            let mailed = things.iter().all(|kind| *kind == MAIL);
            for codes in codes
                .iter()
                .filter(|codes| !mailed || **codes == Codes::None)
            {
                let has = |(n, kind): (usize, &Kind)| match lost >> n & 1 {
                    1 => (kind.clone(), Has::Lost),
                    _ => (kind.clone(), Has::Yes),
                };
                all.push(Beginning {
                    things: things.iter().enumerate().map(has).collect(),
                    codes: *codes,
                });
            }
        }
    }
    all
}

/// What something that its owner has is shut for.
fn shut() -> Vec<Beginning> {
    let of = |kind: Kind, has, codes| Beginning {
        things: vec![(kind, has)],
        codes,
    };
    vec![
        of(SECURITY_KEY, Has::Copied, Codes::None),
        of(SECURITY_KEY, Has::Copied, Codes::One),
        of(TOTP, Has::Locked, Codes::None),
        of(TOTP, Has::Locked, Codes::One),
    ]
}

/// Walks from each of these, and finds no trap; how many states there were.
async fn walked(walk: &Walk<'_>, beginnings: &[Beginning]) -> usize {
    let (mut states, mut traps) = (0, Vec::new());
    for beginning in beginnings {
        let graph = walk.from(beginning).await;
        states += graph.nodes.len();
        traps.extend(graph.traps(beginning));
    }
    let rules = walk.rules;
    assert!(
        traps.is_empty(),
        "{rules:?}: {} traps\n{}",
        traps.len(),
        traps[0]
    );
    states
}

on_both! {
    async fn no_button_leads_where_only_an_administrator_helps_unless_that_was_said(place: Place) {
        let door = house(&place, Rules::None).await;
        let walk = Walk::new(&place, &door, Rules::None, Size::Small, 5);
        let mut all = beginnings(&[vec![TOTP]], &[Codes::None, Codes::One]);
        if place.engine() == Engine::Sqlite {
            all.extend(shut());
        }
        let states = walked(&walk, &all).await;
        assert!(states > 50, "{states}");
    }
}

/// By any rules, one button less far; `./test long` goes further, and from more beginnings.
#[test]
fn no_button_leads_where_only_an_administrator_helps_by_any_rules() {
    let presses = std::env::var("COUNTERSIGN_TEST_PRESSES").map(|n| n.parse().unwrap());
    let (size, presses) = presses.map_or((Size::Small, 4), |presses| (Size::Whole, presses));
    for rules in RULES {
        testing::run(Engine::Sqlite, async move |place: Place| {
            let mut kinds = vec![vec![SECURITY_KEY]];
            if rules != Rules::Mute {
                kinds.push(vec![MAIL]);
            }
            let mut codes = vec![Codes::None, Codes::One];
            if size == Size::Whole {
                kinds.extend([vec![TOTP], vec![TOTP, SECURITY_KEY]]);
                codes.extend([Codes::Lost, Codes::Two]);
            }
            if size == Size::Whole && rules != Rules::Mute {
                kinds.push(vec![MAIL, TOTP]);
            }
            let mut all = beginnings(&kinds, &codes);
            all.extend(shut());
            let door = house(&place, rules).await;
            let walk = Walk::new(&place, &door, rules, size, presses);
            let states = walked(&walk, &all).await;
            println!("{rules:?}: {states} states from {} beginnings", all.len());
        });
    }
}
