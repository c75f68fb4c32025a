//! Putting the door together: what the program passes in, and what all rooms bring.

pub(crate) mod schema;

use std::sync::Arc;

use domain::{Clock, Random};
use factors::Registry;
use look::words::Catalogue;
use store::Store;

use self::schema::schemas;
use crate::audit::{Notebook, Seals};
use crate::config::Config;
use crate::house::{Door, Ground};
use crate::outbox::{Channel, Channels};

/// What the door is made of; passed in, so that tests pass their own.
pub struct Wiring {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// Where the audit log's seals are noted outside of the database, if anywhere.
    pub seals: Option<Arc<dyn Seals>>,
    /// By which ways messages leave; where there is none, none are kept.
    pub channels: Vec<Arc<dyn Channel>>,
    /// The factors that there are.
    pub factors: Registry,
    /// Texts of every component.
    pub catalogue: Arc<Catalogue>,
    /// What it is told.
    pub config: Config,
}

impl Door {
    /// Makes a door of what the program passes in.
    pub fn new(wiring: Wiring) -> Self {
        let door = Self::on(Ground {
            schemas: schemas(&wiring.factors),
            store: wiring.store,
            clock: wiring.clock,
            random: wiring.random,
            factors: wiring.factors,
            catalogue: wiring.catalogue,
            config: wiring.config,
        });
        door.remember(Channels::of(wiring.channels));
        door.remember(Notebook(wiring.seals));
        door
    }
}
