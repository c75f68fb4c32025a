//! A forgotten password: whoever reads the mail of an account chooses a new one by a link that was sent there, and
//! then signs in as ever, second factor and all. What is asked for is written down by the page and answered apart
//! from it, so that neither its words nor its time tell whether there is such an account.

mod answer;
mod ask;
pub(crate) mod requests;
mod reset;

pub use reset::{ResetView, Why};
