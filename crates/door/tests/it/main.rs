//! The door, from inside the process, on both databases, with time moved by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::let_underscore_must_use,
    reason = "a test that can't go on ends by a panic"
)]

mod audit;
mod budgets;
mod clients;
mod clock;
mod conformance;
mod consequences;
mod device_passwords;
mod email_code;
mod emails;
mod enrolment;
mod epoch;
mod forgotten;
mod gate;
mod guards;
mod guesses;
mod jobs;
mod kept;
mod locked_out;
mod meanwhile;
mod memory;
mod moved;
mod names;
mod notices;
mod offered;
mod outbox;
mod owed;
mod passwords;
mod policy;
mod purses;
mod races;
mod reference;
mod resubmission;
mod rights;
mod ripening;
mod sign_in;
mod statements;
mod staying;
mod step_up;
mod sweeping;
mod text_message;
mod timing;
mod tokens;
mod told;
mod walk;
mod way_on;
mod webauthn;
