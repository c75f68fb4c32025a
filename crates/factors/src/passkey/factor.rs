//! The role of a credential that signs in by itself. After a password it is asked for like a second factor.

use domain::Kind;
use domain::account::GroupName;
use domain::setting::{Setting, Settings, Type};
use look::words::Texts;
use store::Schema;

use crate::webauthn::pages;
use crate::webauthn::role::Role;
use crate::{Needs, Page};

/// Its credentials are kept with all others.
static SCHEMA: Schema = Schema {
    name: "passkey",
    tables: &[],
    migrations: &[],
    elsewhere: &[],
};

const SETTINGS: &[Setting] = &[
    Setting {
        key: "passkey.second_factor",
        holds: Type::Word(&["none", "required"]),
        default: "\"none\"",
        doc: "Whether something else that is set up is asked for after a passkey. By itself a passkey is two factors: the device, and the PIN or finger that unlocks it.",
        secret: false,
    },
    Setting {
        key: "passkey.second_factor_groups",
        holds: Type::List,
        default: "[]",
        doc: "The groups whose members passkey.second_factor = \"required\" is for; everybody where none is named.",
        secret: false,
    },
];

fn suffices(settings: &Settings, groups: &[GroupName]) -> bool {
    let named = settings.list("passkey.second_factor_groups");
    let is_named = |group: &GroupName| {
        let group = group.as_str().to_lowercase();
        named.iter().any(|name| name.to_lowercase() == group)
    };
    settings.text("passkey.second_factor") != "required"
        || !(named.is_empty() || groups.iter().any(is_named))
}

/// The role.
pub(crate) static ROLE: Role = Role {
    kind: Kind::of("passkey"),
    path: "passkey",
    icon: "fingerprint-pattern",
    alone: true,
    title: "passkey-set-up",
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
    suffices,
    schema: &SCHEMA,
    settings: SETTINGS,
    texts: Texts {
        component: "passkey",
        english: include_str!("en.ftl"),
        swedish: include_str!("sv.ftl"),
    },
};
