//! The client's side of SMTP (RFC 5321), as far as a site needs it that hands its own messages to one server of
//! its own: found, connected, greeted, encrypted, signed in, handed over, each a step with its own time, and each
//! told by name where it fails.

mod auth;
mod connect;
mod echo;
mod offers;
mod reply;
mod server;
mod session;
mod step;
mod trouble;
mod undelivered;
mod wire;

pub use auth::{Login, Proof};
pub use server::{Encryption, Patience, Server};
pub use session::Session;
pub use step::{Step, Unwatched, Watch};
pub use trouble::{Trouble, Why};
