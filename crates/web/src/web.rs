//! What all requests share, and nothing that belongs to one of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Span;
use domain::gate::HostPattern;
use domain::next::{Next, Places};
use door::Door;
use ipnet::IpNet;
use look::page::Site;

use crate::address::PublicAddress;
use crate::connections::Connections;
use crate::jumped::Jumped;
use crate::metrics::Metrics;
use crate::room::Room;
use crate::rules::forwarded::Named;

/// What the pages are made of; passed in, so that tests pass their own.
pub struct Wiring {
    pub door: Door,
    /// What the site says about itself.
    pub site: Site,
    /// Where people reach it.
    pub address: PublicAddress,
    /// Whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<IpNet>,
    /// The most connections at once.
    pub connections: usize,
}

/// What is answered on a listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    All,
    /// Everything that people and their browsers reach, and not the gate.
    Pages,
    /// The gate, and whether we are well.
    Gate,
}

/// Pages and endpoints. Cheap to clone; holds no state of any request.
#[derive(Clone)]
pub struct Web(Arc<Inner>, Part);

struct Inner {
    wiring: Wiring,
    /// Protected hosts, to which people may be sent after signing in.
    hosts: Vec<HostPattern>,
    ready: AtomicBool,
    metrics: Metrics,
    named: Named,
    jumped: Jumped,
    connections: Arc<Connections>,
    room: Room,
}

impl Web {
    /// Makes it, all of it. It says that it is ready until [`Web::set_ready`] says otherwise.
    pub fn new(wiring: Wiring) -> Self {
        let started = wiring.door.now();
        let hosts = wiring.door.config().gate_hosts.iter();
        let hosts = hosts.map(|gate| gate.host.clone()).collect();
        let connections = Connections::new(wiring.connections, wiring.trusted_proxies.clone());
        let inner = Inner {
            wiring,
            hosts,
            ready: AtomicBool::new(true),
            metrics: Metrics::new(started),
            named: Named::default(),
            jumped: Jumped::default(),
            connections: Arc::new(connections),
            room: Room::default(),
        };
        Self(Arc::new(inner), Part::All)
    }

    /// The same, of which only that part is answered.
    pub fn only(&self, part: Part) -> Self {
        Self(Arc::clone(&self.0), part)
    }

    pub(crate) const fn part(&self) -> Part {
        self.1
    }

    /// Whether `/readyz` may say that requests are welcome: not before the schema fits, and no more
    /// once the program is stopping.
    pub fn set_ready(&self, ready: bool) {
        self.0.ready.store(ready, Ordering::Relaxed);
    }

    pub(crate) fn is_ready(&self) -> bool {
        self.0.ready.load(Ordering::Relaxed)
    }

    /// The clock was changed by so much: counted, and told by `/readyz` for an hour.
    pub fn clock_jumped(&self, by: Span) {
        self.metrics().clock_jumped();
        self.0.jumped.by(by);
    }

    /// By how many seconds the clock was changed within the last hour, if it was.
    pub(crate) fn jumped(&self) -> Option<i64> {
        self.0.jumped.lately()
    }

    pub(crate) fn door(&self) -> &Door {
        &self.0.wiring.door
    }

    pub(crate) fn site(&self) -> &Site {
        &self.0.wiring.site
    }

    pub(crate) fn address(&self) -> &PublicAddress {
        &self.0.wiring.address
    }

    pub(crate) fn trusted_proxies(&self) -> &[IpNet] {
        &self.0.wiring.trusted_proxies
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(crate) fn named(&self) -> &Named {
        &self.0.named
    }

    /// Who may be connected, on all listeners but the metrics'.
    pub(crate) fn connections(&self) -> &Arc<Connections> {
        &self.0.connections
    }

    /// The room for forms.
    pub(crate) fn room(&self) -> &Room {
        &self.0.room
    }

    /// Reads where somebody was going; what isn't accepted is dropped.
    pub(crate) fn next(&self, text: &str) -> Option<Next> {
        let places = Places {
            public: &self.address().origin,
            hosts: &self.0.hosts,
        };
        Next::read(text, &places)
    }
}
