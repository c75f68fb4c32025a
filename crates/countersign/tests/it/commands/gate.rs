//! `gate`

use serde_json::json;

use super::on_every_engine;
use crate::program::Program;

const HOSTS: &str = r#"
public_url = "https://auth.example.org"
[[gate.host]]
host = "files.example.org"
groups = ["staff"]
[[gate.host.rule]]
path = "/public/"
methods = ["GET", "HEAD"]
allow = "anyone"
[[gate.host.rule]]
path = "/admin"
allow = "nobody"
[[gate.host.rule]]
path = "/reports/"
networks = ["192.0.2.0/24"]
allow = "account"
assurance = "single"
renew = false
[[gate.host]]
host = "*.example.org"
assurance = "phishing-resistant"
"#;

#[test]
fn doctor_sends_nobody_to_the_hosts_lines_for_a_public_url_by_plain_http() {
    let program = Program::new();
    prepare(&program, "[[gate.host]]\nhost = \"files.example.org\"\n");
    let done = program.run("doctor --json");
    let all: Vec<serde_json::Value> = serde_json::from_str(&done.out).unwrap();
    let gate: Vec<_> = all.iter().filter(|one| one["check"] == "gate").collect();
    assert_eq!(gate.len(), 1, "{}", done.out);
    assert!(
        gate[0]["finding"]
            .as_str()
            .unwrap()
            .contains("is plain http")
    );
    assert_eq!(gate[0]["remedy"], "Change public_url to an https address.");
}

/// Two accounts without a second factor, one of them of the staff, and those hosts.
fn prepare(program: &Program, hosts: &str) {
    std::fs::write(program.path("countersign.toml"), hosts).unwrap();
    program.done("group add staff");
    program.done("group add it");
    program.add("ada --group staff");
    program.add("bo");
}

#[test]
fn explain_says_which_line_decides_and_what_is_needed() {
    on_every_engine(|program| {
        prepare(program, HOSTS);
        let asked = |line: &str| {
            let said = program.done(&format!("gate explain https://{line}"));
            said.trim_end().to_owned()
        };
        assert_eq!(
            asked("files.example.org/public/a --account ada"),
            "GET https://files.example.org/public/a from an unknown address, asked by ada, in staff, signed in as single.\n\
             Rule 1 of files.example.org decides. It speaks of the path /public/, the methods GET, HEAD and lets in everyone who asks.\n\
             Allowed. The app isn't told who it is, because ada doesn't meet the host's own line."
        );
        assert_eq!(
            asked("files.example.org/public/a --method PUT"),
            "PUT https://files.example.org/public/a from an unknown address, asked by nobody who is signed in.\n\
             The host files.example.org decides. None of its 3 rules fits, so its own line does: it lets in accounts in staff, signed in as two-factor at least.\n\
             Not yet: sign in first.\n\
             Needed: an account in staff, signed in as two-factor at least."
        );
        assert_eq!(
            asked("FILES.example.org --account bo --assurance two-factor --from 192.0.2.7"),
            "GET https://files.example.org/ from 192.0.2.7, asked by bo, in no group, signed in as two-factor.\n\
             The host files.example.org decides. None of its 3 rules fits, so its own line does: it lets in accounts in staff, signed in as two-factor at least.\n\
             Not allowed: bo is in none of those groups.\n\
             Needed: bo in staff."
        );
        assert_eq!(
            asked("files.example.org/reports/1 --account bo --from 192.0.2.7"),
            "GET https://files.example.org/reports/1 from 192.0.2.7, asked by bo, in no group, signed in as single.\n\
             Rule 3 of files.example.org decides. It speaks of the path /reports/, the networks 192.0.2.0/24 and lets in every account, \
             signed in as single at least. Its requests don't keep a session from ending for want of use.\n\
             Allowed. The app is told that it's bo."
        );
        for (line, sentences) in [
            (
                "files.example.org/x --account ada",
                "Not yet: ada is signed in as single only.\nNeeded: a second step, set up and used in signing in.",
            ),
            (
                "files.example.org/x --account ada --assurance two-factor",
                "Allowed. The app is told that it's ada.",
            ),
            (
                "files.example.org/admin --account ada",
                "Not allowed: that rule lets nobody in.",
            ),
            (
                "files.example.org/reports/1 --account bo --from 192.0.2.7",
                "Allowed. The app is told that it's bo.",
            ),
            (
                "files.example.org/reports/1 --account bo",
                "Not allowed: what decides hangs on the visitor's address, which isn't known.\nNeeded: the address, here by --from, at the gate by X-Forwarded-For from a trusted proxy.",
            ),
            (
                "files.example.org/x --account ada --device-password",
                "Not allowed: a device password is never phishing-resistant, and no more than the sign-in it was made after.\nNeeded: ada signed in as two-factor in a browser, or a device password made after that where two factors are enough.",
            ),
            (
                "files.example.org/x --account ada --device-password --assurance two-factor",
                "Allowed. The app is told that it's ada.",
            ),
            (
                "other.example.org/ --account ada",
                "Needed: a security key or passkey, set up and used in signing in.",
            ),
            (
                "elsewhere.net/ --account ada",
                "No [[gate.host]] speaks for elsewhere.net.\nNot allowed: a host that isn't configured is refused.\nNeeded: a [[gate.host]] for it in the configuration.",
            ),
            (
                "files.example.org/public/../x",
                "The gate doesn't understand this request and refuses it, whoever asks: \".\" and \"..\" are followed by some servers and not by others. That matters here because a rule of this host names a path.",
            ),
        ] {
            let said = asked(line);
            assert!(said.ends_with(sentences), "{line}: {said}");
        }
        program.done("policy require --everyone");
        let said = asked("files.example.org/x --account ada");
        assert!(
            said.contains(
                "signed in as two-factor, because the policy has it set up a second step first."
            ) && said.contains("Allowed."),
            "{said}"
        );
        program.done("user disable ada");
        let said = asked("files.example.org/x --account ada");
        assert!(
            said.contains("by ada, in staff, disabled, so that nobody is signed in.")
                && said.ends_with("Needed: ada enabled, by \"countersign user enable ada\"."),
            "{said}"
        );
    });
}

#[test]
fn explain_is_read_by_programs_too_and_refuses_what_is_not_there() {
    on_every_engine(|program| {
        prepare(program, HOSTS);
        let said =
            program.json("gate explain https://files.example.org/admin/a%62 --account ada --json");
        let sentences = said["sentences"].as_array().unwrap().len();
        assert_eq!(sentences, 3);
        let mut without = said;
        without.as_object_mut().unwrap().remove("sentences");
        assert_eq!(
            without,
            json!({
                "method": "GET", "url": "https://files.example.org/admin/a%62", "path": "/admin/ab",
                "account": "ada", "assurance": "single", "device_password": false,
                "host": "files.example.org", "rule": 2, "renews": true,
                "decision": "forbidden", "passes": false, "reason": "nobody"
            })
        );
        let garbled = program.json("gate explain https://files.example.org/a//b --json");
        assert_eq!(
            (&garbled["decision"], &garbled["reason"], &garbled["host"]),
            (
                &json!("garbled"),
                &json!("empty-segment"),
                &json!("files.example.org")
            )
        );
        assert_eq!(
            program.refused("gate explain https://files.example.org/ --account nix"),
            "There is no account \"nix\"."
        );
        let said = program.run("gate explain files.example.org/x");
        assert_eq!(said.code, 2, "{}", said.err);
    });
}

#[test]
fn check_config_finds_lines_that_can_not_mean_what_they_say() {
    on_every_engine(|program| {
        prepare(program, HOSTS);
        assert_eq!(
            program.done("gate check-config"),
            "Note: files.example.org has lines of its own, so that nothing of *.example.org holds there.\nNo problems found.\n"
        );
        let hosts = r#"
            public_url = "https://auth.example.org"
            [[gate.host]]
            host = "files.example.org"
            groups = ["staf"]
            [[gate.host.rule]]
            path = "/a"
            allow = "account"
            [[gate.host.rule]]
            path = "/a/b"
            allow = "nobody"
            [[gate.host.rule]]
            methods = ["get"]
            networks = []
            allow = "account"
            groups = []
            [[gate.host]]
            host = "FILES.example.org"
            [[gate.host]]
            host = "auth.example.org"
        "#;
        std::fs::write(program.path("countersign.toml"), hosts).unwrap();
        let done = program.run("gate check-config");
        assert_eq!(
            done.out.lines().collect::<Vec<_>>(),
            [
                "The host files.example.org names the group staf, which doesn't exist.",
                "Rule 2 of the host files.example.org never decides: rule 1 speaks of all that it speaks of.",
                "Rule 3 of the host files.example.org has an empty list of networks, so that it never decides.",
                "Rule 3 of the host files.example.org names the method get, which isn't GET: case counts.",
                "Rule 3 of the host files.example.org has an empty list of groups, so that no account gets in.",
                "The host files.example.org stands twice; the second never decides.",
                "Nobody can stay signed in at the host auth.example.org: it is the host of the public URL https://auth.example.org, whose cookies are the sessions.",
            ]
        );
        assert_eq!(
            (done.code, done.err.as_str()),
            (1, "countersign: 7 problems were found.\n")
        );
        let done = program.run("gate check-config --json");
        let found: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        assert_eq!((done.code, found.as_array().unwrap().len()), (1, 7));
        let mut second = found[1].clone();
        second.as_object_mut().unwrap().remove("sentence");
        assert_eq!(
            second,
            json!({"host": "files.example.org", "rule": 2, "what": "never-decides", "note": false})
        );
        std::fs::write(program.path("countersign.toml"), "").unwrap();
        assert_eq!(program.done("gate check-config"), "No problems found.\n");
    });
}
