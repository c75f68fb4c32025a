//! Every factor there is: a plain list.

use std::sync::Arc;

use domain::Kind;
use domain::setting::Settings;

use crate::delivered::Delivered;
use crate::webauthn::variant::WebAuthn;
use crate::{Factor, Misfit};

/// The factors of a program, in the order in which they are shown. Cheap to clone.
#[derive(Clone)]
pub struct Registry(Vec<Arc<dyn Factor>>);

impl Registry {
    /// Those of this program. Adding a factor adds its folder, its module, and a line here.
    pub fn built_in() -> Self {
        Self(vec![
            Arc::new(crate::totp::Totp),
            Arc::new(crate::hotp::Hotp),
            Arc::new(WebAuthn(&crate::security_key::VARIANT)),
            Arc::new(WebAuthn(&crate::passkey::VARIANT)),
            Arc::new(Delivered(&crate::text_message::WAY)),
            Arc::new(Delivered(&crate::email_code::WAY)),
            Arc::new(crate::backup_code::BackupCode),
            Arc::new(crate::bypass_code::BypassCode),
        ])
    }

    /// The same with one more, which is shown last.
    pub fn with(mut self, one: impl Factor + 'static) -> Self {
        self.0.push(Arc::new(one));
        self
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
            .try_for_each(|factor| (factor.about().component.fits)(settings, host, origin))
    }
}
