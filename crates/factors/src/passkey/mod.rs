//! A passkey: a WebAuthn credential that signs in by itself, with its holder verified.

mod factor;
#[cfg(test)]
mod tests;

#[cfg(test)]
use factor::Passkey;
pub(crate) use factor::VARIANT;
