//! Messages handed to mail servers: to a real one, whose folder Python then reads; and to one that follows a
//! script, for refusals and for those who listen in between.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test that can't go on ends by a panic"
)]

mod delivered;
mod elsewhere;
mod gateway;
mod kept;
mod place;
mod published;
mod refused;
mod secret;
mod signed;
