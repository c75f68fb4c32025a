//! Backup codes: ten codes kept on paper, each used once. They help out; they never make a second
//! proof owed.

mod codes;
mod factor;
mod pages;
mod sheet;
#[cfg(test)]
mod tests;

pub(crate) use factor::BackupCode;
