//! What the running server has counted of proxies: those that say for whom they ask, those that don't, and
//! those that aren't trusted.

use web::Forwards;

use super::ask::ask;
use crate::address::{Listen, PublicUrl};

/// Asks the running server how often so far; none where it isn't reached from here.
pub(super) async fn so_far(metrics: Option<&Listen>) -> Option<Forwards> {
    let metrics = metrics.filter(|listen| listen.is_here() && listen.port() > 0)?;
    let url = PublicUrl::local(metrics.port());
    let answer = ask(&url, "/forwards.json").await.ok()?;
    (answer.status == 200)
        .then(|| serde_json::from_str(&answer.body).ok())
        .flatten()
}
