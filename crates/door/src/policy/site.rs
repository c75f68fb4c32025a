//! The site's one row: who must have a second factor, which kinds are switched off. Its revision is
//! stated again by every batch that leaned on it.

use domain::policy::Required;
use domain::{Fault, Kind, Refusal};
use serde::{Deserialize, Serialize};
use store::{Guard, Reader, statements, values};

statements! {
    table "site" rank 1;
    keyed READ = "SELECT revision, policy FROM site WHERE one = 1";
    write WRITE = "UPDATE site SET revision = revision + 1, policy = $2 WHERE one = 1 AND revision = $1";
    write BUMP_REVISION = "UPDATE site SET revision = revision + 1 WHERE one = 1 AND revision = $1";
}

/// The table, with its row. Codes by mail, the weakest of all, are off until an administrator wants them.
pub(crate) const MIGRATION: &str = "
CREATE TABLE site (
    one INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    policy TEXT NOT NULL
) STRICT;
INSERT INTO site VALUES (1, 0, '{\"off\":[\"email\"]}');
";

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct PolicyRow {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    everyone: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    off: Vec<Kind>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    strongest_only: bool,
}

/// The policy as it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Site {
    pub revision: i64,
    pub required: Required,
    /// Kinds that are switched off.
    pub off: Vec<Kind>,
    /// Where a phishing-resistant way is set up, no weaker one is offered.
    pub strongest_only: bool,
}

impl Site {
    pub(crate) async fn read(reader: &Reader) -> Result<Self, Fault> {
        let mut row = reader
            .row(READ.bind(values![]))
            .await?
            .ok_or_else(|| Fault::new("the site's row is missing"))?;
        let revision = row.int()?;
        let kept: PolicyRow = serde_json::from_str(&row.text()?)
            .map_err(|e| Fault::because("the site's policy", &e))?;
        let required = match (kept.everyone, kept.groups.is_empty()) {
            (true, _) => Required::Everyone,
            (false, false) => Required::Groups(kept.groups),
            (false, true) => Required::Nobody,
        };
        Ok(Self {
            revision,
            required,
            off: kept.off,
            strongest_only: kept.strongest_only,
        })
    }

    /// Whether a kind is switched on.
    pub(crate) fn is_on(&self, kind: &Kind) -> bool {
        !self.off.contains(kind)
    }

    /// Writes it; refused where somebody else changed it meanwhile.
    pub(crate) fn write(&self) -> Result<Guard, Fault> {
        let (everyone, groups) = match &self.required {
            Required::Nobody => (false, Vec::new()),
            Required::Everyone => (true, Vec::new()),
            Required::Groups(groups) => (false, groups.clone()),
        };
        let kept = PolicyRow {
            everyone,
            groups,
            off: self.off.clone(),
            strongest_only: self.strongest_only,
        };
        let text = serde_json::to_string(&kept).map_err(|e| Fault::because("policy", &e))?;
        Ok(Guard::new(
            WRITE.bind(values![self.revision, text]),
            Refusal::ChangedMeanwhile,
        ))
    }

    /// States again that nobody changed it or acted on administrators meanwhile.
    pub(crate) fn bump_revision(&self) -> Guard {
        Guard::new(
            BUMP_REVISION.bind(values![self.revision]),
            Refusal::ChangedMeanwhile,
        )
    }
}
