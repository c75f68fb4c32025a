//! What a server does by itself again and again: one table says what, how often, how much at once and on how many
//! nodes (`job.rs`). A job that fails is logged, counted and tried again later, and keeps no other from running.

mod hold;
pub(crate) mod job;
mod leaving;
mod list;
mod outbox;
mod run;
mod schedule;
mod standby;
mod state;
mod sweep;
pub(crate) mod table;
mod work;

pub use job::Job;
pub use list::JobView;
pub use schedule::{Due, Ran, Schedule};
pub use state::JobCount;
