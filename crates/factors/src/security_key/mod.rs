//! A hardware token (FIDO U2F, FIDO2) as second factor: a touch is enough.

mod factor;
#[cfg(test)]
mod tests;

pub(crate) use factor::{KIND, VARIANT};
