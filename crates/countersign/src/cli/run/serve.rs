//! `countersign serve`.

mod signals;

use std::io::IsTerminal;
use std::time::Duration;

use self::signals::{Signals, Told};
use super::At;
use crate::cli::Stopped;
use crate::data::Data;
use crate::server::{self, Running, Wiring};

pub(super) async fn run(at: &mut At<'_>) -> Result<(), Stopped> {
    let mut signals = Signals::listen()?;
    // A database that doesn't answer may keep the start waiting.
    let mut running = tokio::select! {
        started = server::serve(Wiring::system(at.loaded.clone())) => started?,
        () = signals.end() => return Ok(()),
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
    let told = loop {
        tokio::select! {
            fault = running.broken() => return Err(fault.into()),
            told = signals.next() => match told {
                Told::HangUp => hang_up(at, &running),
                end => break end,
            },
        }
    };
    let drain = at.loaded.settings.number("shutdown.drain").unwrap_or(0);
    if told == Told::Terminate && drain > 0 {
        running.drain();
        tracing::info!(event = "draining", "requests are taken for {drain} s more");
        let over = tokio::time::sleep(Duration::from_secs(drain.unsigned_abs()));
        tokio::select! {
            () = over => {}
            () = signals.end() => return Err(at_once()),
            fault = running.broken() => return Err(fault.into()),
        }
    }
    tracing::info!(event = "stopping", "stopping");
    tokio::select! {
        ended = running.stop() => Ok(ended?),
        () = signals.end() => Err(at_once()),
    }
}

/// Whoever asks twice doesn't want to wait.
fn at_once() -> Stopped {
    Stopped::Refused("Stopped before every request was answered.".to_owned())
}

/// Without a certificate there is nothing to look at again; a terminal that was closed, and a script that
/// sends this to whatever it has renewed a certificate for, end nothing.
fn hang_up(at: &At<'_>, running: &Running) {
    if at.checked.tls.is_some() {
        running.renew_certificate();
    } else {
        tracing::info!(
            event = "hang-up",
            "SIGHUP has nothing looked at again, since there is no certificate here"
        );
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
