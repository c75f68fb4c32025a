//! `device-password`

use serde_json::json;

use super::on_every_engine;

/// Five groups of five letters and digits.
fn is_secret(text: &str) -> bool {
    let group = |group: &str| {
        group.len() == 5
            && group
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    text.split('-').count() == 5 && text.split('-').all(group)
}

#[test]
fn one_is_printed_once_and_alone() {
    on_every_engine(|program| {
        program.add("ada");
        let said = program.done("device-password add ada --name Scanner");
        let secret = said.trim();
        assert!(is_secret(secret) && said.lines().count() == 1, "{said}");
        let line = "device-password add ada --name Mirror --ends 2999-01-31 --network 192.0.2.7/24 \
                    --network 2001:db8::1 --host Files.example.org --host mail.example.org --read-only --json";
        let made = program.json(line);
        assert_eq!(
            (&made["account"], &made["name"]),
            (&json!("ada"), &json!("Mirror"))
        );
        assert!(is_secret(made["password"].as_str().unwrap()));

        let all = program.json("device-password list ada --json");
        let text = all.to_string();
        assert!(!text.contains(secret) && !text.contains(made["password"].as_str().unwrap()));
        let find = |name: &str| {
            all.as_array()
                .unwrap()
                .iter()
                .find(|one| one["name"] == name)
                .unwrap()
        };
        let (scanner, mirror) = (find("Scanner"), find("Mirror"));
        assert_eq!(scanner["expires"], json!(null));
        assert_eq!(
            (&scanner["seen"], &scanner["read_only"]),
            (&json!(null), &json!(false))
        );
        assert_eq!(mirror["id"], made["id"]);
        assert_eq!(mirror["expires"], "2999-02-01T00:00:00Z");
        assert_eq!(
            mirror["networks"],
            json!(["192.0.2.0/24", "2001:db8::1/128"])
        );
        assert_eq!(
            mirror["hosts"],
            json!(["files.example.org", "mail.example.org"])
        );
        assert_eq!(mirror["read_only"], json!(true));
        let said = program.done("device-password list ada");
        assert!(
            said.contains("Mirror") && said.contains("never") && said.contains("192.0.2.0/24"),
            "{said}"
        );
        let events = program.json("audit list --account ada --json");
        let told =
            |event: &serde_json::Value| event["action"] == "device-password.added-by-administrator";
        assert_eq!(
            events
                .as_array()
                .unwrap()
                .iter()
                .filter(|event| told(event))
                .count(),
            2
        );
    });
}

#[test]
fn what_it_opens_is_said_beside_the_password() {
    on_every_engine(|program| {
        program.add("ada");
        program.done("group add staff");
        let hosts = "[[gate.host]]\nhost = \"files.example.org\"\n[[gate.host]]\nhost = \"keys.example.org\"\n\
                     assurance = \"phishing-resistant\"\n[[gate.host]]\nhost = \"wiki.example.org\"\ngroups = [\"staff\"]\n";
        std::fs::write(program.path("countersign.toml"), hosts).unwrap();
        let said = program.run("device-password add ada --name Scanner");
        assert!(is_secret(said.out.trim()), "{}", said.out);
        assert_eq!(
            said.err,
            "Opens: files.example.org\n\
             Doesn't open, since no device password does: keys.example.org\n\
             Doesn't open, since the account is in none of its groups: wiki.example.org\n"
        );
        let made =
            program.json("device-password add ada --name Mail --host mail.example.org --json");
        let limited = |host: &str| json!({"host": host, "opens": false, "why": "limited"});
        let all = ["files.example.org", "keys.example.org", "wiki.example.org"].map(limited);
        assert_eq!(made["hosts"], json!(all));
    });
}

#[test]
fn one_that_is_deleted_is_gone() {
    on_every_engine(|program| {
        program.add("ada");
        let made = program.json("device-password add ada --name Scanner --unused-days 90 --json");
        let id = made["id"].as_str().unwrap();
        let said = program.done("device-password list ada");
        assert!(said.contains("90 days unused"), "{said}");
        program.done(&format!("device-password delete {id}"));
        assert_eq!(program.json("device-password list ada --json"), json!([]));
        for gone in [id, "00", "x"] {
            let said = program.refused(&format!("device-password delete {gone}"));
            assert!(said.starts_with("There is no device password"), "{said}");
        }
    });
}

#[test]
fn what_cannot_be_is_refused_in_one_line() {
    on_every_engine(|program| {
        program.add("ada");
        for (line, said) in [
            ("nobody --name x", "There is no account"),
            ("ada --name=", "That name is empty, too long"),
            (
                "ada --name x --ends 2001-01-31",
                "“2001-01-31” can't be used",
            ),
            ("ada --name x --ends tomorrow", "“tomorrow” can't be used"),
            (
                "ada --name x --network everywhere",
                "“everywhere” can't be used",
            ),
            ("ada --name x --host a/b", "“a/b” can't be used"),
        ] {
            let refused = program.refused(&format!("device-password add {line}"));
            assert!(refused.starts_with(said), "{line}: {refused}");
        }
        let said = program.refused("device-password list nobody");
        assert!(said.starts_with("There is no account"), "{said}");
        assert_eq!(program.json("device-password list ada --json"), json!([]));
    });
}
