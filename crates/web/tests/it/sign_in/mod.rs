//! The sign-in's pages: what is asked, what is told, where it leads.

mod alone;
mod instead;
mod over;
mod password;
mod set_up;
