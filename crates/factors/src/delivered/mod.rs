//! What kinds share whose codes are delivered (NIST SP 800-63B-4 §3.1.3): eight digits, good for ten minutes, once, for
//! whoever asked and to where they were sent.

mod codes;
mod factor;
mod question;
mod set_up;
pub mod table;
mod way;

use look::script::Script;
use look::words::Texts;

pub(crate) use factor::Delivered;
pub(crate) use set_up::{again, begin, confirm, is_here};
pub(crate) use way::{Chosen, Filling, Numbers, Refused, Way};

/// The texts that these kinds share.
pub const TEXTS: Texts = look::texts!("delivered");

/// Asks by itself where there is nothing to choose, helps where nothing comes, and takes a code out of a message where
/// the browser can.
pub(crate) static ARRIVING: Script = Script::new("arriving", include_str!("arriving.js"));
