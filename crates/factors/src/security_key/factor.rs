//! The variant of a credential that is only ever a second factor.

use domain::{Kind, Strength};
use look::words::Texts;

use crate::webauthn::variant::Variant;
use crate::webauthn::{credential, fits, left_behind, pages, relying_party};
use crate::{Component, Needs, Page, Role};

pub(crate) const KIND: Kind = Kind::of("security-key");

const TEXTS: Texts = look::texts!("security-key");

pub(crate) static VARIANT: Variant = Variant {
    kind: KIND,
    path: "security-key",
    icon: "usb",
    role: Role::Second {
        strength: Strength::PhishingResistant,
        at_sign_in: true,
    },
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
    // What both kinds share is looked after here.
    component: Component {
        settings: relying_party::SETTINGS,
        fits: fits::check,
        doubt: |reader, settings| Box::pin(left_behind::doubt(reader, settings)),
        well_known: &[relying_party::RELATED_ORIGINS],
        ..Component::plain(&credential::SCHEMA, TEXTS)
    },
};
