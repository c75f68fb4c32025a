//! What may happen, and what is kept of it: one folder a subject, one file a verb, one file a table.
//!
//! Page, command line and API call the same verbs here. A claim becomes a proof only by commit:
//! every decision is one batch, and [`sign_in`] holds the only function that makes a session.
#![cfg_attr(not(test), deny(clippy::too_many_lines))]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

mod account;
pub mod activity;
pub mod administration;
pub mod audit;
mod browsers;
mod budget;
mod cache;
mod config;
mod consequence;
mod device_password;
mod emails;
mod enrolments;
mod factor;
mod first_proof;
mod forgotten;
mod form_number;
mod freshness;
mod gate;
mod hashing;
mod house;
pub mod import;
pub mod jobs;
mod known;
mod link;
mod new_epoch;
mod not_me;
pub mod outbox;
#[cfg(test)]
mod own_files;
mod password;
mod policy;
mod profile;
mod rights;
mod sending;
mod session;
mod sign_in;
mod step_up;
mod suspicion;
mod visitor;
mod wiring;

pub use account::view::EmailView;
pub use administration::{AccountView, Everyones};
pub use browsers::SessionView;
pub use config::{
    Config, GateHeaders, Lengths, Misread, PasswordLeast, Program, Stay, gate_hosts, programs,
};
pub use device_password::all::DevicePasswords;
pub use device_password::list::DevicePasswordView;
pub use device_password::make::Made;
pub use emails::EmailChange;
pub use enrolments::{Choice, Choices, FactorView, Shut};
pub use factor::at::At;
pub use factor::commit::Done;
pub use factor::offer::Offer;
pub use factor::overview::Section;
pub use factor::pages::{PageRequest, Shown};
pub use factor::remove::{Removal, Removed};
pub use factor::suspend::Suspension;
pub use factors::{BROWSER, Doubt, Misfit, Question, Registry, RelyingParty, Stands, called};
pub use forgotten::{ResetView, Why};
pub use freshness::Freshness;
pub use gate::assertion::Bound;
pub use gate::client::Client;
pub use gate::enter::Fingerprint;
pub use gate::handed::{HostCookie, Ticket};
pub use gate::passage::Passage;
pub use gate::password_clients::PasswordClient;
pub use gate::programs::OwnProgram;
pub use gate::standing::Standing;
pub use gate::subject::{Guest, Held, Subject};
pub use house::Door;
pub use link::{LinkKind, LinkView};
pub use new_epoch::NewEpoch;
pub use not_me::{Happened, NotMeView};
pub use profile::{NoticeNumber, NoticeSwitch, PasswordChange, Profile, UnconfirmedView};
pub use rights::actor::Actor;
pub use session::live::LiveSession;
pub use sign_in::onward::Onward;
pub use sign_in::passwordless::Entrance;
pub use sign_in::pending::Pending;
pub use sign_in::progress::{NewSession, Progress};
pub use step_up::Ways;
pub use visitor::Visitor;
pub use visitor::session_token::SessionToken;
pub use wiring::Wiring;
pub use wiring::schema::{schemas, settings, texts};
