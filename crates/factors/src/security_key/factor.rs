//! The role of a credential that is only ever a second factor.

use domain::Kind;
use look::words::Texts;

use crate::webauthn::role::Role;
use crate::webauthn::{credential, pages, relying_party};
use crate::{Needs, Page};

/// The kind.
pub(crate) const KIND: Kind = Kind::of("security-key");

/// The role.
pub(crate) static ROLE: Role = Role {
    kind: KIND,
    path: "security-key",
    icon: "usb",
    alone: false,
    title: "security-key-set-up",
    pages: &[
        Page {
            path: "",
            needs: Needs::SetUp,
            run: |at, standing, form| pages::begin(&ROLE, at, standing, form),
        },
        Page {
            path: "/instead",
            needs: Needs::StepUp,
            run: |at, standing, form| pages::begin_instead(&ROLE, at, standing, form),
        },
        Page {
            path: "/{id}/confirm",
            needs: Needs::SetUp,
            run: |at, standing, form| pages::confirm(&ROLE, at, standing, form),
        },
    ],
    suffices: |_, _| false,
    schema: &credential::SCHEMA,
    settings: relying_party::SETTINGS,
    texts: Texts {
        component: "security-key",
        english: include_str!("en.ftl"),
        swedish: include_str!("sv.ftl"),
    },
};
