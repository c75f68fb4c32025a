//! The sign-in's pages: what is asked, what is told, where it leads.

mod instead;
mod over;
mod password;
mod passwordless;
mod set_up;
