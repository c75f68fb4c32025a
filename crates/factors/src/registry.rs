//! Every factor there is: a plain list.

use domain::Kind;

use crate::Factor;
use crate::webauthn::variant::WebAuthn;

/// The factors of this program, in the order in which they are shown.
pub struct Registry(Vec<Box<dyn Factor>>);

impl Registry {
    /// All of them. Adding a factor adds its folder, its module, and a line here.
    pub fn new() -> Self {
        Self(vec![
            Box::new(crate::totp::Totp::new()),
            Box::new(crate::hotp::Hotp::new()),
            Box::new(WebAuthn::new(&crate::security_key::VARIANT)),
            Box::new(WebAuthn::new(&crate::passkey::VARIANT)),
            Box::new(crate::backup_code::BackupCode::new()),
            Box::new(crate::bypass_code::BypassCode::new()),
        ])
    }

    /// The factor of a kind.
    pub fn get(&self, kind: &Kind) -> Option<&dyn Factor> {
        self.iter().find(|factor| factor.about().kind == *kind)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Factor> {
        self.0.iter().map(AsRef::as_ref)
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}
