//! What is counted, for Prometheus. Labels are routes, statuses, keys of our own and what gateways are called in the
//! configuration: never a name, an address, or anything that a visitor typed.

mod forwards;
mod labels;
mod standing;

use std::sync::atomic::{AtomicU64, Ordering};

use domain::{Fault, Timestamp};
use door::administration::WaitingMessages;
use door::jobs::JobCount;
use door::outbox::{ReportedMessages, TriedMessages};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

pub use forwards::Forwards;
pub(crate) use standing::Standing;

use labels::{Amiss, By, Came, Job, Key, Run, Said, Sent, Served};

#[derive(Default)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Served, Counter>,
    sign_ins: Family<Came, Counter>,
    refusals: Family<Key, Counter>,
    forwarding: Family<Amiss, Counter>,
    forwarded: Counter,
    clock_jumps: Counter,
    hashing: Gauge,
    waiting: Gauge,
    hashed: Counter,
    messages: Family<By, Gauge>,
    tried: Family<Sent, Counter>,
    reported: Family<Said, Counter>,
    longest_wait: Family<By, Gauge>,
    unsealed: Gauge<f64, AtomicU64>,
    unsealed_age: Gauge<f64, AtomicU64>,
    job_runs: Family<Run, Counter>,
    job_successes: Family<Job, Gauge>,
}

impl Metrics {
    pub(crate) fn new(started: Timestamp) -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("countersign"),
            ..Self::default()
        };
        metrics.register_requests();
        metrics.register_work();
        metrics.register_messages();
        metrics.register_log();
        let start: Gauge = Gauge::default();
        start.set(started.seconds());
        metrics.registry.register(
            "start_time_seconds",
            "When the process started, in seconds since 1970",
            start,
        );
        metrics
    }

    /// What people and proxies do.
    fn register_requests(&mut self) {
        self.registry.register(
            "requests",
            "Requests by method, route and status",
            Family::clone(&self.requests),
        );
        self.registry.register(
            "sign_ins",
            "Sign-ins by how far they came",
            Family::clone(&self.sign_ins),
        );
        self.registry.register(
            "refusals",
            "Refusals by their key",
            Family::clone(&self.refusals),
        );
        self.registry.register(
            "forwarding",
            "Requests from a trusted proxy that doesn't say for whom it asks, or with such headers from one that isn't trusted",
            Family::clone(&self.forwarding),
        );
        self.registry.register(
            "forwarded",
            "Requests from a trusted proxy that says for whom it asks",
            self.forwarded.clone(),
        );
    }

    /// What this machine does.
    fn register_work(&mut self) {
        self.registry.register(
            "clock_jumps",
            "How often this machine's clock was changed by two seconds or more",
            self.clock_jumps.clone(),
        );
        self.registry
            .register("hashing", "Passwords being hashed", self.hashing.clone());
        self.registry.register(
            "hashing_waiting",
            "Passwords waiting to be hashed",
            self.waiting.clone(),
        );
        self.registry.register(
            "hashed_kib",
            "Memory filled by hashing passwords, which is what its time goes by",
            self.hashed.clone(),
        );
        self.registry.register(
            "job_runs",
            "Runs of each job on this node, by result; a job of one node runs on the one that holds it",
            Family::clone(&self.job_runs),
        );
        self.registry.register(
            "job_last_success_seconds",
            "When the last run of each job that went well on this node ended, in seconds since 1970",
            Family::clone(&self.job_successes),
        );
    }

    /// How many messages wait, and for how long.
    fn register_messages(&mut self) {
        self.registry.register(
            "outbox_waiting",
            "Messages that wait to be sent, by channel; none where the database doesn't say",
            Family::clone(&self.messages),
        );
        self.registry.register(
            "outbox_messages",
            "Messages that this node has tried to send, by channel and what came of it: sent, put-off or given-up",
            Family::clone(&self.tried),
        );
        self.registry.register(
            "gateway_reports",
            "What gateways told this node of messages that they have taken: failed, once a message, or other",
            Family::clone(&self.reported),
        );
        self.registry.register(
            "outbox_waiting_age_seconds",
            "How long the oldest of them has waited",
            Family::clone(&self.longest_wait),
        );
    }

    /// How the audit log is.
    fn register_log(&mut self) {
        self.registry.register(
            "audit_unsealed",
            "Events of the audit log that aren't sealed yet; NaN where the database doesn't say",
            Gauge::clone(&self.unsealed),
        );
        self.registry.register(
            "audit_unsealed_age_seconds",
            "How old the oldest of them is; beyond 300 something keeps them from being sealed",
            Gauge::clone(&self.unsealed_age),
        );
    }

    /// A request was answered. The route is the table's path, not the one asked for.
    pub(crate) fn answered(&self, method: &'static str, route: &'static str, status: u16) {
        let labels = Served {
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

    /// What was counted of proxies.
    pub(crate) fn forwards(&self) -> Forwards {
        let amiss = |note| {
            let counter = self.forwarding.get(&Amiss { note });
            counter.map_or(0, |counter| counter.get())
        };
        Forwards {
            told: self.forwarded.get(),
            silent: amiss("silent"),
            not_trusted: amiss("not-trusted"),
        }
    }

    /// A trusted proxy said for whom it asks.
    pub(crate) fn forwarded(&self) {
        self.forwarded.inc();
    }

    /// The clock was changed.
    pub(crate) fn clock_jumped(&self) {
        self.clock_jumps.inc();
    }

    /// How far a sign-in came: `in`, `owed`, `set-up`, `refused`.
    pub(crate) fn came(&self, outcome: &'static str) {
        self.sign_ins.get_or_create(&Came { outcome }).inc();
    }

    /// A refusal was shown.
    pub(crate) fn refused(&self, refusal: &'static str) {
        self.refusals.get_or_create(&Key { refusal }).inc();
    }

    /// Everything, as Prometheus reads it.
    pub(crate) fn text(&self, now: &Standing) -> Result<String, Fault> {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self.hashing.set(number(now.hashing));
        self.waiting.set(number(now.waiting));
        self.hashed.inner().store(now.hashed, Ordering::Relaxed);
        let (events, age) = now.unsealed.map_or((f64::NAN, f64::NAN), |(events, age)| {
            (fraction(events), fraction(age))
        });
        self.unsealed.set(events);
        self.unsealed_age.set(age);
        self.set_messages(now.messages.as_deref());
        self.set_tried(&now.tried);
        self.set_reported(&now.reported);
        self.set_jobs(&now.jobs);
        let mut text = String::new();
        encode(&mut text, &self.registry)
            .map_err(|error| Fault::because("writing metrics", &error))?;
        Ok(text)
    }

    /// What isn't known this time isn't shown as it was the time before.
    fn set_messages(&self, now: Option<&[WaitingMessages]>) {
        self.messages.clear();
        self.longest_wait.clear();
        for waiting in now.unwrap_or_default() {
            let by = By {
                channel: waiting.channel.clone(),
            };
            let (messages, age) = (waiting.messages, waiting.longest.seconds_up());
            self.messages.get_or_create(&by).set(messages);
            self.longest_wait.get_or_create(&by).set(age);
        }
    }

    fn set_tried(&self, counts: &[TriedMessages]) {
        for count in counts {
            let labels = Sent {
                channel: count.channel.clone(),
                result: count.came.word(),
            };
            let counter = self.tried.get_or_create(&labels);
            counter.inner().store(count.times, Ordering::Relaxed);
        }
    }

    fn set_reported(&self, counts: &[ReportedMessages]) {
        for count in counts {
            let labels = Said {
                gateway: count.gateway.clone(),
                result: count.said.word(),
            };
            let counter = self.reported.get_or_create(&labels);
            counter.inner().store(count.times, Ordering::Relaxed);
        }
    }

    fn set_jobs(&self, counts: &[JobCount]) {
        for count in counts {
            let job = count.name;
            for (result, runs) in [("ok", count.well), ("failed", count.failed)] {
                let counter = self.job_runs.get_or_create(&Run { job, result });
                counter.inner().store(runs, Ordering::Relaxed);
            }
            if let Some(at) = count.last_success {
                let success = self.job_successes.get_or_create(&Job { job });
                success.set(at.seconds());
            }
        }
    }
}

/// As Prometheus has all numbers; exact as far as anything here is counted.
fn fraction(number: i64) -> f64 {
    i32::try_from(number).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests;
