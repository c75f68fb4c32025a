//! `countersign serve`.

use std::io::IsTerminal;

use tokio::signal::unix::{Signal, SignalKind, signal};

use super::At;
use crate::cli::Stopped;
use crate::data::Data;
use crate::server::{self, Running, Wiring};

pub(super) async fn run(at: &mut At<'_>) -> Result<(), Stopped> {
    // Before anybody is told that it runs: whoever ends it then gets a good end.
    let no_signals = |error| Stopped::Refused(format!("Can't listen for signals: {error}"));
    let mut terminate = signal(SignalKind::terminate()).map_err(no_signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(no_signals)?;
    // Without a certificate there is nothing to look at again, and it ends a program as it always has.
    let mut hang_up = at
        .checked
        .tls
        .as_ref()
        .map(|_| signal(SignalKind::hangup()))
        .transpose()
        .map_err(no_signals)?;
    let mut told = async || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    // A database that doesn't answer may keep the start waiting.
    let mut running = tokio::select! {
        started = server::serve(Wiring::system(at.loaded.clone())) => started?,
        () = told() => return Ok(()),
    };
    tracing::info!(
        event = "started",
        version = env!("CARGO_PKG_VERSION"),
        addresses = ?running.addresses,
        gate = ?running.gate,
        metrics = ?running.metrics,
        public_url = %running.public_url,
        "started"
    );
    if let Err(Stopped::Refused(why)) = announce(at, &running) {
        tracing::warn!(event = "no-output", "{why}");
    }
    loop {
        tokio::select! {
            fault = running.broken() => return Err(fault.into()),
            () = told() => break,
            () = heard(hang_up.as_mut()) => running.renew_certificate(),
        }
    }
    tracing::info!(event = "stopping", "stopping");
    tokio::select! {
        ended = running.stop() => Ok(ended?),
        // Whoever asks twice doesn't want to wait.
        () = told() => Err(Stopped::Refused("Stopped before every request was answered.".to_owned())),
    }
}

/// Waits for that signal; for ever where there is none.
async fn heard(signal: Option<&mut Signal>) {
    match signal {
        Some(signal) => {
            signal.recv().await;
        }
        None => std::future::pending().await,
    }
}

/// Says where it is, and how the first administrator gets in: the link itself only to somebody who sits
/// at a terminal, and never to the log.
fn announce(at: &mut At<'_>, running: &Running) -> Result<(), Stopped> {
    let own = at.checked.public_url.is_none();
    let url = &running.public_url;
    if own {
        at.say(&format!("Listening on {url}"))?;
    } else {
        let addresses: Vec<_> = running.addresses.iter().map(ToString::to_string).collect();
        at.say(&format!(
            "Listening on {} for {url}",
            addresses.join(" and ")
        ))?;
    }
    if let Some(link) = &running.set_up_link {
        let file = Data::of(&at.loaded.settings).set_up_link();
        let file = file.display();
        // What is no terminal is kept: a journal, a file.
        if std::io::stdout().is_terminal() {
            at.say(&format!("Set up Countersign: {}", link.expose()))?;
            at.say(&format!(
                "The link works once, within one hour. It also stands in {file}."
            ))?;
        } else {
            at.say(&format!(
                "The link to set up Countersign stands in {file}. It works once, within one hour."
            ))?;
        }
    }
    Ok(at.out.flush()?)
}
