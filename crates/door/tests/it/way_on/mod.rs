//! No button leads to a state without a way on, unless a page has said so before: every button is pressed in every
//! state that people come to, from many beginnings, on sites with several rules. The same walk counts how many steps
//! the shortest way back has, for `docs/lockout.md`.

mod answers;
mod beginning;
mod button;
mod keys;
mod lockout;
mod own;
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
use thing::{MAIL, PHONE};

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
    /// Everybody administers the site, and must have a second factor.
    Administrators,
}

/// The site before it moved to another domain, and as it is.
async fn houses(place: &Place, rules: Rules) -> (Door, Door) {
    let before = house(place, rules, "http://old.localhost:8232").await;
    (before, house(place, rules, "").await)
}

async fn house(place: &Place, rules: Rules, url: &str) -> Door {
    let tell = |config: &mut door::Config| {
        raised(config);
        config.limits.authenticator = 100;
        config.lengths.step_up = YOUNG;
        config.limits.asked_wait = domain::Span::ZERO;
        let nist = Value::Switch(rules == Rules::Nist);
        config.settings.set("policy.nist", nist);
        if !url.is_empty() {
            let url = Value::Text(url.to_owned());
            config.settings.set("public_url", url);
        }
    };
    if rules == Rules::Mute {
        return place.door_with(tell).await;
    }
    let door = place.door_asking(Registry::built_in(), tell).await;
    let accepted = door.mail_accepted(&CLI, "mail.example.org:465").await;
    accepted.unwrap();
    door
}

/// What is decided once everybody has begun.
async fn decide(door: &Door, rules: Rules) {
    match rules {
        Rules::Required | Rules::Administrators => {
            door.require_factor(&CLI, Required::Everyone).await.unwrap();
        }
        Rules::StrongestOnly => door.offer_strongest_only(&CLI, true).await.unwrap(),
        Rules::KeysOff => door.switch_kind(&CLI, "security-key", false).await.unwrap(),
        Rules::None | Rules::Nist | Rules::Mute => {}
    }
}

/// The same as before it was decided, for who begins next.
async fn undecide(door: &Door, rules: Rules) {
    match rules {
        Rules::Required | Rules::Administrators => {
            door.require_factor(&CLI, Required::Nobody).await.unwrap();
        }
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
        of(SECURITY_KEY, Has::Elsewhere, Codes::None),
        of(SECURITY_KEY, Has::Elsewhere, Codes::One),
        of(TOTP, Has::Locked, Codes::None),
        of(TOTP, Has::Locked, Codes::One),
    ]
}

/// The same beside something that works.
fn shut_beside() -> Vec<Beginning> {
    let of = |shut: (Kind, Has), open: Kind| Beginning {
        things: vec![shut, (open, Has::Yes)],
        codes: Codes::None,
    };
    vec![
        of((SECURITY_KEY, Has::Copied), TOTP),
        of((SECURITY_KEY, Has::Elsewhere), SECURITY_KEY),
        of((TOTP, Has::Locked), SECURITY_KEY),
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
        let (before, door) = houses(&place, Rules::None).await;
        let walk = Walk::new(&place, (&before, &door), Rules::None, Size::Small, 1);
        let all = beginnings(&[vec![TOTP]], &[Codes::None, Codes::One]);
        let states = walked(&walk, &all).await;
        assert!(states > 50, "{states}");
    }
}

/// The same, which is looked at closely where nothing else is decided.
fn none_from(beginnings: &[Beginning], least: usize) {
    testing::run(Engine::Sqlite, async |place: Place| {
        let (before, door) = houses(&place, Rules::None).await;
        let walk = Walk::new(&place, (&before, &door), Rules::None, Size::Small, 1);
        let states = walked(&walk, beginnings).await;
        assert!(states > least, "{states}");
    });
}

#[test]
fn nor_where_what_is_there_is_shut() {
    none_from(&shut(), 20);
}

#[test]
fn nor_where_it_is_shut_beside_something_that_works() {
    none_from(&shut_beside(), 50);
}

/// By any rules; `./test long` goes further, and from more beginnings.
fn by(rules: Rules, kinds: &[Kind]) {
    let changes = std::env::var("COUNTERSIGN_TEST_CHANGES").map(|n| n.parse().unwrap());
    let (size, changes) = changes.map_or((Size::Small, 1), |changes| (Size::Whole, changes));
    let (mut kinds, mut codes) = (alone(kinds), vec![Codes::None, Codes::One]);
    if size == Size::Whole {
        kinds = alone(&[SECURITY_KEY, PASSKEY, TOTP]);
        kinds.push(vec![TOTP, SECURITY_KEY]);
        codes.extend([Codes::Lost, Codes::Two]);
    }
    if size == Size::Whole && rules != Rules::Mute {
        kinds.extend(alone(&[MAIL, PHONE]));
        kinds.push(vec![MAIL, TOTP]);
    }
    let mut all = beginnings(&kinds, &codes);
    if size == Size::Whole {
        all.extend(shut().into_iter().chain(shut_beside()));
    }
    testing::run(Engine::Sqlite, async move |place: Place| {
        let (before, door) = houses(&place, rules).await;
        let walk = Walk::new(&place, (&before, &door), rules, size, changes);
        let states = walked(&walk, &all).await;
        println!("{rules:?}: {states} states from {} beginnings", all.len());
    });
}

fn alone(kinds: &[Kind]) -> Vec<Vec<Kind>> {
    kinds.iter().map(|kind| vec![kind.clone()]).collect()
}

mod by_any_rules {
    use super::*;

    #[test]
    fn where_there_are_none() {
        by(Rules::None, &[PASSKEY, PHONE]);
    }

    #[test]
    fn where_everyone_must_have_one() {
        by(Rules::Required, &[SECURITY_KEY]);
    }

    #[test]
    fn where_the_strongest_alone_is_offered() {
        by(Rules::StrongestOnly, &[PASSKEY]);
    }

    #[test]
    fn where_mail_counts_for_nothing() {
        by(Rules::Nist, &[MAIL]);
    }

    #[test]
    fn where_keys_were_switched_off() {
        by(Rules::KeysOff, &[SECURITY_KEY]);
    }

    #[test]
    fn where_no_message_leaves() {
        by(Rules::Mute, &[SECURITY_KEY]);
    }

    #[test]
    fn where_everybody_administers() {
        by(Rules::Administrators, &[SECURITY_KEY]);
    }
}
