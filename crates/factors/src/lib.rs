//! How something is proved: one folder a factor, and the trait that they all fill.
//!
//! A factor reads and decides; it commits nothing. It returns statements over its own tables, and
//! the door puts them into one batch with everything else that must happen at the same moment.
#![cfg_attr(not(test), deny(clippy::too_many_lines))]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

mod about;
mod accepting;
pub mod answers;
mod asks;
mod backup_code;
mod binding;
pub mod by_now;
mod bypass_code;
mod card;
#[cfg(test)]
mod cases;
mod claim;
mod component;
mod context;
pub mod delivered;
mod email_code;
pub mod enrolment;
mod factor;
mod given;
mod hotp;
pub mod import;
mod kept_code;
pub mod late;
mod listing;
pub mod oath;
mod page;
mod passkey;
mod passwordless;
mod question;
mod registry;
pub mod ripening;
mod row;
mod security_key;
#[cfg(test)]
mod stage;
pub mod suspects;
mod text_message;
mod totp;
mod webauthn;

pub use about::{About, Answered, Role, Source};
pub use asks::{Asking, Asks, Daily, Goes, Letter};
pub use binding::Binding;
pub use card::{Button, Card, called};
pub use claim::{Claim, Parts, Signed, Suspicion, Verdict, Why};
pub use component::{Component, Doubt, Misfit, WellKnown};
pub use context::{Answer, Asker, Context, Hashing, Mailboxes, Owner};
pub use enrolment::Enrolment;
pub use factor::{Doing, Factor};
pub use given::{Given, Issued};
pub use listing::{MOST, section};
pub use page::{BROWSER, Change, Effect, Needs, Opens, Page, Shown, Standing, Waiting};
pub use passwordless::{Named, Passwordless};
pub use question::{Question, Stands};
pub use registry::Registry;
pub use row::Row;
pub use webauthn::relying_party::RelyingParty;
