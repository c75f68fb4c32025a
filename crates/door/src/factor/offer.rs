//! Offering a passkey to whoever has just signed in with a password and something more: once, and not again for
//! a while; or never, if that is their wish.

use domain::ids::AccountId;
use domain::{Kind, Span, Stop, Timestamp};
use factors::About;
use look::script::Script;
use store::Batch;

use super::offers;
use crate::house::Door;
use crate::house::Upkeep;
use crate::policy::site::Site;
use crate::rights::{Permit, Verb};
use crate::session::live::LiveSession;
use crate::sign_in::pending::Pending;
use crate::sign_in::progress::NewSession;

/// How long it isn't offered again: a year.
const AGAIN: Span = Span::days(365);

/// A kind that is offered to whoever has just signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub kind: Kind,
    /// Its place beneath `/settings/security/`.
    pub path: &'static str,
    pub icon: &'static str,
}

impl Door {
    /// Whether whoever completed this sign-in is to be offered what signs in alone. It is remembered as offered
    /// in the same moment, whatever comes of it. Codes that help out are followed by another question.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn offers_after(&self, pending: &Pending, new: &NewSession) -> Result<bool, Stop> {
        if new.by_fallback.is_some() || self.to_offer(pending.account).await?.is_none() {
            return Ok(false);
        }
        let now = self.now();
        let until = offers::until(self.reader(), pending.account).await?;
        if until.is_some_and(|until| until > now) {
            return Ok(false);
        }
        let set = offers::set(pending.account, now.plus(AGAIN));
        self.commit(Upkeep::Seen, Batch::new().any(set)).await?;
        Ok(true)
    }

    /// The script by which a form says whether its browser could be offered anything.
    pub fn able(&self) -> Option<&'static Script> {
        let mut roles = self.registry().iter().map(|factor| factor.about().role);
        let way = roles.find_map(|role| role.passwordless())?;
        Some(way.able())
    }

    /// What somebody signed in may be offered; none where they have it, or it is switched off.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn offer(&self, live: &LiveSession) -> Result<Option<Offer>, Stop> {
        self.to_offer(live.account()).await
    }

    /// Never offers it again.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn never_offer(&self, live: &LiveSession) -> Result<(), Stop> {
        let never = Timestamp::from_micros(i64::MAX);
        let permit = Permit::of_session(live, None, Verb::NeverOffer);
        let set = offers::set(live.account(), never);
        self.commit(permit, Batch::new().any(set)).await
    }

    async fn to_offer(&self, account: AccountId) -> Result<Option<Offer>, Stop> {
        let site = Site::read(self.reader()).await?;
        let mut all = self.registry().iter().map(factors::Factor::about);
        let is_offered =
            |about: &&About| about.role.passwordless().is_some() && site.is_on(&about.kind);
        let Some(about) = all.find(is_offered) else {
            return Ok(None);
        };
        let all = factors::enrolment::of_account(self.reader(), account).await?;
        let has = all.iter().any(|one| one.exists() && one.kind == about.kind);
        Ok((!has).then(|| Offer {
            kind: about.kind.clone(),
            path: about.path,
            icon: about.icon,
        }))
    }
}
