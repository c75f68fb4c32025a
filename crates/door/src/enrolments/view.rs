//! What an account has, in numbers.

use domain::{Kind, Stop};

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
        let view = |e: factors::Enrolment| FactorView {
            id: e.id.to_string(),
            fallback: self.is_fallback(&e.kind),
            off: !self.is_open(&site, &e.kind),
            suspended: e.suspended.is_some(),
            kind: e.kind,
            name: e.name,
            added: e.added,
            used: e.used,
            until: e.until,
            left: e.codes_left,
        };
        Ok(all
            .into_iter()
            .filter(factors::Enrolment::exists)
            .map(view)
            .collect())
    }
}
