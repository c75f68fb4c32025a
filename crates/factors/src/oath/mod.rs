//! What TOTP and HOTP share: the algorithm (RFC 4226), the secret that a device and this server both
//! hold, how people type it in, and the table by which no secret is here twice.

mod algorithm;
pub mod import;
mod link;
#[cfg(test)]
mod oathtool;
mod program;
mod resync;
mod secret;
mod shared;
pub(crate) mod switch;
pub mod table;
#[cfg(test)]
mod tests;
mod typed;

use look::words::Texts;

pub(crate) use algorithm::{Algorithm, Parameters, step};
pub(crate) use program::{begin, which};
pub(crate) use resync::{again, found, resync_form, resynced};
pub(crate) use shared::{Moves, Shared};
pub(crate) use typed::{Codes, read};

/// The texts that both kinds share.
pub const TEXTS: Texts = look::texts!("oath");
