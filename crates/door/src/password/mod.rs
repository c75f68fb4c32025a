//! Passwords: a first proof. Hashed by Argon2id in a pool, the finished hash sealed under a key
//! outside the database.

pub(crate) mod kept;
pub(crate) mod rules;
