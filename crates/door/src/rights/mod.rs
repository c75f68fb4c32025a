//! Who may do what upon whom. A [`verb`] is a row of one table; a [`permit`] is an actor's right to one, and the
//! only way to change what belongs to somebody.

pub(crate) mod actor;
mod ask;
pub(crate) mod permit;
pub(crate) mod verb;

pub(crate) use permit::Permit;
pub(crate) use verb::Verb;

#[cfg(test)]
mod tests;
