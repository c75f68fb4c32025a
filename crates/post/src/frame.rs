//! What is the same in all messages of a site: from whom they are, and what stands around their text.

use crate::{Address, Line, Mailbox};

/// What every message of the site has around it.
#[derive(Clone, Debug)]
pub struct Frame {
    pub from: Mailbox,
    /// Where answers go, where that isn't `from`.
    pub reply_to: Option<Mailbox>,
    pub site: Line,
    /// Whom to ask for help; may be empty.
    pub support: Line,
    /// The address that people use, as `https://id.example.org`: the only one that messages link to.
    pub origin: String,
    /// Its host, which message ids end in.
    pub host: String,
}

impl Frame {
    /// The address in `from`, by which servers know the sender.
    pub const fn sender(&self) -> &Address {
        &self.from.address
    }
}
