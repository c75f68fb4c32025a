//! Sessions: what a browser holds after a completed sign-in. Made by [`crate::sign_in::admit`] alone.

pub(crate) mod end;
pub(crate) mod everyone;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod table;
