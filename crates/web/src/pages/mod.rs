//! The pages: a folder each, with handlers, template and texts. Sign-in first, as people come.

use look::words::Texts;

pub(crate) mod admitted;
pub(crate) mod challenge;
pub(crate) mod choice;
pub(crate) mod confirm;
pub(crate) mod language;
pub(crate) mod links;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod set_up;

/// The texts of every page.
pub(crate) const TEXTS: &[Texts] = &[
    challenge::TEXTS,
    confirm::TEXTS,
    links::TEXTS,
    login::TEXTS,
    set_up::TEXTS,
];
