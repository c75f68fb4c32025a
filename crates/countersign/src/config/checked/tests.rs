use super::super::tests::Folder;
use super::*;

fn said(text: &str) -> String {
    let loaded = Folder::with(text).load(&[], &[]).unwrap();
    Checked::of(&loaded).unwrap_err().to_string()
}

#[test]
fn the_defaults_are_right() {
    let loaded = Folder::with("").load(&[], &[]).unwrap();
    let checked = Checked::of(&loaded).unwrap();
    assert_eq!(checked.listen.port(), 8232);
    assert_eq!(checked.public_url, None);
    assert_eq!(checked.gate_listen, None);
    assert_eq!(checked.tls, None);
    assert_eq!(checked.metrics_listen.unwrap().port(), 8233);
    assert_eq!(checked.trusted_proxies.len(), 2);
}

#[test]
fn what_can_not_be_is_told_with_its_place() {
    for (text, sentence) in [
        (
            "listen = \"8232\"",
            "\"listen\" must be HOST:PORT, as localhost:8232",
        ),
        (
            "metrics_listen = \"x\"",
            "\"metrics_listen\" must be HOST:PORT",
        ),
        (
            "gate.listen = \"8234\"",
            "\"gate.listen\" must be HOST:PORT",
        ),
        (
            "gate.cookie_domain = \"org\"",
            "\"gate.cookie_domain\" must be a domain of at least two labels, as example.org, not \"org\".",
        ),
        (
            "gate.cookie_domain = \"example.org\"",
            "\"gate.cookie_domain\" is \"example.org\": then \"public_url\" must be an https address beneath it",
        ),
        (
            "gate.cookie_domain = \"example.org\"\npublic_url = \"https://auth.example.net\"",
            "\"gate.cookie_domain\" is \"example.org\"",
        ),
        (
            "public_url = \"http://id.example.org\"",
            "\"public_url\" must not be plain http",
        ),
        (
            "trusted_proxies = [\"::1\", \"proxy\"]",
            "\"trusted_proxies\" has \"proxy\", which is no network",
        ),
        (
            "limits.networks.\"10.0.0.0/33\" = 1",
            "\"limits.networks\" has \"10.0.0.0/33\", which is no network",
        ),
        (
            "site.time_zone = \"Stockholm\"",
            "\"site.time_zone\" must be a time zone's name",
        ),
        (
            "site.support_url = \"javascript:alert(1)\"",
            "\"site.support_url\" must be an address that begins with https:// or http:// or mailto:",
        ),
        (
            "tls.certificate = \"c\"",
            "\"tls.certificate\" needs \"tls.key\" beside it: set both, or neither.",
        ),
        (
            "tls.key = \"k\"",
            "\"tls.key\" needs \"tls.certificate\" beside it",
        ),
        (
            "tls = { certificate = \"c\", key = \"k\" }",
            "\"tls.certificate\" needs \"public_url\", the https address",
        ),
        (
            "public_url = \"http://localhost\"\ntls = { certificate = \"c\", key = \"k\" }",
            "\"public_url\" must be https where \"tls.certificate\" is set, not \"http://localhost\".",
        ),
        (
            "site.privacy_url = \"mailto:a@b.c\"",
            "\"site.privacy_url\" must be",
        ),
    ] {
        let said = said(text);
        assert!(
            said.starts_with("countersign.toml, line 1: ") && said.contains(sentence),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1);
    }
}

#[test]
fn a_database_of_another_make_is_refused_without_showing_it() {
    let said = said("database = \"mysql://u:hunter2@h/d\"");
    assert!(
        said.contains("must begin with postgres://") && !said.contains("hunter2"),
        "{said}"
    );
}
