//! The door itself: what all verbs share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use domain::{Clock, Fault, Kind, Language, Random, Refusal, Span, Timestamp};
use factors::{Asker, Context, Factor, Registry};
use look::words::{Catalogue, Words};
use store::{Reader, Schema, Store};
use tokio::sync::Notify;

use crate::audit::Seals;
use crate::audit::counted::Counted;
use crate::budget::emptied::Emptied;
use crate::cache::Cache;
use crate::commit::Ledger;
use crate::config::Config;
use crate::first_proof::{Own, PATIENCE, Source, Sources};
use crate::gate::assertion::{Assertions, Signers};
use crate::gate::client::Device;
use crate::gate::recent::Recent;
use crate::gate::subject::Guest;
use crate::jobs;
use crate::outbox::Channel;
use crate::password::pool::Pool;
use crate::schema::schemas;
use crate::session::live::Kept;

/// What the door is made of; passed in, so that tests pass their own.
pub struct Wiring {
    /// The open database.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
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

/// The door. Cheap to clone; holds no state of any request.
#[derive(Clone)]
pub struct Door(Arc<Inner>);

struct Inner {
    ledger: Ledger,
    reader: Reader,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    seals: Option<Arc<dyn Seals>>,
    channels: Vec<Arc<dyn Channel>>,
    /// Told when a message was queued here.
    queued: Notify,
    registry: Registry,
    schemas: Vec<&'static Schema>,
    catalogue: Arc<Catalogue>,
    config: Config,
    pool: Arc<Pool>,
    sources: Sources,
    live_sessions: Cache<Kept>,
    guests: Cache<Guest>,
    devices: Cache<Device>,
    signers: Signers,
    assertions: Assertions,
    recent: Recent,
    emptied: Emptied,
    counted: Counted,
    jobs: jobs::State,
    /// Whether an account has been seen.
    begun: AtomicBool,
    /// How far the database's clock was ahead of ours when it was last looked at, in microseconds.
    ahead: AtomicI64,
}

impl Door {
    /// Makes a door.
    pub fn new(wiring: Wiring) -> Self {
        // Passwords are kept in our own table alone.
        Self::with_sources(wiring, Vec::new(), PATIENCE)
    }

    /// The same, with other sources of first proofs besides, each of which may take so long.
    pub(crate) fn with_sources(
        wiring: Wiring,
        others: Vec<Arc<dyn Source>>,
        patience: Duration,
    ) -> Self {
        let pool = Arc::new(Pool::new(&wiring.config));
        let reader = wiring.store.reader();
        let own = Own::new(reader.clone(), Arc::clone(&pool), &wiring.config);
        Self(Arc::new(Inner {
            reader,
            sources: Sources::new(own, others, patience),
            ledger: Ledger::new(wiring.store),
            clock: wiring.clock,
            random: wiring.random,
            seals: wiring.seals,
            channels: wiring.channels,
            queued: Notify::new(),
            schemas: schemas(&wiring.factors),
            registry: wiring.factors,
            catalogue: wiring.catalogue,
            config: wiring.config,
            pool,
            live_sessions: Cache::default(),
            guests: Cache::default(),
            devices: Cache::default(),
            signers: Signers::default(),
            assertions: Assertions::default(),
            recent: Recent::default(),
            emptied: Emptied::default(),
            counted: Counted::default(),
            jobs: jobs::State::default(),
            begun: AtomicBool::new(false),
            ahead: AtomicI64::new(0),
        }))
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Chance.
    pub fn random(&self) -> &dyn Random {
        &*self.0.random
    }

    /// What it is told.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Texts in a language and time zone; an empty zone is the site's.
    pub fn words(&self, language: Language, zone: &str) -> Words {
        let zone = if zone.is_empty() {
            &self.0.config.zone
        } else {
            zone
        };
        Words::new(Arc::clone(&self.0.catalogue), language, zone)
    }

    /// The id of the master key.
    pub fn key_id(&self) -> &str {
        &self.0.reader.keys().id
    }

    /// How far the database's clock is from ours, where they are two; an answer at all shows that
    /// the database answers.
    ///
    /// # Errors
    /// When it doesn't answer.
    pub async fn database_clock(&self) -> Result<Option<Timestamp>, Fault> {
        let theirs = self.0.reader.server_clock().await?;
        if let Some(theirs) = theirs {
            let ahead = theirs.since(self.now()).as_micros();
            self.0.ahead.store(ahead, Ordering::Relaxed);
        }
        Ok(theirs)
    }

    /// The present moment by the clock that all nodes share: the database's, as far as it has been looked at, or
    /// ours where there is but one machine. Waits are counted by it, so that no node's clock makes another wait.
    pub(crate) fn shared_now(&self) -> Timestamp {
        let ahead = self.0.ahead.load(Ordering::Relaxed);
        self.now().plus(Span::micros(ahead))
    }

    /// Passwords being hashed and waiting.
    pub fn hashing_load(&self) -> (usize, usize) {
        self.0.pool.load()
    }

    /// Memory filled by hashing since the start, in KiB: what its time goes by.
    pub fn hashing_work(&self) -> u64 {
        self.0.pool.done()
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    pub(crate) fn reader(&self) -> &Reader {
        &self.0.reader
    }

    pub(crate) fn seals(&self) -> Option<Arc<dyn Seals>> {
        self.0.seals.clone()
    }

    pub(crate) fn channels(&self) -> &[Arc<dyn Channel>] {
        &self.0.channels
    }

    pub(crate) fn queued(&self) -> &Notify {
        &self.0.queued
    }

    pub(crate) fn signers(&self) -> &Signers {
        &self.0.signers
    }

    pub(crate) fn assertions(&self) -> &Assertions {
        &self.0.assertions
    }

    pub(crate) fn devices(&self) -> &Cache<Device> {
        &self.0.devices
    }

    pub(crate) fn recent(&self) -> &Recent {
        &self.0.recent
    }

    pub(crate) fn emptied(&self) -> &Emptied {
        &self.0.emptied
    }

    pub(crate) fn begun(&self) -> &AtomicBool {
        &self.0.begun
    }

    pub(crate) fn counted(&self) -> &Counted {
        &self.0.counted
    }

    pub(crate) fn jobs_state(&self) -> &jobs::State {
        &self.0.jobs
    }

    pub(crate) fn guests(&self) -> &Cache<Guest> {
        &self.0.guests
    }

    pub(crate) fn live_sessions(&self) -> &Cache<Kept> {
        &self.0.live_sessions
    }

    pub(crate) fn schemas(&self) -> &[&'static Schema] {
        &self.0.schemas
    }

    pub(crate) fn registry(&self) -> &Registry {
        &self.0.registry
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.0.pool
    }

    pub(crate) fn sources(&self) -> &Sources {
        &self.0.sources
    }

    pub(crate) fn factor(&self, kind: &Kind) -> Result<&dyn Factor, Refusal> {
        self.0
            .registry
            .get(kind)
            .ok_or_else(|| Refusal::UnknownKind(kind.to_string()))
    }

    /// What a factor may see, on whose behalf.
    pub(crate) fn context<'a>(&'a self, words: &'a Words, asker: Asker) -> Context<'a> {
        Context {
            reader: &self.0.reader,
            now: self.now(),
            random: &*self.0.random,
            settings: &self.0.config.settings,
            hashing: &*self.0.pool,
            words,
            site: &self.0.config.site,
            asker,
        }
    }
}
