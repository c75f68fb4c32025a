//! Mail servers: Exim, which takes what is handed over and puts it into a folder; and one that follows a script,
//! for what real servers do only on bad days. What came is read by Python's own parser of mail.

mod certificate;
mod exim;
mod read;
mod scripted;

pub use certificate::certificate;
pub use exim::{Exim, PASSWORD, USER};
pub use read::read;
pub use scripted::{CLOSES, CUTS, END, RAW, SILENT, Script, Scripted, Spoken};
