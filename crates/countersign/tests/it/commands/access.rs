//! `group`, `factor`, `policy`, `bypass`

use serde_json::json;

use super::on_every_engine;

#[test]
fn groups_come_and_go() {
    on_every_engine(|program| {
        program.done("group add staff");
        assert!(
            program
                .refused("group add Staff")
                .starts_with("That group already exists.")
        );
        assert!(
            program
                .refused("group add a,b")
                .starts_with("That name is empty, too long")
        );
        assert!(
            program
                .refused("group delete nix")
                .starts_with("There's no group called “nix”.")
        );
        program.add("ada --group staff");
        assert_eq!(
            program.json("group list --json"),
            json!([{"name": "staff", "members": 1}])
        );
        assert!(program.done("group list").contains("staff"));
        program.done("group delete staff");
        assert_eq!(program.json("group list --json"), json!([]));
        assert_eq!(program.json("user show ada --json")["groups"], json!([]));
    });
}

#[test]
fn the_policy_is_set_and_never_leaves_people_without_a_factor_to_set_up() {
    on_every_engine(|program| {
        program.done("group add staff");
        program.done("group add it");
        let policy = || program.json("policy show --json");
        assert_eq!(
            policy(),
            json!({"required": "nobody", "groups": [], "off": ["email"], "strongest_only": false})
        );
        program.done("policy require --group staff it");
        assert_eq!(
            policy(),
            json!({"required": "groups", "groups": ["staff", "it"], "off": ["email"], "strongest_only": false})
        );
        assert!(
            program
                .refused("group delete it")
                .starts_with("The policy uses this group")
        );
        assert!(
            program
                .refused("policy require --group nix")
                .contains("“nix”")
        );
        program.done("policy require --everyone");
        assert!(program.done("policy show").contains("everyone"));
        program.done("factor disable security-key");
        program.done("factor disable passkey");
        let said = program.refused("factor disable totp");
        assert!(said.starts_with("Nobody could meet this"), "{said}");
        program.done("policy require --nobody");
        program.done("factor disable totp");
        assert_eq!(
            policy()["off"],
            json!(["email", "security-key", "passkey", "totp"])
        );
        assert!(
            program
                .refused("policy require --everyone")
                .starts_with("Nobody could meet this")
        );
    });
}

#[test]
fn the_strongest_ways_alone_are_offered_where_policy_says_so() {
    on_every_engine(|program| {
        assert!(
            program
                .done("policy show")
                .contains("every method they have set up")
        );
        let said = program.done("policy offer --strongest-only");
        assert!(said.contains("only those, and backup codes"), "{said}");
        assert_eq!(program.json("policy show --json")["strongest_only"], true);
        program.done("policy offer --all");
        assert_eq!(program.json("policy show --json")["strongest_only"], false);
        assert_eq!(program.run("policy offer").code, 2);
        assert_eq!(program.run("policy offer --all --strongest-only").code, 2);
    });
}

#[test]
fn kinds_are_listed_and_switched() {
    on_every_engine(|program| {
        let on = || {
            let all = program.json("factor list --json");
            let kind = |kind: &serde_json::Value| {
                kind["on"]
                    .as_bool()
                    .unwrap()
                    .then(|| kind["kind"].as_str().unwrap().to_owned())
            };
            all.as_array()
                .unwrap()
                .iter()
                .filter_map(kind)
                .collect::<Vec<_>>()
        };
        for kind in ["totp", "backup-code", "bypass-code"] {
            assert!(on().contains(&kind.to_owned()), "{kind}");
            program.done(&format!("factor disable {kind}"));
            assert!(!on().contains(&kind.to_owned()), "{kind}");
            program.done(&format!("factor enable {kind}"));
            assert!(on().contains(&kind.to_owned()), "{kind}");
        }
        assert!(program.done("factor list").contains("totp"));
        for line in [
            "factor enable nix",
            "factor disable nix",
            "factor enable a/b",
        ] {
            assert!(
                program
                    .refused(line)
                    .starts_with("There's no method called")
            );
        }
    });
}

#[test]
fn a_bypass_code_is_printed_alone() {
    on_every_engine(|program| {
        program.add("ada --admin");
        let code = program.done("bypass add ada --reason lost");
        assert_eq!(
            code.trim()
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .count(),
            16,
            "{code}"
        );
        assert_eq!(code.lines().count(), 1);
        let shown = program.json("bypass add ada --reason lost --hours 4 --json");
        assert_eq!(
            (&shown["account"], &shown["hours"]),
            (&json!("ada"), &json!(4))
        );
        assert_ne!(shown["code"].as_str().unwrap(), code.trim());
        let empty = program.run_with("bypass add ada --reason=", "");
        assert!(empty.refused().starts_with("Enter a reason."));
    });
}
