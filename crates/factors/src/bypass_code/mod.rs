//! Bypass code: one code that an administrator gives to somebody who is locked out, once, for a
//! day. It helps out; it never makes a second proof owed.

mod codes;
mod factor;
mod issue;
#[cfg(test)]
mod tests;

pub(crate) use factor::BypassCode;
