//! The variant of a credential that is only ever a second factor.

use domain::{Kind, Strength};
use look::words::Texts;

use crate::webauthn::variant::Variant;
use crate::webauthn::{credential, pages, relying_party};
use crate::{Needs, Page, Role};

/// The kind.
pub(crate) const KIND: Kind = Kind::of("security-key");

/// The variant.
pub(crate) static VARIANT: Variant = Variant {
    kind: KIND,
    path: "security-key",
    icon: "usb",
    role: Role::Second(Strength::PhishingResistant),
    title: "security-key-set-up",
    pages: &[
        Page {
            path: "",
            needs: Needs::SetUp,
            run: |at, standing, form| pages::begin(&VARIANT, at, standing, form),
        },
        Page {
            path: "/instead",
            needs: Needs::StepUp,
            run: |at, standing, form| pages::begin_instead(&VARIANT, at, standing, form),
        },
        Page {
            path: "/{id}/confirm",
            needs: Needs::SetUp,
            run: |at, standing, form| pages::confirm(&VARIANT, at, standing, form),
        },
    ],
    schema: &credential::SCHEMA,
    settings: relying_party::SETTINGS,
    texts: Texts {
        component: "security-key",
        english: include_str!("en.ftl"),
        swedish: include_str!("sv.ftl"),
    },
};
