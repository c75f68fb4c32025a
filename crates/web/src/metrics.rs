//! What is counted, for Prometheus. Labels are routes, statuses and keys of our own: never a name,
//! an address, or anything that somebody typed.

use std::sync::atomic::Ordering;

use domain::{Fault, Timestamp};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// The counters.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Asked, Counter>,
    sign_ins: Family<Came, Counter>,
    refusals: Family<Key, Counter>,
    forwarding: Family<Amiss, Counter>,
    forwarded: Counter,
    hashing: Gauge,
    waiting: Gauge,
    hashed: Counter,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Asked {
    method: &'static str,
    route: &'static str,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Came {
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Key {
    refusal: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Amiss {
    note: &'static str,
}

impl Metrics {
    pub(crate) fn new(started: Timestamp) -> Self {
        let mut registry = Registry::with_prefix("countersign");
        let (requests, sign_ins, refusals) =
            (Family::default(), Family::default(), Family::default());
        let (forwarding, forwarded) = (Family::default(), Counter::default());
        let (hashing, waiting) = (Gauge::default(), Gauge::default());
        let hashed = Counter::default();
        let start: Gauge = Gauge::default();
        start.set(started.seconds());
        registry.register(
            "requests",
            "Requests by method, route and status",
            Family::clone(&requests),
        );
        registry.register(
            "sign_ins",
            "Sign-ins by how far they came",
            Family::clone(&sign_ins),
        );
        registry.register(
            "refusals",
            "Refusals by their key",
            Family::clone(&refusals),
        );
        registry.register(
            "forwarding",
            "Requests from a trusted proxy that doesn't say for whom it asks, or with such headers from one that isn't trusted",
            Family::clone(&forwarding),
        );
        registry.register(
            "forwarded",
            "Requests from a trusted proxy that says for whom it asks",
            forwarded.clone(),
        );
        registry.register("hashing", "Passwords being hashed", hashing.clone());
        registry.register(
            "hashing_waiting",
            "Passwords waiting to be hashed",
            waiting.clone(),
        );
        registry.register(
            "hashed_kib",
            "Memory filled by hashing passwords, which is what its time goes by",
            hashed.clone(),
        );
        registry.register(
            "start_time_seconds",
            "When the process started, in seconds since 1970",
            start,
        );
        Self {
            registry,
            requests,
            sign_ins,
            refusals,
            forwarding,
            forwarded,
            hashing,
            waiting,
            hashed,
        }
    }

    /// A request was answered. The route is the table's path, not the one asked for.
    pub(crate) fn answered(&self, method: &'static str, route: &'static str, status: u16) {
        let labels = Asked {
            method,
            route,
            status,
        };
        self.requests.get_or_create(&labels).inc();
    }

    /// What is amiss between a proxy and us.
    pub(crate) fn amiss(&self, note: &'static str) {
        self.forwarding.get_or_create(&Amiss { note }).inc();
    }

    /// A trusted proxy said for whom it asks.
    pub(crate) fn forwarded(&self) {
        self.forwarded.inc();
    }

    /// How far a sign-in came: `in`, `owed`, `set-up`, `refused`.
    pub(crate) fn came(&self, outcome: &'static str) {
        self.sign_ins.get_or_create(&Came { outcome }).inc();
    }

    /// A refusal was shown.
    pub(crate) fn refused(&self, refusal: &'static str) {
        self.refusals.get_or_create(&Key { refusal }).inc();
    }

    /// Everything, as Prometheus reads it. `load` is what hashes, and what waits to; `work` what all
    /// hashes have cost since the start.
    pub(crate) fn text(&self, load: (usize, usize), work: u64) -> Result<String, Fault> {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self.hashing.set(number(load.0));
        self.waiting.set(number(load.1));
        self.hashed.inner().store(work, Ordering::Relaxed);
        let mut text = String::new();
        encode(&mut text, &self.registry)
            .map_err(|error| Fault::because("writing metrics", &error))?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_written_as_prometheus_reads_them() {
        let metrics = Metrics::new(Timestamp::from_seconds(1_700_000_000));
        metrics.answered("GET", "/login", 200);
        metrics.answered("GET", "/login", 200);
        metrics.came("owed");
        metrics.refused("refusal-wrong-code");
        let text = metrics.text((2, 7), 38_912).unwrap();
        for line in [
            "countersign_requests_total{method=\"GET\",route=\"/login\",status=\"200\"} 2",
            "countersign_sign_ins_total{outcome=\"owed\"} 1",
            "countersign_refusals_total{refusal=\"refusal-wrong-code\"} 1",
            "countersign_hashing 2",
            "countersign_hashing_waiting 7",
            "countersign_hashed_kib_total 38912",
            "countersign_start_time_seconds 1700000000",
        ] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
    }
}
