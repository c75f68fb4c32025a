//! Known browsers: a random cookie set only by a completed sign-in. It proves nothing; it keeps
//! strangers' wrong answers from standing in its owner's way.

pub(crate) mod table;

pub(crate) use table::Known;
