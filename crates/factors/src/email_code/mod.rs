//! A code by e-mail: the weakest of all, since whoever has a mailbox's password reads there from anywhere, and often
//! chooses this account's password anew by it. It is off until an administrator wants it, goes to no address by which
//! the password was reset lately, and opens no change but adding something better.

mod factor;
mod pages;
#[cfg(test)]
mod tests;

pub(crate) use factor::WAY;
