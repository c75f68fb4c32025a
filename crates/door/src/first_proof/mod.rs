//! The first proof: a name and a password. Whose a name is and whether a password is right is asked of *sources*;
//! how an answer is looked at, and that its time tells nothing, is one flow for all of them and for whoever asks.

mod acceptable;
mod flow;
mod own;
mod places;
mod source;
mod sources;
#[cfg(test)]
mod tests;

pub(crate) use self::flow::{Look, Looked};
