//! Argon2id (RFC 9106, version 0x13) with one lane, several words at a time.
//!
//! The instructions are chosen when the program runs: AVX-512, else AVX2, else RustCrypto's
//! [`argon2`], which also takes whatever has more than one lane. All give the same tags, and all take
//! the same inputs: RustCrypto's limits are these.
//!
//! There is no `unsafe` here: `pulp` hands out a token only where the processor has the
//! instructions, and they are methods of the token.
#![cfg_attr(not(test), deny(clippy::too_many_lines))]
#![forbid(unsafe_code)]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod error;
mod memory;
mod plain;
#[cfg(target_arch = "x86_64")]
mod wide;

pub use crate::error::Error;
pub use crate::memory::{Kernel, Memory};

/// What a hash costs (§3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Params {
    /// m: KiB of memory, at least 8 a lane.
    pub memory: u32,
    /// t: how often it is filled, at least once.
    pub passes: u32,
    /// p: lanes, from 1 to 2²⁴ − 1. With more than one RustCrypto's hashes.
    pub lanes: u32,
}

/// What is hashed (§3.1). Only password and salt are always there.
#[derive(Clone, Copy, Default)]
pub struct Input<'a> {
    /// P: at most 2³² − 1 bytes.
    pub password: &'a [u8],
    /// S: from 8 to 2³² − 1 bytes.
    pub salt: &'a [u8],
    /// K: at most 2³² − 1 bytes.
    pub secret: &'a [u8],
    /// X: at most 32 bytes.
    pub associated_data: &'a [u8],
}

/// Fills `tag` with the Argon2id hash of `input`. Its length, 4 bytes or more, is hashed too: a
/// shorter tag isn't the beginning of a longer one.
///
/// # Errors
/// [`Error`] says which limit was passed, or that the system gives no memory. Nothing is hashed then.
pub fn hash(
    memory: &mut Memory,
    params: Params,
    input: Input<'_>,
    tag: &mut [u8],
) -> Result<(), Error> {
    let checked = plain::check(params, input, tag.len())?;
    let blocks = checked.params().block_count();
    #[cfg(target_arch = "x86_64")]
    if params.lanes == 1
        && let Some(width) = wide::Width::of(memory.kernel())
    {
        return wide::hash(width, memory.wide(blocks)?, params, input, tag);
    }
    plain::hash(&checked, memory.plain(blocks)?, input, tag)
}
