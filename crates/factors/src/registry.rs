//! Every factor there is: a plain list.

use std::sync::Arc;

use domain::Kind;
use domain::setting::Settings;

use crate::webauthn::variant::WebAuthn;
use crate::{Factor, Misfit};

/// The factors of a program, in the order in which they are shown. Cheap to clone.
#[derive(Clone)]
pub struct Registry(Arc<[Box<dyn Factor>]>);

impl Registry {
    /// Those of this program. Adding a factor adds its folder, its module, and a line here.
    pub fn built_in() -> Self {
        Self::of(vec![
            Box::new(crate::totp::Totp::new()),
            Box::new(crate::hotp::Hotp::new()),
            Box::new(WebAuthn::new(&crate::security_key::VARIANT)),
            Box::new(WebAuthn::new(&crate::passkey::VARIANT)),
            Box::new(crate::backup_code::BackupCode::new()),
            Box::new(crate::bypass_code::BypassCode::new()),
        ])
    }

    /// These, in this order.
    pub fn of(all: Vec<Box<dyn Factor>>) -> Self {
        Self(all.into())
    }

    /// The factor of a kind.
    pub fn get(&self, kind: &Kind) -> Option<&dyn Factor> {
        self.iter().find(|factor| factor.about().kind == *kind)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Factor> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// Whether the settings of each fit together, and this server's host and origin.
    ///
    /// # Errors
    /// The first that doesn't.
    pub fn fits(&self, settings: &Settings, host: &str, origin: &str) -> Result<(), Misfit> {
        self.iter()
            .try_for_each(|factor| (factor.component().fits)(settings, host, origin))
    }
}
