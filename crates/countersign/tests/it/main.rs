//! The program from outside: the real binary with its flags, files, signals and exit codes, and the
//! server within this process with a clock moved by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that can't go on ends by a panic"
)]

mod commands;
mod http;
mod in_process;
mod program;
mod serve;
mod start;
