//! That a mail server has taken a message of ours once: when, and which. Noted in a file of the data folder by
//! the commands that try it, for whoever wants to know whether mail was ever tried.

use domain::{Fault, Timestamp};
use post::Server;

use crate::data::Data;

/// Notes that this server has just taken a message, in place of what was noted before.
///
/// # Errors
/// The file can't be written.
pub fn note(data: &Data, at: Timestamp, server: &Server) -> Result<(), Fault> {
    data.make()?;
    let line = format!("{} {server:?}\n", at.seconds());
    data.replace("mail-accepted", &line)
}
