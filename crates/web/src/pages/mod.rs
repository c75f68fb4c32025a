//! The pages: a folder each, with handlers, template and texts. Sign-in first, as people come.

use look::words::Texts;

pub(crate) mod activity;
pub(crate) mod admitted;
pub(crate) mod challenge;
pub(crate) mod choice;
pub(crate) mod confirm;
pub(crate) mod devices;
pub(crate) mod entrance;
pub(crate) mod forgotten;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod language;
pub(crate) mod links;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod not_me;
pub(crate) mod program;
pub(crate) mod resubmission;
pub(crate) mod said;
pub(crate) mod security;
pub(crate) mod set_up;
pub(crate) mod settings;

/// The texts of every page.
pub(crate) const TEXTS: &[Texts] = &[
    activity::TEXTS,
    challenge::TEXTS,
    confirm::TEXTS,
    devices::TEXTS,
    entrance::TEXTS,
    help::TEXTS,
    home::TEXTS,
    links::TEXTS,
    forgotten::TEXTS,
    login::TEXTS,
    not_me::TEXTS,
    security::TEXTS,
    set_up::TEXTS,
    settings::TEXTS,
];
