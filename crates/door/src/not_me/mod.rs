//! "This wasn't me": a page behind a link in a message that tells of something which has happened. It only takes
//! away: sessions and device passwords end, what was just added is suspended, and nothing that was there before is
//! touched. So whoever reads the mail alone gains nothing by it.

pub(crate) mod links;
mod stop;
mod way;

pub use stop::{Happened, NotMeView};
