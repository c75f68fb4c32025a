//! The steps on the way to a server, and whoever wants to be told of each.

/// A step that was made, or failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The server's name leads to an address.
    Found,
    Connected,
    /// The server has said that it speaks SMTP, and what it offers.
    Greeted,
    /// TLS is spoken, with a certificate that is the server's.
    Encrypted,
    SignedIn,
    /// It takes messages from this address.
    Sender,
    /// It takes messages to that one.
    Recipient,
    /// It has taken a message.
    Accepted,
}

/// Who is told of each step as soon as it was made.
pub trait Watch {
    /// A step was made; what is to be said of it, as an address or a version, may be empty.
    fn made(&mut self, step: Step, what: &str);
}

/// Nobody is told of any step.
#[derive(Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn made(&mut self, _: Step, _: &str) {}
}
