//! The door, from inside the process, on both databases, with time moved by hand.

mod budgets;
mod enrolment;
mod owed;
mod passwords;
mod people;
mod races;
mod sign_in;
mod step_up;
mod timing;
mod walk;
