//! Seals that are noted elsewhere. Whoever can write to the database can put the chain back to where it
//! once ended, and what is sealed anew fits again; a seal that was written down outside of it doesn't.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::str::FromStr;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use domain::Fault;
use domain::event::{Action, Event};

use super::chain::Joint;
use super::write;
use crate::house::Door;

/// How many bytes a link has: a seal that was cut short is none.
const LINK: usize = 33;

/// A place in the chain and the link there. Written as `213:SEAL`, the link in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal(pub(super) Joint);

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.0.place, HEXLOWER.encode(&self.0.link))
    }
}

impl FromStr for Seal {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = |text: &str| {
            let (place, link) = text.trim().split_once(':')?;
            let place: i64 = place.parse().ok().filter(|place| *place > 0)?;
            let link = HEXLOWER.decode(link.to_ascii_lowercase().as_bytes()).ok()?;
            (link.len() == LINK).then_some(Self(Joint { place, link }))
        };
        read(text).ok_or("a seal is written PLACE:SEAL, as \"audit verify\" prints it")
    }
}

/// Where seals are noted, outside of the database; each node has its own.
pub trait Seals: Send + Sync {
    /// Notes one. May take as long as a disk does.
    ///
    /// # Errors
    /// It couldn't be written.
    fn note(&self, seal: &Seal) -> io::Result<()>;
}

/// The place where this node notes them, if anywhere.
#[derive(Default)]
pub(crate) struct Notebook(pub(crate) Option<Arc<dyn Seals>>);

/// Seals that were noted, by place. At one place there may be several, if it was sealed anew.
#[derive(Debug, Default)]
pub(super) struct Noted(BTreeMap<i64, BTreeSet<Vec<u8>>>);

impl Noted {
    pub(super) fn of(seals: &[Seal]) -> Self {
        let mut all = BTreeMap::<_, BTreeSet<_>>::new();
        for Seal(Joint { place, link }) in seals {
            all.entry(*place).or_default().insert(link.clone());
        }
        Self(all)
    }

    /// Whether another seal was noted for this place.
    pub(super) fn differs(&self, at: &Joint) -> bool {
        let noted = self.0.get(&at.place);
        noted.is_some_and(|links| links.iter().any(|link| *link != at.link))
    }

    /// Whether one was noted beyond this place.
    pub(super) fn goes_beyond(&self, place: i64) -> bool {
        self.0
            .last_key_value()
            .is_some_and(|(last, _)| *last > place)
    }

    /// How many places there are before this one, and how many from it on.
    pub(super) fn parted_at(&self, place: i64) -> (usize, usize) {
        let before = self.0.range(..place).count();
        (before, self.0.len().saturating_sub(before))
    }
}

impl Door {
    /// Notes where the chain ends now: in the log, and where seals are noted. Failing to is an event, and
    /// stops nothing.
    pub(super) async fn note(&self, end: &Joint) {
        let seal = Seal(end.clone());
        tracing::info!(event = "audit-sealed", seal = %seal, "events were sealed");
        let Some(seals) = self.memory::<Notebook>().0.clone() else {
            return;
        };
        let noting = tokio::task::spawn_blocking(move || seals.note(&seal)).await;
        let noted = noting.unwrap_or_else(|gone| Err(io::Error::other(gone)));
        if let Err(error) = noted {
            let fault = Fault::because("a seal was not noted", &error);
            tracing::error!(event = "audit-seal-not-noted", "{fault}");
            let event = Event::failed(Action::AuditSealNotNoted, None).detail(error.to_string());
            self.record([write::by_program(self, &event)]).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_read_as_it_is_written_and_nothing_else_is() {
        let link = "01abcdef89".repeat(6) + "012345";
        let seal: Seal = format!(" 213:{}\n", link.to_uppercase()).parse().unwrap();
        assert_eq!(seal.to_string(), format!("213:{link}"));
        let short = link.get(2..).unwrap();
        for wrong in [
            String::new(),
            "213".to_owned(),
            "213:".to_owned(),
            link.clone(),
            format!(":{link}"),
            format!("0:{link}"),
            format!("-1:{link}"),
            format!("213:{short}"),
            format!("213:{link}00"),
            format!("213:{short}xy"),
            format!("213:{short}:1"),
        ] {
            assert!(wrong.parse::<Seal>().is_err(), "{wrong}");
        }
    }
}
