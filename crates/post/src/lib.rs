//! The room from which messages leave, by mail and as text messages (`gateway/`): it takes what the outbox hands to a channel, makes a message of
//! it (`message/`), signs it where a key is given (`dkim/`), and hands it to the site's mail server (`smtp/`).
//! It decides nothing: who is told of what, and in which words, is the door's.
//!
//! Whatever stands in a header is of a type that can't hold a line's end (`address.rs`, `line.rs`), so that
//! nothing which people enter becomes a header, a recipient or a command.
#![cfg_attr(not(test), deny(clippy::too_many_lines))]

mod address;
mod channel;
mod dkim;
pub mod dns;
mod frame;
pub mod gateway;
mod letter;
mod line;
mod message;
mod pool;
pub mod records;
pub mod settings;
pub mod smtp;
pub mod tls;
mod token;
mod trial;

pub use address::{Address, Mailbox};
pub use channel::Mail;
pub use dkim::{Signer, Unusable};
pub use frame::Frame;
pub use line::Line;
pub use message::{Message, Written};
pub use smtp::{Server, Session, Trouble};
pub use token::Command;
pub use trial::{TEXTS, Trial};
