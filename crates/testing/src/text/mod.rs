//! Gateways for text messages: a real one, and one that answers as a test says.

mod answering;
mod kannel;

pub use answering::Answering;
pub use kannel::{Kannel, SECRET, SENDER};
