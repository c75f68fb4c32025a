//! The flow with a second source, which stands in these tests alone: one that waits for a network, and is slow,
//! silent or unreachable when it is told so.

mod elsewhere;
mod only_here;
mod outdated;
mod silent;
mod time;

use std::sync::Arc;
use std::time::Duration;

use domain::ids::RequestId;
use domain::setting::Settings;
use domain::{Refusal, Secret, Stop};
use factors::Registry;
use look::words::Catalogue;
use testing::Place;

use self::elsewhere::Elsewhere;
use super::sources::Others;
use crate::administration::NewAccount;
use crate::{Actor, Config, Door, LiveSession, Progress, Visitor, Wiring};

/// Everybody's password in our own table.
const OWN: &str = "vinterns blåa timmar";
const THEIRS: &str = "sommarens korta nätter";

/// A door with one other source, which may take so long. Its two accounts are added once a place.
async fn door(
    place: &Place,
    patience: Duration,
    tell: impl FnOnce(&mut Config),
) -> (Door, Arc<Elsewhere>) {
    let factors = Registry::built_in();
    let schemas = crate::schemas(&factors);
    let mut config = Config::of(&Settings::default());
    config.argon2 = (64, 1);
    config.hashing_threads = 1;
    config.hashing_queue = 1_024;
    tell(&mut config);
    let other = Arc::new(Elsewhere::new(place.store(&schemas).await.reader()));
    let wiring = Wiring {
        store: place.store(&schemas).await,
        clock: Arc::clone(place.clock()) as _,
        random: Arc::clone(place.random()) as _,
        seals: None,
        channels: Vec::new(),
        catalogue: Arc::new(Catalogue::new(&crate::texts(&factors)).unwrap()),
        factors,
        config,
    };
    let others = vec![Arc::clone(&other) as _];
    let door = Door::new(wiring);
    door.remember(Others::of(others, patience));
    for name in ["bea", "elsewhere-anna"] {
        if door.account(&Actor::COMMAND_LINE, name).await.is_ok() {
            continue;
        }
        let password = Some(Secret::new(OWN.to_owned()));
        let new = NewAccount {
            name: name.into(),
            password,
            ..NewAccount::default()
        };
        door.add_account(&Actor::COMMAND_LINE, new).await.unwrap();
    }
    (door, other)
}

/// A browser that nobody knows.
fn stranger() -> Visitor {
    Visitor {
        address: [192, 0, 2, 1].into(),
        agent: "Mozilla/5.0".into(),
        request: RequestId::from_bytes([1; 16]),
        known: None,
        session: None,
        charged: true,
        renews: true,
    }
}

/// Signs in, without a second factor.
async fn session(door: &Door, name: &str, password: &str) -> (LiveSession, Visitor) {
    let mut seen = stranger();
    match door.sign_in(name, password, "", &seen).await.unwrap() {
        Progress::In(new) => {
            seen.known.clone_from(&new.known);
            seen.session = Some(new.token);
        }
        other => panic!("{other:?}"),
    }
    let token = seen.session.as_ref().unwrap();
    let live = door.session(token, &seen).await.unwrap().unwrap();
    (live, seen)
}

fn refusal<T>(result: Result<T, Stop>) -> Refusal {
    match result {
        Err(Stop::Refused(refusal)) => refusal,
        Err(Stop::Fault(fault)) => panic!("a fault: {fault}"),
        Ok(_) => panic!("not refused"),
    }
}

/// Whether it is a fault because something that is relied on doesn't answer.
fn is_away<T>(result: &Result<T, Stop>) -> bool {
    matches!(result, Err(Stop::Fault(fault)) if fault.is_away())
}
