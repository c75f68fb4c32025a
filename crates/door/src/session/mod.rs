//! Sessions: what a browser holds after a completed sign-in. Made by [`crate::sign_in::admit`] alone.

pub(crate) mod live;
mod seen;
pub(crate) mod table;
