//! The pages, from inside the process: requests as browsers and scripts send them, whole answers as
//! they get them, on an SQLite database with time moved by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]
#![allow(non_snake_case, reason = "a name may begin with the number of a rule")]

mod account;
mod browser;
mod confirm;
mod confirming_new;
mod conformance;
mod devices;
mod gate;
mod keys;
mod links;
mod locked_out;
mod lost;
mod made_up_language;
mod manual;
mod network;
mod protocol;
mod security;
mod sign_in;
mod site;
