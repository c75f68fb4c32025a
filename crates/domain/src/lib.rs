//! What is true: plain types and decisions. No I/O, no async, no SQL.
//!
//! Time and chance come in through [`Clock`] and [`Random`], which this crate declares and never
//! implements, so that every rule here can be tested at any moment.
#![cfg_attr(not(test), deny(clippy::too_many_lines))]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

pub mod account;
pub mod assurance;
pub mod budget;
pub mod consequence;
pub mod device_password;
pub mod email;
pub mod event;
pub mod fail;
mod fault;
pub mod form;
pub mod gate;
pub mod gsm7;
pub mod ids;
pub mod kind;
pub mod language;
pub mod next;
pub mod password;
pub mod phone;
pub mod policy;
pub mod price;
pub mod proof;
pub mod random;
pub mod readable;
pub mod ripeness;
pub mod secret;
pub mod setting;
mod stop;
pub mod time;
pub mod unfit;

pub use assurance::Assurance;
pub use fail::Refusal;
pub use fault::Fault;
pub use form::Form;
pub use kind::Kind;
pub use language::Language;
pub use proof::{Channel, Proof, Strength};
pub use random::Random;
pub use ripeness::Ripeness;
pub use secret::Secret;
pub use stop::Stop;
pub use time::{Clock, Span, Timestamp};
pub use unfit::Unfit;
