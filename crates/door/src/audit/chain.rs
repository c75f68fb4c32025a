//! The table that holds where the chain of events begins and ends: one row. Both are stated with a
//! keyed hash, so that neither can be moved to hide what was cut off. Whoever lengthens or shortens the
//! chain states again where it stood: of two nodes at once, one does it.

use domain::{Fault, Refusal, Stop, Timestamp};
use store::{Batch, Guard, Keys, Reader, statements, values};

use super::hash;
use crate::house::Door;

statements! {
    table "audit_chain" rank 89;
    keyed READ = "SELECT place, link, seal, start_place, start_link, forgotten, start_seal FROM audit_chain WHERE one = 1";
    write BEGIN = "INSERT INTO audit_chain (one, place, link, seal, start_place, start_link, forgotten, start_seal)
        VALUES (1, $1, $2, $3, $1, $2, $4, $5) ON CONFLICT DO NOTHING";
    write LENGTHEN = "UPDATE audit_chain SET place = $2, link = $3, seal = $4 WHERE one = 1 AND place = $1";
    write SHORTEN = "UPDATE audit_chain SET start_place = $3, start_link = $4, forgotten = $5, start_seal = $6
        WHERE one = 1 AND start_place = $1 AND forgotten = $2";
}

pub(crate) const MIGRATION: &str = "
CREATE TABLE audit_chain (
    one INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    link BLOB NOT NULL,
    seal BLOB NOT NULL,
    start_place INTEGER NOT NULL,
    start_link BLOB NOT NULL,
    forgotten INTEGER NOT NULL,
    start_seal BLOB NOT NULL
) STRICT;
";

/// A place in the chain, and the link there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Joint {
    pub(super) place: i64,
    pub(super) link: Vec<u8>,
}

impl Joint {
    /// Before the first event there ever was.
    const NOTHING: Self = Self {
        place: 0,
        link: Vec::new(),
    };

    /// The next one, of an event with this hash.
    pub(super) fn then(&self, keys: &Keys, event: &[u8]) -> Self {
        let place = self.place.saturating_add(1);
        Self {
            place,
            link: hash::link(keys, &self.link, place, event),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) end: Joint,
    seal: Vec<u8>,
    /// The last event that was swept.
    pub(super) start: Joint,
    /// Addresses of events older than this are forgotten.
    pub(super) forgotten: Timestamp,
    start_seal: Vec<u8>,
}

impl Chain {
    pub(super) async fn read(reader: &Reader) -> Result<Option<Self>, Fault> {
        let Some(mut row) = reader.row(READ.bind(values![])).await? else {
            return Ok(None);
        };
        Ok(Some(Self {
            end: Joint {
                place: row.int()?,
                link: row.blob()?,
            },
            seal: row.blob()?,
            start: Joint {
                place: row.int()?,
                link: row.blob()?,
            },
            forgotten: row.time()?,
            start_seal: row.blob()?,
        }))
    }

    /// Reads it, or begins the chain of a database that has none yet.
    pub(super) async fn read_or_begin(door: &Door) -> Result<Self, Stop> {
        if let Some(chain) = Self::read(door.reader()).await? {
            return Ok(chain);
        }
        let (keys, Joint { place, link }) = (door.reader().keys(), Joint::NOTHING);
        let seal = hash::end(keys, place, &link);
        let start_seal = hash::start(keys, place, &link, 0);
        let begin = BEGIN.bind(values![place, link, seal, 0i64, start_seal]);
        door.commit_unhurried(Batch::new().any(begin)).await?;
        let chain = Self::read(door.reader()).await?;
        Ok(chain.ok_or_else(|| Fault::new("the chain of events has no row"))?)
    }

    /// Whether nobody without the keys has changed it.
    pub(super) fn is_own(&self, keys: &Keys) -> bool {
        let (end, start) = (&self.end, &self.start);
        self.seal == hash::end(keys, end.place, &end.link)
            && self.start_seal
                == hash::start(keys, start.place, &start.link, self.forgotten.micros())
    }

    /// Makes it end here.
    pub(super) fn lengthen(&self, keys: &Keys, to: &Joint) -> Guard {
        let seal = hash::end(keys, to.place, &to.link);
        let statement = LENGTHEN.bind(values![self.end.place, to.place, to.link.as_slice(), seal]);
        Guard::new(statement, Refusal::ChangedMeanwhile)
    }

    /// Makes it begin after this event.
    pub(super) fn shorten(&self, keys: &Keys, to: &Joint) -> Guard {
        self.restart(keys, to, self.forgotten)
    }

    /// States that addresses of events older than this are forgotten.
    pub(super) fn forget(&self, keys: &Keys, before: Timestamp) -> Guard {
        self.restart(keys, &self.start, before.max(self.forgotten))
    }

    fn restart(&self, keys: &Keys, to: &Joint, forgotten: Timestamp) -> Guard {
        let seal = hash::start(keys, to.place, &to.link, forgotten.micros());
        let statement = SHORTEN.bind(values![
            self.start.place,
            self.forgotten,
            to.place,
            to.link.as_slice(),
            forgotten,
            seal
        ]);
        Guard::new(statement, Refusal::ChangedMeanwhile)
    }
}
