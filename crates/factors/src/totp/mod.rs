//! TOTP (RFC 6238): a shared secret and the time make a code, accepted once. An app on a phone, or a
//! token that somebody programmed, whose clock drifts.

mod factor;
mod pages;
mod steps;
mod taken;
#[cfg(test)]
mod tests;

pub(crate) use factor::{ABOUT, KIND, Totp};
