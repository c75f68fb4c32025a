//! The ports of a server: the pages', and where they are apart, the gate's and the metrics'.

use std::net::TcpListener;

use domain::Fault;
use tokio::sync::watch;
use tokio::task::JoinSet;
use web::{Part, Tls, Web};

use crate::address::Listen;
use crate::cli::Stopped;
use crate::config::{Checked, Loaded};
use crate::listener;
use crate::server::until;

/// What is open: each list may be empty but the first.
pub(crate) struct Ports {
    pub(crate) pages: Vec<TcpListener>,
    pub(crate) gate: Vec<TcpListener>,
    pub(crate) metrics: Vec<TcpListener>,
}

impl Ports {
    /// Opens them.
    ///
    /// # Errors
    /// A sentence that says which can't be listened on.
    pub(crate) fn open(
        loaded: &Loaded,
        checked: &Checked,
        given: Option<Vec<TcpListener>>,
    ) -> Result<Self, Stopped> {
        Ok(Self {
            pages: match given {
                Some(listeners) => listeners,
                None => open_port(loaded, "listen", &checked.listen)?,
            },
            gate: match &checked.gate_listen {
                Some(at) => open_port(loaded, "gate.listen", at)?,
                None => Vec::new(),
            },
            metrics: open_metrics(loaded, checked)?,
        })
    }

    /// Answers on each, until the program is stopped. Where the gate has a port of its own, the pages' has none.
    pub(crate) fn serve(
        self,
        web: &Web,
        tls: Option<Tls>,
        stopped: &watch::Receiver<bool>,
        tasks: &mut JoinSet<Result<(), Fault>>,
    ) {
        let mut part = Part::All;
        if !self.gate.is_empty() {
            part = Part::Pages;
            let (alone, ended) = (web.only(Part::Gate), until(stopped.clone()));
            tasks.spawn(web::serve(self.gate, None, alone, ended));
        }
        let (pages, ended) = (web.only(part), until(stopped.clone()));
        tasks.spawn(web::serve(self.pages, tls, pages, ended));
        if !self.metrics.is_empty() {
            let until = until(stopped.clone());
            tasks.spawn(web::serve_metrics(self.metrics, web.clone(), until));
        }
    }
}

fn open_port(loaded: &Loaded, key: &str, at: &Listen) -> Result<Vec<TcpListener>, Stopped> {
    listener::open(at).map_err(|error| {
        let why = format!("names {at}, which can't be listened on: {error}.");
        loaded.complain(key, &why).into()
    })
}

/// A second server on the same machine needs no setting: metrics that nobody asked for give way.
fn open_metrics(loaded: &Loaded, checked: &Checked) -> Result<Vec<TcpListener>, Stopped> {
    let Some(at) = &checked.metrics_listen else {
        return Ok(Vec::new());
    };
    match listener::open(at) {
        Err(error) if !loaded.is_set("metrics_listen") => {
            tracing::warn!(
                event = "no-metrics",
                "{at} can't be listened on, so there are no metrics ({error}); set metrics_listen to another address"
            );
            Ok(Vec::new())
        }
        Err(_) => open_port(loaded, "metrics_listen", at),
        Ok(listeners) => Ok(listeners),
    }
}

#[cfg(test)]
mod tests;
