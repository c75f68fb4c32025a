//! A factor in a crate of its own: a code that is sent to its owner, for one question.

mod codes;
mod factor;
mod pages;

pub use factor::SentCode;
