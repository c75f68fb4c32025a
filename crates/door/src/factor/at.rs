//! Where somebody stands before a factor's own pages.

use factors::Asker;

use crate::session::live::LiveSession;
use crate::sign_in::pending::Pending;

/// Where somebody stands before a factor's pages: in the settings, or signing in.
#[derive(Clone, Copy)]
pub enum At<'a> {
    /// In the settings, signed in.
    Settings(&'a LiveSession),
    /// At set-up during sign-in: no factor exists, and one is required.
    SigningIn(&'a Pending),
}

impl At<'_> {
    /// On whose behalf a factor acts there.
    pub(super) fn asker(&self) -> Asker {
        match self {
            Self::Settings(live) => Asker::SignedIn(live.id()),
            Self::SigningIn(pending) => Asker::SigningIn(pending.id),
        }
    }
}
