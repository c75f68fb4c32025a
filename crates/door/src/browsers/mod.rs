//! Where somebody is signed in: the list of their sessions, and ending them.

mod end;
mod list;

pub use list::SessionView;
