//! What an account has, in numbers.

use domain::{Kind, Ripeness, Stop};

use crate::house::Door;
use crate::policy::site::Site;

/// An enrolment, for the home page and for administrators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorView {
    pub id: String,
    pub kind: Kind,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub added: domain::Timestamp,
    /// When it last answered.
    pub used: Option<domain::Timestamp>,
    /// Whether it is suspended.
    pub suspended: bool,
    /// From when on it counts in full; none where it does.
    pub counts_from: Option<domain::Timestamp>,
    /// From when on it is removed, its owner having wanted that.
    pub leaving: Option<domain::Timestamp>,
    /// When it ends by itself.
    pub until: Option<domain::Timestamp>,
    /// Codes left, for what is used up.
    pub left: i64,
    /// Whether it only helps out.
    pub fallback: bool,
    /// Switched off, or unknown to this program.
    pub off: bool,
}

impl Door {
    pub(crate) async fn factors_of(
        &self,
        account: domain::ids::AccountId,
    ) -> Result<Vec<FactorView>, Stop> {
        let site = Site::read(self.reader()).await?;
        let all = factors::enrolment::of_account(self.reader(), account).await?;
        let waits = |e: &factors::Enrolment| self.counts(&site, &all, e) != Ripeness::Ripe;
        let view = |e: &factors::Enrolment| FactorView {
            counts_from: waits(e).then_some(e.ripens.at),
            leaving: e.leaving,
            id: e.id.to_string(),
            fallback: self.is_fallback(&e.kind),
            off: !self.is_open(&site, &e.kind),
            suspended: e.suspended.is_some(),
            kind: e.kind.clone(),
            name: e.name.clone(),
            added: e.added,
            used: e.used,
            until: e.until,
            left: e.codes_left,
        };
        Ok(all.iter().filter(|e| e.exists()).map(view).collect())
    }
}
