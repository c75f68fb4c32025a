//! Authenticator app (TOTP, RFC 6238): a shared secret and the time make a code, accepted once.

mod algorithm;
mod factor;
#[cfg(test)]
mod oathtool;
mod pages;
mod secret;
#[cfg(test)]
mod tests;

pub(crate) use factor::Totp;
