//! What exists on an account: which of it counts as a factor, and which of it can answer.

mod by_hand;
mod choices;
pub(crate) mod held;
mod holds;
mod mailboxes;
mod number;
mod view;

pub use choices::{Choice, Choices, Shut};
pub use view::FactorView;
