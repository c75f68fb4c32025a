//! The overview of one's factors: a section for each kind that is on or in use, written by the
//! factor itself.

use domain::ids::EnrolmentId;
use domain::{Kind, Span, Stop};
use look::fragment::Fragment;
use look::words::Words;

use super::at::At;
use crate::enrolments::FactorView;
use crate::house::Door;
use crate::policy::site::Site;
use crate::session::live::LiveSession;
use crate::sign_in::pending::Pending;

/// A factor's part of the security page.
pub struct Section {
    pub kind: Kind,
    /// Its place beneath `/settings/security/`.
    pub path: &'static str,
    pub icon: &'static str,
    pub body: Fragment,
    /// Switched off by an administrator: what exists stays, nothing can be added or used.
    pub off: bool,
    /// How many enrolments are confirmed.
    pub count: usize,
    /// Whether it only helps out.
    pub fallback: bool,
    /// Codes left, for what is used up.
    pub left: i64,
    /// How long one more of it would wait before a protected host takes it that asks for the strongest way.
    pub waits: Option<Span>,
}

impl Door {
    /// Every section of somebody's security page. `next` is where they are going once something has been set up;
    /// `naming` is what was just added, whose name is asked for.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn sections(
        &self,
        live: &LiveSession,
        next: &str,
        naming: Option<EnrolmentId>,
        words: &Words,
    ) -> Result<Vec<Section>, Stop> {
        let account = self.account_of(live.account()).await?;
        let held = self.held(account.id).await?;
        let context = self.context(words, At::Settings(live).asker());
        let disabled = held.disabled.iter().filter_map(|id| id.parse().ok());
        let disabled: Vec<_> = disabled.collect();
        let waiting = self.waiting(&held);
        let kinds = self.registry().iter().map(|factor| &factor.about().kind);
        let off = kinds.filter(|kind| !self.is_open(&held.site, kind));
        let off: Vec<_> = off.cloned().collect();
        let mut out = Vec::new();
        for factor in self.registry().iter() {
            let about = factor.about();
            let mut standing = self.standing(
                At::Settings(live),
                &account,
                &about.kind,
                held.all.clone(),
                None,
            );
            standing.disabled.clone_from(&disabled);
            standing.waiting.clone_from(&waiting);
            standing.off.clone_from(&off);
            next.clone_into(&mut standing.next);
            standing.naming = naming;
            let count = standing.confirmed().count();
            let off = off.contains(&about.kind);
            let left = standing
                .confirmed()
                .filter(|e| e.answers(context.now))
                .map(|e| e.codes_left)
                .fold(0, i64::saturating_add);
            if (off && count == 0) || (!about.role.is_own() && left == 0) {
                continue;
            }
            out.push(Section {
                kind: about.kind.clone(),
                path: about.path,
                icon: about.icon,
                body: factors::section(factor, &context, &standing).await?,
                off,
                count,
                fallback: about.role.is_fallback(),
                left,
                waits: self.would_wait(&held, about),
            });
        }
        Ok(out)
    }

    /// What may be set up by somebody signing in who has nothing: kind, icon, and its own part.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn set_up_sections(
        &self,
        pending: &Pending,
        words: &Words,
    ) -> Result<Vec<Section>, Stop> {
        let account = self.account_of(pending.account).await?;
        let site = Site::read(self.reader()).await?;
        let context = self.context(words, At::SigningIn(pending).asker());
        let mut out = Vec::new();
        for factor in self
            .registry()
            .iter()
            .filter(|f| self.begins_at_sign_in(&site, *f))
        {
            let about = factor.about();
            let standing = self.standing(
                At::SigningIn(pending),
                &account,
                &about.kind,
                Vec::new(),
                None,
            );
            out.push(Section {
                kind: about.kind.clone(),
                path: about.path,
                icon: about.icon,
                body: factors::section(factor, &context, &standing).await?,
                off: false,
                count: 0,
                fallback: false,
                left: 0,
                waits: None,
            });
        }
        Ok(out)
    }

    /// Whether policy requires a second factor of one's own account.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn must_have_factor(&self, live: &LiveSession) -> Result<bool, Stop> {
        let site = Site::read(self.reader()).await?;
        Ok(self.is_required(live.account(), &site).await?)
    }

    /// What one's own account has.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn own_factors(&self, live: &LiveSession) -> Result<Vec<FactorView>, Stop> {
        self.factors_of(live.account()).await
    }
}
