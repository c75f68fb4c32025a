//! Authenticator app (TOTP, RFC 6238): a shared secret and the time make a code, accepted once.

mod algorithm;
mod factor;
mod pages;
mod secret;
#[cfg(test)]
mod tests;

pub(crate) use factor::Totp;
