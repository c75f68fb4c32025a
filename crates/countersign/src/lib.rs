//! The program around the rooms: command line, configuration, system clock and randomness, and
//! what listens. `main.rs` only calls [`cli::main`].
#![cfg_attr(not(test), deny(clippy::too_many_lines))]

mod accepted;
pub mod address;
pub mod chance;
pub mod cli;
pub mod clock;
pub mod config;
pub mod data;
pub mod durability;
mod hashing;
mod listener;
pub mod logs;
mod outbox_file;
mod own_file;
mod ports;
mod ready;
mod seal_file;
pub mod server;
pub mod set_up_link;
pub mod tls;
mod upkeep;
pub mod wiring;

pub use server::{Running, Wiring, serve};
