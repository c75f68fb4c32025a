//! The door itself: what all verbs share.

mod ledger;
mod memory;
mod sealed;
mod writable;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::{Clock, Fault, Kind, Language, Random, Refusal, Span, Timestamp};
use factors::{Asker, Context, Factor, Registry};
use look::words::{Catalogue, Words};
use store::{Reader, Schema, Store};

use self::ledger::Ledger;
pub(crate) use self::ledger::{Admission, Upkeep, Warrant};
use self::memory::Memory;
use crate::config::Config;
use crate::hashing::Pool;

/// What the house stands on.
pub(crate) struct Ground {
    /// The open database, which is written to by its ledger alone.
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    /// The factors that there are.
    pub(crate) factors: Registry,
    /// Everything that is kept in the database, the factors' too.
    pub(crate) schemas: Vec<&'static Schema>,
    /// Texts of every component.
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) config: Config,
}

/// The door. Cheap to clone; holds no state of any request.
#[derive(Clone)]
pub struct Door(Arc<Inner>);

struct Inner {
    ledger: Ledger,
    reader: Reader,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    registry: Registry,
    schemas: Vec<&'static Schema>,
    catalogue: Arc<Catalogue>,
    config: Config,
    pool: Pool,
    /// How far the database's clock was ahead of ours when it was last looked at, in microseconds.
    ahead: AtomicI64,
    memory: Memory,
}

impl Door {
    /// A door on this ground, which remembers nothing yet.
    pub(crate) fn on(ground: Ground) -> Self {
        Self(Arc::new(Inner {
            reader: ground.store.reader(),
            ledger: Ledger::new(ground.store),
            clock: ground.clock,
            random: ground.random,
            registry: ground.factors,
            schemas: ground.schemas,
            catalogue: ground.catalogue,
            pool: Pool::new(&ground.config),
            config: ground.config,
            ahead: AtomicI64::new(0),
            memory: Memory::default(),
        }))
    }

    /// What a room remembers on this node, in a type of its own: its default until something is put there.
    pub(crate) fn memory<T: Default + Send + Sync + 'static>(&self) -> &T {
        self.0.memory.get()
    }

    /// Puts there what a room is to remember, before anybody has asked for it.
    pub(crate) fn remember<T: Send + Sync + 'static>(&self, it: T) {
        let is_first = self.0.memory.put(it);
        debug_assert!(
            is_first,
            "{} was asked for before",
            std::any::type_name::<T>()
        );
    }

    /// The present moment by this node's own clock.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// The source of chance for secrets and ids.
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

    /// The languages that there are, in the order in which they are offered.
    pub fn languages(&self) -> &[Language] {
        self.0.catalogue.languages()
    }

    /// The one of this tag; none where there are no texts in it.
    pub fn language(&self, tag: &str) -> Option<Language> {
        Language::read(tag, self.languages())
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

    pub(crate) fn schemas(&self) -> &[&'static Schema] {
        &self.0.schemas
    }

    pub(crate) fn registry(&self) -> &Registry {
        &self.0.registry
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.0.pool
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
            hashing: &self.0.pool,
            mailboxes: self,
            words,
            site: &self.0.config.site,
            asker,
        }
    }
}
