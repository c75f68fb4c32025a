//! Who may be connected: so many in all, each peer within its share; trusted proxies, who come for many,
//! are exempt. Where there is no place, whoever holds most gives up the one that was idle for longest.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use ipnet::IpNet;

use crate::places::{Place, Places};
use crate::pulse::Pulse;
use crate::rules::forwarded::is_trusted;
use crate::shares::Holder;

pub(crate) struct Connections {
    trusted: Vec<IpNet>,
    places: Places<Pulse>,
}

impl Connections {
    /// So many, all of them free.
    pub(crate) fn new(all: usize, trusted: Vec<IpNet>) -> Self {
        Self {
            trusted,
            places: Places::new(all),
        }
    }

    /// A place for a new connection. None where whoever would have to give way is being answered.
    pub(crate) fn take(&self, peer: IpAddr) -> Option<Place<Pulse>> {
        let whose = (!is_trusted(&self.trusted, peer)).then(|| Holder::of(peer));
        self.places.take(whose, Pulse::default())
    }
}

impl Place<Pulse> {
    /// What tells how the connection stands.
    pub(crate) fn pulse(&self) -> &Arc<Pulse> {
        self.what()
    }

    /// Drives the connection until it ends or has to give way. Where it stands stays the caller's, since
    /// a future that takes another one by value has room for it twice.
    pub(crate) async fn hold(self, speaking: Pin<&mut (impl Future<Output = ()> + Send)>) {
        tokio::select! {
            () = speaking => {}
            () = self.gives_way() => tracing::debug!("an idle connection gave way"),
        }
    }
}

#[cfg(test)]
mod tests;
