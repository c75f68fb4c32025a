//! What the running server has counted of proxies: those that say for whom they ask, those that don't, and
//! those that aren't trusted.

use super::ask::ask;
use crate::address::{Listen, PublicUrl};

/// How often so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Forwarded {
    /// A trusted proxy that said for whom it asks.
    pub(super) told: u64,
    /// A trusted proxy that sent no `X-Forwarded-For`.
    pub(super) silent: u64,
    /// Forwarding headers from an address that isn't trusted.
    pub(super) not_trusted: u64,
}

impl Forwarded {
    /// Asks the server's metrics; none where they aren't reached from here.
    pub(super) async fn so_far(metrics: Option<&Listen>) -> Option<Self> {
        let metrics = metrics.filter(|listen| listen.is_here() && listen.port() > 0)?;
        let answer = ask(&PublicUrl::local(metrics.port()), "/metrics")
            .await
            .ok()?;
        (answer.status == 200 && answer.body.contains("countersign_start_time_seconds"))
            .then(|| Self::read(&answer.body))
    }

    fn read(text: &str) -> Self {
        let count = |name: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name));
            value
                .and_then(|value| value.trim().parse().ok())
                .unwrap_or(0)
        };
        let amiss = |note: &str| count(&format!("countersign_forwarding_total{{note=\"{note}\"}}"));
        Self {
            told: count("countersign_forwarded_total"),
            silent: amiss("silent"),
            not_trusted: amiss("not-trusted"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_counted_is_nought() {
        let text = "countersign_forwarded_total 3\ncountersign_forwarding_total{note=\"silent\"} 12\ncountersign_start_time_seconds 1\n# EOF\n";
        let expected = Forwarded {
            told: 3,
            silent: 12,
            not_trusted: 0,
        };
        assert_eq!(Forwarded::read(text), expected);
    }
}
