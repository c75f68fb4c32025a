//! The program from outside: the real binary with its flags, files, signals and exit codes, and the
//! server within this process with a clock moved by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test that can't go on ends by a panic"
)]
#![allow(non_snake_case, reason = "a name may begin with the number of a rule")]

mod balanced;
mod bound;
mod clicks;
mod clock;
mod commands;
mod crash;
mod durable;
mod edges;
mod fields;
mod files;
mod flow;
mod forwarded;
mod full;
mod gate;
mod guide;
mod hostile;
mod http;
mod in_process;
mod logs;
mod lost;
mod mail;
mod nodes;
mod outbox;
mod program;
mod proxy;
mod purses;
mod races;
mod relayed;
mod reports;
mod routes;
mod secrets;
mod serve;
mod setup_link;
mod slow;
mod start;
mod stopping;
mod support;
mod text_message;
mod timing;
mod tls;
mod usage;
