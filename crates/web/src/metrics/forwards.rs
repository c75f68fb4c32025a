//! What was counted of proxies, for `doctor`.

use serde::{Deserialize, Serialize};

/// What was counted of proxies since the start, as `/forwards.json` of the metrics' listener says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwards {
    /// Requests of a trusted proxy that said for whom it asks.
    pub told: u64,
    /// Requests of a trusted proxy that sent no `X-Forwarded-For`.
    pub silent: u64,
    /// Requests with forwarding headers from an address that isn't trusted.
    pub not_trusted: u64,
}
