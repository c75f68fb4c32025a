//! A code by text message: weaker than an app or a key, since numbers can be taken over and texts be read on the way
//! (NIST SP 800-63B-4 §3.1.3.3 calls it restricted), and what people have who have nothing else.

mod factor;
mod number;
mod pages;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use factor::WAY;
