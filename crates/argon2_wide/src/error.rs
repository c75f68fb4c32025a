//! What can be wrong with what is asked for.

use std::fmt;

/// Why nothing was hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// Less than 8 KiB of memory a lane.
    Memory,
    Passes,
    /// No lane, or more than 2²⁴ − 1.
    Lanes,
    /// A tag of fewer than 4 bytes, or of 4 GiB.
    Tag,
    /// A salt of fewer than 8 bytes.
    Salt,
    /// Password, salt or secret of 4 GiB, or more than 32 bytes of associated data.
    TooLong,
    /// The system gives no such memory.
    OutOfMemory,
    /// A mistake in this crate: a block was to be made of itself.
    Order,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Memory => "less than 8 KiB of memory a lane",
            Self::Passes => "not one pass",
            Self::Lanes => "the number of lanes is not from 1 to 16777215",
            Self::Tag => "the tag is shorter than 4 bytes or longer than can be said",
            Self::Salt => "the salt is shorter than 8 bytes",
            Self::TooLong => "an input is longer than can be said",
            Self::OutOfMemory => "the system gives no such memory",
            Self::Order => "a block was to be made of itself",
        })
    }
}

impl std::error::Error for Error {}

impl From<argon2::Error> for Error {
    fn from(error: argon2::Error) -> Self {
        use argon2::Error as E;
        match error {
            E::MemoryTooLittle => Self::Memory,
            E::TimeTooSmall => Self::Passes,
            E::ThreadsTooFew | E::ThreadsTooMany => Self::Lanes,
            E::OutputTooShort | E::OutputTooLong => Self::Tag,
            E::SaltTooShort => Self::Salt,
            E::OutOfMemory => Self::OutOfMemory,
            _ => Self::TooLong,
        }
    }
}
