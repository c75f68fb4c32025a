//! A door to test with.

use std::sync::{Arc, OnceLock};

use door::audit::Seals;
use door::outbox::Channel;
use door::{Config, Door, Wiring};
use look::words::Catalogue;

use crate::{HandClock, Place};

impl Place {
    /// A door on this place's database, with its clock and chance, the default configuration, and
    /// an Argon2id that costs next to nothing (64 KiB, one pass, one thread).
    pub async fn door(&self) -> Door {
        self.door_with(|_| {}).await
    }

    /// The same, told otherwise.
    pub async fn door_with(&self, tell: impl FnOnce(&mut Config)) -> Door {
        self.door_of(tell, self.clock(), None, Vec::new()).await
    }

    /// A door whose messages leave by that way.
    pub async fn door_sending(&self, by: Arc<dyn Channel>) -> Door {
        let tell = |config: &mut Config| config.hashing_threads = 2;
        self.door_of(tell, self.clock(), None, vec![by]).await
    }

    /// A door on this place's database whose machine has a clock of its own.
    pub async fn door_by(&self, clock: &Arc<HandClock>) -> Door {
        self.door_of(|_| {}, clock, None, Vec::new()).await
    }

    /// The same, which notes its seals.
    pub async fn door_noting(&self, seals: Arc<dyn Seals>) -> Door {
        self.door_of(|_| {}, self.clock(), Some(seals), Vec::new())
            .await
    }

    async fn door_of(
        &self,
        tell: impl FnOnce(&mut Config),
        clock: &Arc<HandClock>,
        seals: Option<Arc<dyn Seals>>,
        channels: Vec<Arc<dyn Channel>>,
    ) -> Door {
        let mut config = Config::of(&domain::setting::Settings::default());
        config.argon2 = (64, 1);
        config.hashing_threads = 1;
        config.hashing_queue = 1_024;
        tell(&mut config);
        Door::new(Wiring {
            store: self.store(door::schemas()).await,
            clock: Arc::clone(clock) as _,
            random: Arc::clone(self.random()) as _,
            seals,
            channels,
            catalogue: catalogue(),
            config,
        })
    }
}

/// The texts of the door and its factors, compiled once a process.
fn catalogue() -> Arc<Catalogue> {
    static CATALOGUE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    Arc::clone(CATALOGUE.get_or_init(|| Arc::new(Catalogue::new(&door::texts()).unwrap())))
}
