//! The gateways by which text messages leave: each is asked in its turn over HTTP as its settings say, until one takes
//! the message. One that has failed again and again rests for a while, so that it keeps nobody waiting.
//!
//! What is put into a request is encoded for where it stands (`template.rs`), redirects are followed nowhere, and
//! networks of one's own are spoken to only where they are named (`reach.rs`).

mod ask;
mod channel;
mod hole;
mod reach;
mod read;
mod reports;
mod rest;
mod rows;
mod template;
mod trial;

use std::sync::Arc;
use std::time::Duration;

use domain::Secret;
use ipnet::IpNet;
use tokio::time::Instant;

pub use channel::ByGateways;
pub use read::{Wrong, read};
pub use rows::SETTINGS;
pub use trial::trial;

use self::rest::Rest;
use self::template::Template;
use crate::tls::Tls;

/// How a gateway is asked, as it is set.
pub struct Gateway {
    /// What it is called in logs and by commands.
    pub name: String,
    method: http::Method,
    url: Template,
    headers: Vec<(http::HeaderName, Template)>,
    body: Option<Template>,
    /// What its answer has to hold; any answer of success where it is empty.
    success: String,
    /// How long it may take.
    patience: Duration,
    /// What isn't to stand in the configuration.
    secret: Secret<String>,
    /// What the addresses begin with at which it says what became of a message.
    reports: String,
    /// The networks of one's own that it may be in.
    networks: Arc<[IpNet]>,
    tls: Tls,
    rest: Rest,
}

/// A message as it is handed over.
pub struct TextMessage<'a> {
    /// To which number, in E.164.
    pub to: &'a str,
    pub text: &'a Secret<String>,
    /// The same each time that it is tried.
    pub id: &'a str,
    /// What stands behind a gateway's name in the address at which it says what became of the message.
    pub report: &'a str,
}

/// Why a gateway has not taken a message, in a sentence of ours: its own words may repeat the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// It doesn't work, for whatever message.
    Broken(String),
    /// It answers, and doesn't take this one: a number that it doesn't reach is no reason to let it rest.
    Refused(String),
}

impl NotTaken {
    /// The sentence that says why.
    pub fn why(&self) -> &str {
        let (Self::Broken(why) | Self::Refused(why)) = self;
        why
    }
}

/// How long all gateways together may take over a message: less than whoever takes it from the outbox has it for.
const ALL: Duration = Duration::from_secs(90);

/// What came of asking a gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What it is called.
    pub gateway: String,
    pub came: Result<(), NotTaken>,
}

/// All gateways of a site, in the order in which they are asked.
pub struct Gateways(Vec<Gateway>);

impl Gateways {
    /// How many there are.
    pub const fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hands a message over: what came of each gateway that was asked. The last of them has taken it, or none.
    pub async fn send(&self, message: &TextMessage<'_>) -> Vec<Asked> {
        let (mut all, begun) = (Vec::new(), Instant::now());
        let least = self.soonest(begun);
        for (place, gateway) in self.0.iter().enumerate() {
            if Some(place) != least && gateway.rest.rests(Instant::now()) {
                let rests = "it has failed again and again, and rests".to_owned();
                all.push(gateway.came(Err(NotTaken::Broken(rests))));
                continue;
            }
            let left = ALL.saturating_sub(begun.elapsed());
            if left.is_zero() {
                let late = "there was no time left to ask it".to_owned();
                all.push(gateway.came(Err(NotTaken::Broken(late))));
                continue;
            }
            let asked = gateway.rest.ask(Instant::now());
            let came = gateway.ask(message, left.min(gateway.patience)).await;
            let broken = matches!(came, Err(NotTaken::Broken(_)));
            gateway.rest.came(asked, broken, Instant::now());
            let taken = came.is_ok();
            all.push(gateway.came(came));
            if taken {
                break;
            }
        }
        all
    }

    /// Where all of them rest, the one whose rest ends first: one of them is asked whatever happened before.
    fn soonest(&self, now: Instant) -> Option<usize> {
        let ends = self.0.iter().map(|gateway| gateway.rest.ends(now));
        let ends: Option<Vec<_>> = ends.collect();
        let places = ends?.into_iter().enumerate();
        places
            .min_by_key(|(_, until)| *until)
            .map(|(place, _)| place)
    }
}

impl Gateway {
    fn came(&self, came: Result<(), NotTaken>) -> Asked {
        Asked {
            gateway: self.name.clone(),
            came,
        }
    }
}

#[cfg(test)]
mod tests;
