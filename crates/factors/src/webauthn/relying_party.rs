//! Who we are to authenticators: the domain that credentials are bound to, and the one page they are used on.

use domain::gate::Origin;
use domain::setting::{Setting, Settings, Type};
use sha2::{Digest, Sha256};

use crate::WellKnown;

pub(crate) const SETTINGS: &[Setting] = &[
    Setting {
        key: "webauthn.rp_id",
        holds: Type::Text,
        default: "",
        doc: "The domain that security keys and passkeys are bound to: the host of public_url if left out, or a domain above it. They work nowhere else, so choose it before the first one is set up. No other service may use the same domain for passkeys: browsers are told here which ones are good.",
        secret: false,
    },
    Setting {
        key: "webauthn.leave_behind",
        holds: Type::Switch,
        default: "false",
        doc: "Start although security keys and passkeys are bound to another domain than webauthn.rp_id, and don't work any more. Their owners are still asked for a second factor.",
        secret: false,
    },
    Setting {
        key: "webauthn.related_origins",
        holds: Type::List,
        default: "[]",
        doc: "Further https origins whose pages may use what is bound to webauthn.rp_id, as browsers read it at /.well-known/webauthn: for a move to another address.",
        secret: false,
    },
];

/// Further origins whose pages may use what is bound to our domain (WebAuthn §5.11).
pub(crate) const RELATED_ORIGINS: WellKnown = WellKnown {
    name: "webauthn",
    at_any_host: true,
    answer: |settings, _| serde_json::json!({ "origins": settings.list("webauthn.related_origins") }),
};

/// The relying party: what credentials are bound to, and where they are used (WebAuthn §5.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    pub id: String,
    /// The origin of our pages.
    pub origin: String,
}

impl RelyingParty {
    /// As the settings have it. The start of the program has checked that they fit together.
    pub fn of(settings: &Settings) -> Self {
        let origin = match settings.text("public_url") {
            "" => "http://localhost:8232",
            url => url,
        };
        let origin = origin.trim_end_matches('/').to_owned();
        let id = match settings.text("webauthn.rp_id") {
            "" => Origin::read(&origin).map_or_else(
                |_| origin.clone(),
                |origin| origin.authority.host().to_owned(),
            ),
            id => id.to_ascii_lowercase(),
        };
        Self { id, origin }
    }
}

impl RelyingParty {
    /// Whether browsers let our pages use what is bound to this address: they ask for the same registrable
    /// domain (WebAuthn §10.1.1, FIDO AppID §3.1.2), of which the last two labels are the least.
    pub(super) fn may_use(&self, app_id: &str) -> bool {
        let origin = Origin::of_url(app_id);
        app_id.starts_with("https://")
            && origin.is_ok_and(|origin| last_two(origin.authority.host()) == last_two(&self.id))
    }
}

fn last_two(host: &str) -> Vec<&str> {
    host.rsplit('.').take(2).collect()
}

/// What authenticators sign in place of a domain.
pub(crate) fn hash(id: &str) -> [u8; 32] {
    Sha256::digest(id.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_be_used_where_the_domain_is_the_same() {
        let cases = [
            ("auth.example.org", "https://auth.example.org", true),
            (
                "auth.example.org",
                "https://old.example.org/app-id.json",
                true,
            ),
            ("example.org", "https://old.example.org:8443/x?y#z", true),
            ("localhost", "https://localhost/u2f", true),
            ("auth.example.org", "https://example.com", false),
            (
                "auth.example.org",
                "https://evil.test/auth.example.org",
                false,
            ),
            ("auth.example.org", "https://badexample.org", false),
            ("auth.example.org", "http://auth.example.org", false),
            ("auth.example.org", "https://", false),
            ("auth.example.org", "auth.example.org", false),
            ("example.org", "https://example.org:x", false),
        ];
        for (id, app_id, may) in cases {
            let party = RelyingParty {
                id: id.to_owned(),
                origin: String::new(),
            };
            assert_eq!(party.may_use(app_id), may, "{id} {app_id}");
        }
    }
}
