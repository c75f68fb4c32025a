//! What gateways say of messages that they have taken: each is told an address of its own for that, which nobody
//! guesses, and what came of those is counted for metrics.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use data_encoding::BASE64URL_NOPAD;
use domain::Timestamp;
use domain::ids::MessageId;
use domain::setting::Settings;
use store::{Statement, statements, values};
use subtle::ConstantTimeEq;

use super::Channels;
use super::table::TABLE;
use crate::house::Door;

/// Where gateways are set.
const GATEWAYS: &str = "text_message.gateway";

statements! {
    of TABLE;
    keyed ON_ITS_WAY = "SELECT account FROM outbox
        WHERE id = $1 AND dead IS NULL AND (sent IS NOT NULL OR leased > $2)";
    write UNDELIVERED = "UPDATE outbox SET dead = $2, why = $3
        WHERE id = $1 AND dead IS NULL AND (sent IS NOT NULL OR leased > $4)";
}

/// Finds whose message it is, as long as it may be said of it that it didn't arrive: it has left or is leaving, and
/// nobody has said so yet. What a gateway says may come before we have noted that it has the message.
pub(crate) fn on_its_way(id: MessageId, now: Timestamp) -> Statement {
    ON_ITS_WAY.bind(values![id, now])
}

/// Notes that it didn't arrive, and who says so; under the same condition. `now` is ours, `shared` that of leases.
pub(crate) fn undelivered(
    id: MessageId,
    gateway: &str,
    now: Timestamp,
    shared: Timestamp,
) -> Statement {
    let why = format!("the gateway {gateway} says that it did not arrive");
    UNDELIVERED.bind(values![id, now, why, shared])
}

/// What a gateway says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reported {
    /// It didn't arrive; of one message that counts once.
    Failed,
    /// Anything else: that it has arrived, or how far it has come.
    Other,
}

impl Reported {
    /// Each of them, in the order in which they are listed.
    pub const ALL: [Self; 2] = [Self::Failed, Self::Other];

    /// Its word in metrics.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Other => "other",
        }
    }
}

/// How often a gateway has said that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedMessages {
    /// The gateway's name in the configuration.
    pub gateway: String,
    pub said: Reported,
    pub times: u64,
}

#[derive(Default)]
pub(super) struct Counts(Mutex<BTreeMap<(String, Reported), u64>>);

impl Channels {
    /// Counts what a gateway that is set has said.
    pub(crate) fn reported(&self, gateway: &str, said: Reported) {
        let all = self.reported.0.lock();
        let mut all = all.unwrap_or_else(PoisonError::into_inner);
        let times = all.entry((gateway.to_owned(), said)).or_default();
        *times = times.saturating_add(1);
    }
}

impl Door {
    /// What stands behind a gateway's name in the address at which it says what became of this message.
    pub(crate) fn report_of(&self, id: &str) -> String {
        format!("{id}/{}", self.report_mac(id))
    }

    /// Whether that is what such an address was made with.
    pub(crate) fn is_report_of(&self, id: &str, mac: &str) -> bool {
        self.report_mac(id).as_bytes().ct_eq(mac.as_bytes()).into()
    }

    fn report_mac(&self, id: &str) -> String {
        let hash = self.reader().keys().lookup.hash("report", id.as_bytes());
        BASE64URL_NOPAD.encode(&hash)
    }

    /// What is set of the gateway of that name.
    pub(crate) fn gateway(&self, name: &str) -> Option<&Settings> {
        let mut all = self.config().settings.tables(GATEWAYS).iter();
        all.find(|gateway| gateway.text("name") == name)
    }

    /// What gateways have told this node, by each that says anything.
    pub fn reported_messages(&self) -> Vec<ReportedMessages> {
        let all = self.memory::<Channels>().reported.0.lock();
        let all = all.unwrap_or_else(PoisonError::into_inner);
        let gateways = self.config().settings.tables(GATEWAYS).iter();
        let telling = gateways.filter(|gateway| !gateway.text("report_field").is_empty());
        let of = |gateway: &str, said| ReportedMessages {
            gateway: gateway.to_owned(),
            said,
            times: all
                .get(&(gateway.to_owned(), said))
                .copied()
                .unwrap_or_default(),
        };
        telling
            .flat_map(|gateway| Reported::ALL.map(|said| of(gateway.text("name"), said)))
            .collect()
    }
}
