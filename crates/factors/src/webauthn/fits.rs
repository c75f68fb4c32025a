//! The domain that security keys and passkeys are bound to: browsers let our pages use only their own host, a
//! domain above it, or one that names them (WebAuthn §5.1.3, §5.11).

use domain::gate::{Origin, Scheme};
use domain::setting::Settings;

use crate::Misfit;

/// Whether the domain and the further origins can be, for pages of this host and origin.
///
/// # Errors
/// The first that can't, with the way on.
pub(crate) fn check(settings: &Settings, host: &str, origin: &str) -> Result<(), Misfit> {
    let related = settings.list("webauthn.related_origins");
    for text in related {
        let read = Origin::read(text).ok();
        if !read.is_some_and(|origin| origin.scheme == Scheme::Https && origin.to_string() == *text)
        {
            let why = format!(
                "must hold https origins, as https://auth.example.org, not \"{}\".",
                text.escape_debug()
            );
            let key = "webauthn.related_origins";
            return Err(Misfit { key, why });
        }
    }
    let domain = settings.text("webauthn.rp_id");
    if domain.is_empty() || is_ours(domain, host) || related.iter().any(|one| one == origin) {
        return Ok(());
    }
    let why = format!(
        "is \"{}\", which is neither the host of public_url ({host}) nor a domain above it. Browsers allow \
         another one only where webauthn.related_origins has \"{origin}\".",
        domain.escape_debug()
    );
    let key = "webauthn.rp_id";
    Err(Misfit { key, why })
}

/// The host itself, or at least two labels above it.
fn is_ours(domain: &str, host: &str) -> bool {
    let above = host
        .strip_suffix(domain)
        .is_some_and(|rest| rest.ends_with('.') && domain.contains('.'));
    domain == host || above
}

#[cfg(test)]
mod tests {
    use domain::setting::Value;

    use super::*;

    #[test]
    fn a_domain_is_the_host_one_above_it_or_named_by_it() {
        let cases = [
            ("", "auth.example.org", true),
            ("auth.example.org", "auth.example.org", true),
            ("example.org", "auth.example.org", true),
            ("org", "auth.example.org", false),
            ("", "localhost", true),
            ("localhost", "localhost", true),
            ("host", "localhost", false),
            ("ample.org", "auth.example.org", false),
            ("other.example.org", "auth.example.org", false),
            ("a.auth.example.org", "auth.example.org", false),
            ("https://auth.example.org", "auth.example.org", false),
        ];
        for (domain, host, fits) in cases {
            let mut settings = Settings::default();
            settings.set("webauthn.rp_id", Value::Text(domain.into()));
            let origin = format!("https://{host}");
            assert_eq!(check(&settings, host, &origin).is_ok(), fits, "{domain}");
            settings.set(
                "webauthn.related_origins",
                Value::List(vec![origin.clone()]),
            );
            assert_eq!(check(&settings, host, &origin), Ok(()), "{domain}, named");
        }
    }

    #[test]
    fn further_origins_are_https_and_nothing_more() {
        for (text, fits) in [
            ("https://auth.example.org", true),
            ("https://auth.example.org:8443", true),
            ("http://auth.example.org", false),
            ("https://auth.example.org/", false),
            ("https://auth.example.org:443", false),
            ("auth.example.org", false),
            ("*", false),
        ] {
            let mut settings = Settings::default();
            let origins = Value::List(vec![text.to_owned()]);
            settings.set("webauthn.related_origins", origins);
            let said = check(&settings, "localhost", "http://localhost:1");
            assert_eq!(said.is_ok(), fits, "{text}");
        }
    }
}
