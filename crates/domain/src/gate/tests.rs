//! Tables of hostile requests, and properties over random ones.
#![allow(non_snake_case, reason = "a name may begin with the number of a rule")]

mod hosts;
mod prefixes;
mod readings;
mod uris;

use super::*;

type Row = (&'static [u8], Result<&'static str, Garbled>);

/// A request for a path, by GET to `https://files.example.org`.
fn asked(uri: &[u8]) -> Asked<'_> {
    Asked {
        method: b"GET",
        scheme: b"https",
        host: b"files.example.org",
        uri,
    }
}
