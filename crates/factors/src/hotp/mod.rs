//! HOTP (RFC 4226): a token that makes a new code at each press. It goes by a counter, which here only
//! goes up.

mod factor;
mod pages;
mod presses;
#[cfg(test)]
mod tests;

pub(crate) use factor::{Hotp, KIND};
