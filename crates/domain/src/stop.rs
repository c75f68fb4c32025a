//! Two kinds of "no", never mixed: a [`Refusal`] is the person's side and says what to do, a
//! [`Fault`] is ours and tells the person nothing but a request id.

use crate::{Fault, Refusal};

/// Why an operation stopped.
#[derive(Debug)]
pub enum Stop {
    /// Nothing is broken; the person is told why not, and a way forward.
    Refused(Refusal),
    /// Something broke here. In a security decision that is a refusal to let in.
    Fault(Fault),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
