//! A door to test with.

use std::sync::{Arc, OnceLock};

use door::audit::Seals;
use door::outbox::Channel;
use door::{Config, Door, Registry, Wiring};
use look::words::Catalogue;
use store::Schema;

use crate::{HandClock, Place};

/// What a door has besides a database and its configuration, where that isn't what most tests want.
#[derive(Default)]
struct Beside {
    /// A clock of its own.
    clock: Option<Arc<HandClock>>,
    /// Where seals are noted.
    seals: Option<Arc<dyn Seals>>,
    /// By which ways messages leave.
    channels: Vec<Arc<dyn Channel>>,
    /// Factors other than the program's.
    factors: Option<Registry>,
}

impl Place {
    /// A door on this place's database, with its clock and chance, the default configuration, and
    /// an Argon2id that costs next to nothing (64 KiB, one pass, one thread).
    pub async fn door(&self) -> Door {
        self.door_with(|_| {}).await
    }

    /// The same, told otherwise.
    pub async fn door_with(&self, tell: impl FnOnce(&mut Config)) -> Door {
        self.door_of(tell, Beside::default()).await
    }

    /// A door whose messages leave by that way.
    pub async fn door_sending(&self, by: Arc<dyn Channel>) -> Door {
        self.door_sending_with(by, |config| config.hashing_threads = 2)
            .await
    }

    /// The same, told otherwise.
    pub async fn door_sending_with(
        &self,
        by: Arc<dyn Channel>,
        tell: impl FnOnce(&mut Config),
    ) -> Door {
        self.door_sending_by(vec![by], tell).await
    }

    /// The same by several ways.
    pub async fn door_sending_by(
        &self,
        channels: Vec<Arc<dyn Channel>>,
        tell: impl FnOnce(&mut Config),
    ) -> Door {
        let beside = Beside {
            channels,
            ..Beside::default()
        };
        self.door_of(tell, beside).await
    }

    /// A door with these factors, whose messages [`Place::letters`] keeps.
    pub async fn door_asking(&self, factors: Registry, tell: impl FnOnce(&mut Config)) -> Door {
        let beside = Beside {
            channels: vec![Arc::clone(self.letters()) as _],
            factors: Some(factors),
            ..Beside::default()
        };
        self.door_of(tell, beside).await
    }

    /// The same, whose messages leave by no way.
    pub async fn door_without_channels(&self, factors: Registry) -> Door {
        let beside = Beside {
            factors: Some(factors),
            ..Beside::default()
        };
        self.door_of(|_| {}, beside).await
    }

    /// A door on this place's database whose machine has a clock of its own.
    pub async fn door_by(&self, clock: &Arc<HandClock>) -> Door {
        let beside = Beside {
            clock: Some(Arc::clone(clock)),
            ..Beside::default()
        };
        self.door_of(|_| {}, beside).await
    }

    /// The same, which notes its seals.
    pub async fn door_noting(&self, seals: Arc<dyn Seals>) -> Door {
        let beside = Beside {
            seals: Some(seals),
            ..Beside::default()
        };
        self.door_of(|_| {}, beside).await
    }

    async fn door_of(&self, tell: impl FnOnce(&mut Config), beside: Beside) -> Door {
        let mut config = Config::of(&domain::setting::Settings::default());
        config.argon2 = (64, 1);
        config.hashing_threads = 1;
        config.hashing_queue = 1_024;
        tell(&mut config);
        let catalogue = beside.factors.as_ref().map_or_else(catalogue, texts_of);
        let factors = beside.factors.unwrap_or_else(Registry::built_in);
        let clock = beside.clock.unwrap_or_else(|| Arc::clone(self.clock()));
        Door::new(Wiring {
            store: self.store(&door::schemas(&factors)).await,
            clock: clock as _,
            random: Arc::clone(self.random()) as _,
            seals: beside.seals,
            channels: beside.channels,
            factors,
            catalogue,
            config,
        })
    }
}

/// The tables of the door and the program's factors.
pub fn schemas() -> Vec<&'static Schema> {
    door::schemas(&Registry::built_in())
}

/// The texts of the door and the program's factors, compiled once a process.
fn catalogue() -> Arc<Catalogue> {
    static CATALOGUE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    Arc::clone(CATALOGUE.get_or_init(|| texts_of(&Registry::built_in())))
}

fn texts_of(factors: &Registry) -> Arc<Catalogue> {
    Arc::new(Catalogue::new(&door::texts(factors)).unwrap())
}
