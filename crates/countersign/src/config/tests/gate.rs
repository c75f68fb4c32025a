//! Tables about protected hosts: read in their order, and every mistake in them told with its line.

use super::super::Checked;
use super::Folder;

/// What is said of a file, once it is read in every way.
fn said(text: &str) -> String {
    let read = Folder::with(text).load(&[], &[]);
    let checked = read.and_then(|loaded| match Checked::of(&loaded) {
        Ok(_) => Ok(()),
        Err(complaint) => Err(complaint.to_string()),
    });
    checked.expect_err(text)
}

#[test]
fn hosts_and_rules_are_read_in_their_order() {
    let text = r#"
        [gate]
        headers = "forwarded"
        [[gate.host]]
        host = "files.example.org"
        groups = ["staff"]
        [[gate.host.rule]]
        path = "/public/"
        allow = "anyone"
        [[gate.host.rule]]
        path = "/"
        allow = "nobody"
        [[gate.host]]
        host = "*.example.org"
        [basic]
        account_password = "never"
    "#;
    let loaded = Folder::with(text).load(&[], &[]).unwrap();
    Checked::of(&loaded).unwrap();
    let config = door::Config::of(&loaded.settings);
    let lines: Vec<_> = config
        .gate_hosts
        .iter()
        .map(|gate| (gate.host.to_string(), gate.rules.len()))
        .collect();
    let wanted = [("files.example.org", 2), ("*.example.org", 0)];
    assert_eq!(lines, wanted.map(|(host, rules)| (host.to_owned(), rules)));
    assert_eq!(config.gate_headers, Some(door::GateHeaders::Forwarded));
    assert!(!config.account_password_at_gate);
    assert!(loaded.is_set("gate.host"));

    let inline = "gate.host = [{ host = \"a.org\", rule = [{ allow = \"nobody\" }] }]";
    let loaded = Folder::with(inline).load(&[], &[]).unwrap();
    let hosts = door::gate_hosts(&loaded.settings).unwrap();
    assert_eq!(hosts[0].rules.len(), 1);
}

#[test]
fn every_mistake_about_a_host_is_one_sentence_with_its_line() {
    let host = "[[gate.host]]\nhost = \"a.org\"\n";
    let rule = format!("{host}[[gate.host.rule]]\nallow = \"account\"\n");
    #[rustfmt::skip]
    let cases: &[(String, &str)] = &[
        ("gate.headers = \"both\"".into(), "1: \"gate.headers\" must be \"original\" or \"forwarded\", not \"both\"."),
        ("basic.account_password = \"always\"".into(), "1: \"basic.account_password\" must be \"single-factor-accounts\" or \"never\", not \"always\"."),
        ("gate.host = \"a.org\"".into(), "1: \"gate.host\" must be tables, each beneath [[gate.host]], not \"a.org\"."),
        ("\n[gate.host]\nhost = \"a.org\"".into(), "2: \"gate.host\" must be tables, each beneath [[gate.host]], not a section."),
        ("gate.host = [1]".into(), "1: \"gate.host\" must be tables, each beneath [[gate.host]], not 1."),
        ("[[gate.host]]\ngroups = []\n".into(), "1: \"gate.host\" has no \"host\"."),
        (format!("{host}grups = []"), "3: \"gate.host.grups\" is not a setting; did you mean \"gate.host.groups\"?"),
        (format!("{host}path = \"/\""), "3: \"gate.host.path\" is not a setting; did you mean \"gate.host.rule.path\"?"),
        (format!("{host}[[gate.host.rules]]\npath = \"/\""), "3: \"gate.host.rules\" is not a setting; did you mean \"gate.host.rule\"?"),
        (format!("{host}[gate.host.rule]\npath = \"/\""), "3: \"gate.host.rule\" must be tables, each beneath [[gate.host.rule]], not a section."),
        (format!("{host}groups = \"staff\""), "3: \"gate.host.groups\" must be a list of texts, not \"staff\"."),
        (format!("{host}groups = [\n\"staff\",\n5]"), "5: \"gate.host.groups\" must be a list of texts, not 5."),
        (format!("{host}groups = [\"a,b\"]"), "3: \"gate.host.groups\" has \"a,b\", which no group can be called: letters, digits, spaces and . _ - alone."),
        (format!("{host}assurance = \"two\""), "3: \"gate.host.assurance\" must be \"single\", \"two-factor\" or \"phishing-resistant\", not \"two\"."),
        (format!("{host}[[gate.host]]\nhost = 5"), "4: \"gate.host.host\" must be text, not 5."),
        (format!("{host}[[gate.host]]\nhost = \"https://a.org/\""), "4: \"gate.host.host\" must be a host alone, as \"files.example.org\", without scheme and path, not \"https://a.org/\"."),
        ("gate.host = [{ host = \"a.*.org\" }]".into(), "1: \"gate.host.host\" may have a star only as its first label, as \"*.example.org\", not \"a.*.org\"."),
        ("gate.host = [{ host = \"å.org\" }]".into(), "1: \"gate.host.host\" must be written as browsers send it, in its xn-- form, not \"å.org\"."),
        ("gate.host = [{ host = \"a.org:443\" }]".into(), "1: \"gate.host.host\" must leave out port 80 or 443, which every host has by itself, not \"a.org:443\"."),
        ("gate.host = [{ host = \"a.org.\" }]".into(), "1: \"gate.host.host\" must not end in a dot, as \"a.org.\" does."),
        ("gate.host = [{ host = \"a_b\" }]".into(), "1: \"gate.host.host\" must be a host, as \"files.example.org\", \"*.example.org\" or \"files.example.org:8443\", not \"a_b\"."),
        (format!("{host}[[gate.host.rule]]\npath = \"/x\""), "3: \"gate.host.rule\" has no \"allow\": say \"anyone\", \"nobody\" or \"account\"."),
        (format!("{host}[[gate.host.rule]]\nallow = \"all\""), "4: \"gate.host.rule.allow\" must be \"anyone\", \"nobody\" or \"account\", not \"all\"."),
        (format!("{host}[[gate.host.rule]]\nallow = \"anyone\"\ngroups = [\"it\"]"), "5: \"gate.host.rule.groups\" says nothing beside allow = \"anyone\"; it goes with allow = \"account\"."),
        (format!("{host}[[gate.host.rule]]\nallow = \"nobody\"\nassurance = \"single\""), "5: \"gate.host.rule.assurance\" says nothing beside allow = \"nobody\"; it goes with allow = \"account\"."),
        (format!("{rule}asurance = \"single\""), "5: \"gate.host.rule.asurance\" is not a setting; did you mean \"gate.host.rule.assurance\"?"),
        (format!("{rule}path = \"public/\""), "5: \"gate.host.rule.path\" must begin with a slash, as \"/public/\", not \"public/\"."),
        (format!("{rule}path = \"/a/../b\""), "5: \"gate.host.rule.path\" must be a path that all servers read alike, not \"/a/../b\" (dot-segment): no request with it passes."),
        (format!("{rule}path = \"/*\""), "5: \"gate.host.rule.path\" must be the beginning of a path, without a star (for a star itself write %2A), not \"/*\"."),
        (format!("{rule}path = \"/a?b\""), "5: \"gate.host.rule.path\" must be a path without a query, which isn't looked at, not \"/a?b\"."),
        (format!("{rule}methods = [\"GET POST\"]"), "5: \"gate.host.rule.methods\" has \"GET POST\", which is no method as \"GET\"."),
        (format!("{rule}networks = [\"192.0.2.0/33\"]"), "5: \"gate.host.rule.networks\" has \"192.0.2.0/33\", which is no network as \"192.0.2.0/24\"."),
        // The first in the file is told, of two that are wrong in one way.
        (format!("{rule}zzz = 1\naaa = 1"), "5: \"gate.host.rule.zzz\" is not a setting; the nearest is "),
    ];
    for (text, sentence) in cases {
        let said = said(text);
        let wanted = format!("countersign.toml, line {sentence}");
        if sentence.ends_with(' ') {
            assert!(said.starts_with(&wanted), "{text}: {said}");
        } else {
            assert_eq!(said, wanted, "{text}");
        }
        assert_eq!(said.lines().count(), 1);
    }
}

#[test]
fn hosts_stand_in_the_file_alone() {
    let said = Folder::with("").load(&[("COUNTERSIGN_GATE_HOST", "a.org")], &[]);
    assert_eq!(
        said.unwrap_err(),
        "COUNTERSIGN_GATE_HOST can stand in the file alone, as [[gate.host]]."
    );
}
