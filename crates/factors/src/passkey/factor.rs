//! The variant of a credential that signs in by itself. After a password it is asked for like a second factor.

use domain::Kind;
use domain::account::GroupName;
use domain::ids::AccountId;
use domain::setting::{Setting, Settings, Type};
use look::fragment::Fragment;
use look::script::Script;
use look::words::Texts;

use crate::webauthn::script::SCRIPTS;
use crate::webauthn::variant::Variant;
use crate::webauthn::{check, pages, question, script};
use crate::{
    About, Answer, Answered, Component, Context, Doing, Misfit, Named, Needs, Page, Passwordless,
    Question, Role, WellKnown,
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

const TEXTS: Texts = look::texts!("passkey");

/// Where passkeys are made and looked after (W3C, "A Well-Known URL for Relying Party Passkey Endpoints").
const ENDPOINTS: WellKnown = WellKnown {
    name: "passkey-endpoints",
    at_any_host: false,
    answer: |_, origin| {
        let place = format!("{origin}/settings/security#passkey");
        serde_json::json!({ "enroll": place, "manage": place })
    },
};

/// For whom something else is asked has to be asked for at all.
fn fits(settings: &Settings, _: &str, _: &str) -> Result<(), Misfit> {
    let (groups, asks) = ("passkey.second_factor_groups", "passkey.second_factor");
    if settings.list(groups).is_empty() || settings.text(asks) == "required" {
        return Ok(());
    }
    Err(Misfit {
        key: groups,
        why: format!(
            "says nothing without \"{asks}\" = \"required\", so that nobody is asked for more: set that, or leave this out."
        ),
    })
}

/// Signing in by a passkey alone.
pub(crate) struct Passkey;

impl Passwordless for Passkey {
    fn entrance<'a>(&'a self, at: &'a Context<'a>, named: Named<'a>) -> Doing<'a, Question> {
        Box::pin(question::entrance(&VARIANT, at, named))
    }

    fn owner<'a>(
        &'a self,
        at: &'a Context<'a>,
        answer: &'a Answer,
    ) -> Doing<'a, Option<AccountId>> {
        Box::pin(check::owner(&VARIANT, at, answer))
    }

    fn forgotten<'a>(
        &'a self,
        at: &'a Context<'a>,
        answer: &'a Answer,
    ) -> Doing<'a, Option<Fragment>> {
        Box::pin(check::forgotten(at, answer))
    }

    fn able(&self) -> &'static Script {
        &script::ABLE
    }

    fn suffices(&self, settings: &Settings, groups: &[GroupName]) -> bool {
        let named = settings.list("passkey.second_factor_groups");
        let is_named = |group: &GroupName| {
            let group = group.as_str().to_lowercase();
            named.iter().any(|name| name.to_lowercase() == group)
        };
        settings.text("passkey.second_factor") != "required"
            || !(named.is_empty() || groups.iter().any(is_named))
    }
}

pub(crate) static VARIANT: Variant = Variant {
    about: About {
        kind: Kind::of("passkey"),
        path: "passkey",
        icon: "fingerprint-pattern",
        role: Role::Passwordless(&Passkey),
        answered: Answered::Signed,
        // Its credentials are kept with all others.
        component: Component {
            settings: SETTINGS,
            fits,
            scripts: &SCRIPTS,
            well_known: &[ENDPOINTS],
            ..Component::plain(TEXTS)
        },
    },
    title: "passkey-set-up",
    becomes: || &crate::security_key::VARIANT,
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
