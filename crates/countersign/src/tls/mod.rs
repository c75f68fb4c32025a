//! TLS without a proxy in front: the certificate and key that the settings name, looked at again and
//! again, so that a renewed pair is taken without a restart, and a broken one never.

mod doubt;
mod pair;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::{Clock, Timestamp};
use door::Misfit;
use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use tokio::sync::{Notify, watch};

use pair::{Texts, Usable};

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(60);

/// Where certificate and key are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The certificate and those that lead from it to a root, in PEM.
    pub certificate: PathBuf,
    /// Its key, in PEM.
    pub key: PathBuf,
}

/// The pair in use, and what was seen of its files last.
pub struct Certificate {
    files: Files,
    host: String,
    seen: Result<Texts, Misfit>,
    leaf: CertificateDer<'static>,
    doubts: Vec<String>,
    config: watch::Sender<Arc<ServerConfig>>,
}

impl Certificate {
    /// Reads it, for a server that people reach at this host.
    ///
    /// # Errors
    /// What is wrong with it. What browsers will dislike is only logged.
    pub fn read(files: Files, host: &str, now: Timestamp) -> Result<Self, Misfit> {
        let texts = Texts::read(&files)?;
        let Usable { config, leaf } = texts.usable(&files)?;
        let mut read = Self {
            files,
            host: host.to_owned(),
            seen: Ok(texts),
            leaf,
            doubts: Vec::new(),
            config: watch::Sender::new(config),
        };
        read.doubt(now);
        Ok(read)
    }

    /// What listeners speak by; it follows the pair.
    pub fn tls(&self) -> web::Tls {
        self.config.subscribe()
    }

    /// Looks at the files every minute, and whenever it is told to; never ends.
    pub async fn renew(mut self, clock: Arc<dyn Clock>, told: Arc<Notify>) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = told.notified() => {}
            }
            let files = self.files.clone();
            // A file system may be slow, and its whole thread would wait.
            match tokio::task::spawn_blocking(move || Texts::read(&files)).await {
                Ok(seen) => self.take(seen, clock.now()),
                Err(error) => tracing::warn!(event = "tls-reload", "{error}"),
            }
        }
    }

    fn take(&mut self, seen: Result<Texts, Misfit>, now: Timestamp) {
        if self.seen != seen {
            let usable = seen
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|texts| texts.usable(&self.files));
            self.seen = seen;
            match usable {
                Ok(Usable { config, leaf }) => {
                    self.config.send_replace(config);
                    self.leaf = leaf;
                    tracing::info!(event = "tls-reload", "a changed certificate is in use");
                }
                Err(Misfit { key, why }) => tracing::warn!(
                    event = "tls-reload",
                    "the certificate in use stays: \"{key}\" {why}"
                ),
            }
        }
        self.doubt(now);
    }

    /// Tells each doubt once, when it comes up: at start, with a new pair, or when the pair's time is over.
    fn doubt(&mut self, now: Timestamp) {
        let doubts = doubt::about(&self.leaf, &self.host, now);
        for doubt in doubts.iter().filter(|doubt| !self.doubts.contains(doubt)) {
            tracing::warn!(event = "tls-certificate", "the certificate {doubt}");
        }
        self.doubts = doubts;
    }
}
