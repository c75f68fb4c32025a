//! The variant of a credential that is only ever a second factor.

use domain::{Kind, Strength};
use look::words::Texts;

use crate::webauthn::script::SCRIPTS;
use crate::webauthn::variant::Variant;
use crate::webauthn::{credential, fits, left_behind, pages, relying_party};
use crate::{About, Answered, Component, Needs, Page, Role};

pub(crate) const KIND: Kind = Kind::of("security-key");

const TEXTS: Texts = look::texts!("security-key");

pub(crate) static VARIANT: Variant = Variant {
    about: About {
        kind: KIND,
        path: "security-key",
        icon: "usb",
        role: Role::Second {
            strength: Strength::PhishingResistant,
            at_sign_in: true,
        },
        answered: Answered::Signed,
        // What both kinds share is looked after here.
        component: Component {
            schema: Some(&credential::SCHEMA),
            settings: relying_party::SETTINGS,
            fits: fits::check,
            doubt: |reader, settings| Box::pin(left_behind::doubt(reader, settings)),
            left_behind: Some(|reader, settings, of| {
                Box::pin(left_behind::of_account(reader, settings, of))
            }),
            scripts: &SCRIPTS,
            well_known: &[relying_party::RELATED_ORIGINS],
            ..Component::plain(TEXTS)
        },
    },
    title: "security-key-set-up",
    becomes: || &crate::passkey::VARIANT,
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
};
