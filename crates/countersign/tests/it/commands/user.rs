//! `user`

use serde_json::{Value, json};

use super::on_every_engine;
use crate::program::{PASSWORD, Program};

#[test]
fn the_first_account_may_be_added_before_the_first_start() {
    let program = Program::new();
    program.add("ada --admin");
    assert_eq!(program.json("user list --json")[0]["name"], "ada");
    assert_eq!(program.serve("").link, None);
}

#[test]
fn an_account_is_added_and_shown() {
    on_every_engine(|program| {
        program.done("group add staff");
        let line = "user add ada --password-stdin --admin --display-name Ada --email ada@example.org --group staff --json";
        let done = program.run_with(line, PASSWORD);
        let added: Value = serde_json::from_str(&done.out).unwrap();
        let shown = program.json("user show ADA --json");
        assert_eq!(added, shown);
        for (field, value) in [
            ("name", json!("ada")),
            ("display_name", json!("Ada")),
            ("admin", json!(true)),
            ("enabled", json!(true)),
            ("has_password", json!(true)),
            ("invited", json!(false)),
            ("groups", json!(["staff"])),
            ("factors", json!([])),
            ("signed_in", Value::Null),
            ("waits", json!([])),
        ] {
            assert_eq!(shown[field], value, "{field}");
        }
        assert_eq!(shown["emails"][0]["address"], "ada@example.org");
        assert_eq!(shown["emails"][0]["signs_in"], true);
        assert!(shown["created"].as_str().unwrap().starts_with("20"));
        let text = program.done("user show ada");
        assert!(
            text.contains("ada@example.org") && text.contains("staff"),
            "{text}"
        );
        assert_eq!(program.json("user list --json"), json!([shown]));
        assert!(program.done("user list").starts_with("NAME "));
    });
}

#[test]
fn addresses_are_set_and_the_main_one_comes_first() {
    on_every_engine(|program| {
        program.add("bea --email bea@example.org");
        program.add("ada --email ada@old.example");
        let line = "user emails ADA --remove ADA@old.example --add ada@example.org --add a@example.org --main a@example.org";
        assert_eq!(program.done(line), "a@example.org\nada@example.org\n");
        let has = program.json("user emails ada --json");
        assert_eq!(has[0]["address"], "a@example.org");
        assert_eq!(
            (&has[0]["main"], &has[1]["main"]),
            (&json!(true), &json!(false))
        );
        for (line, says) in [
            ("user emails cy", "There is no account \"cy\"."),
            (
                "user emails ada --remove x@example.org",
                "There is no address \"x@example.org\" of ada.",
            ),
            (
                "user emails ada --add bea@example.org",
                "Another account uses that address. Use a different one.",
            ),
            (
                "user emails ada --add a@example.org",
                "That address is already added here.",
            ),
        ] {
            assert_eq!(program.run(line).refused().trim(), says);
        }
    });
}

#[test]
fn what_can_not_be_added_is_refused_and_changes_nothing() {
    #[rustfmt::skip]
    let cases = [
        ("Ada", PASSWORD, "That name is taken."),
        ("a/b", PASSWORD, "You can't use that name to sign in."),
        ("bo", "short", "That password is too short."),
        ("bo", "111222333444555", "That password is too common"),
        ("bo --email nowhere", PASSWORD, "That isn't an email address."),
        ("bo --email ADA@example.org", PASSWORD, "Another account uses that address."),
        ("bo --group nobody", PASSWORD, "There's no group called “nobody”."),
    ];
    on_every_engine(|program| {
        program.add("ada --admin --email ada@example.org");
        for (more, password, begins) in cases {
            let line = format!("user add --password-stdin {more}");
            let said = program.run_with(&line, password).refused();
            assert!(said.starts_with(begins), "{more}: {said}");
        }
        let all = program.json("user list --json");
        assert_eq!(all.as_array().unwrap().len(), 1);
    });
}

#[test]
fn every_command_refuses_an_account_that_is_not_there() {
    on_every_engine(|program| {
        for line in [
            "user show bo",
            "user rename bo eve",
            "user enable bo",
            "user disable bo",
            "user delete bo --yes",
            "user delete bo",
            "user unlock bo",
            "user groups bo",
            "user groups bo --set",
            "user factors bo",
            "user factors bo --remove-all --reason lost",
            "user factors bo --remove 00000000000000000000000000000000 --reason lost",
            "session list bo",
            "session end bo --all",
            "session end bo 00000000000000000000000000000000",
            "bypass add bo --reason lost",
            "audit list --account bo",
        ] {
            assert_eq!(
                program.refused(line),
                "There is no account \"bo\".",
                "{line}"
            );
        }
    });
}

#[test]
fn accounts_are_renamed_disabled_and_deleted_but_not_the_last_administrator() {
    on_every_engine(|program| {
        program.add("ada --admin");
        program.add("bo");
        for line in ["user disable ada", "user delete ada --yes"] {
            let said = program.refused(line);
            assert!(
                said.starts_with("This is the last active administrator"),
                "{said}"
            );
        }
        program.done("user rename bo eve");
        assert_eq!(program.json("user show eve --json")["display_name"], "bo");
        assert!(
            program
                .refused("user rename ada bo")
                .starts_with("That name is taken.")
        );
        assert!(
            program
                .refused("user rename ada eve")
                .starts_with("That name is taken.")
        );
        program.done("user disable eve");
        program.done("user disable eve");
        assert_eq!(program.json("user show eve --json")["enabled"], false);
        program.done("user enable eve");
        assert_eq!(program.json("user show eve --json")["enabled"], true);
        program.done("user unlock eve");
        let said = program.refused("user delete eve");
        assert_eq!(
            said,
            "No terminal to ask at. Use --yes to delete without asking."
        );
        assert_eq!(program.json("user show eve --json")["name"], "eve");
        program.done("user delete eve --yes");
        program.refused("user show eve");
        let again = program.run_with("user add eve --password-stdin", PASSWORD);
        assert!(again.refused().starts_with("That name is taken."));
    });
}

#[test]
fn groups_are_added_taken_and_set() {
    on_every_engine(|program| {
        program.add("ada --admin");
        for group in ["staff", "it", "guests"] {
            program.done(&format!("group add {group}"));
        }
        for (change, groups) in [
            ("--add staff --add it", json!(["it", "staff"])),
            ("--add STAFF", json!(["it", "staff"])),
            ("--add guests --remove it", json!(["guests", "staff"])),
            ("--remove it", json!(["guests", "staff"])),
            ("--set it guests", json!(["guests", "it"])),
            ("", json!(["guests", "it"])),
            ("--set", json!([])),
        ] {
            let mut now = program.json(&format!("user groups ada --json {change}"));
            let list = now.as_array_mut().unwrap();
            list.sort_by_key(ToString::to_string);
            assert_eq!(now, groups, "{change}");
        }
        for change in ["--add nix", "--remove nix", "--set it nix"] {
            let said = program.refused(&format!("user groups ada {change}"));
            assert!(said.starts_with("There's no group called “nix”."), "{said}");
        }
        assert_eq!(program.done("user groups ada"), "");
    });
}

#[test]
fn factors_are_shown_and_removed_with_a_reason() {
    on_every_engine(|program| {
        program.add("ada --admin");
        program.done("bypass add ada --reason lost");
        let has = program.json("user factors ada --json");
        assert_eq!(has[0]["kind"], "bypass-code");
        let id = has[0]["id"].as_str().unwrap();
        assert!(program.done("user factors ada").contains(id));
        for wrong in ["x", "00000000000000000000000000000000"] {
            let said = program.refused(&format!("user factors ada --remove {wrong} --reason lost"));
            assert_eq!(said, format!("There is no factor \"{wrong}\" of ada."));
        }
        let left = program.json(&format!(
            "user factors ada --remove {id} --reason lost --json"
        ));
        assert_eq!(left, json!([]));
        program.done("bypass add ada --reason lost");
        for count in [0, 2] {
            for n in 0..count {
                program.done(&format!("device-password add ada --name {n}"));
            }
            let said = program.json("user factors ada --remove-all --reason lost --json");
            assert_eq!(
                said,
                json!({"factors": [], "device_passwords_disconnected": count})
            );
        }
        program.done("device-password add ada --name one");
        let said = program.done("user factors ada --remove-all --reason lost");
        assert!(
            said.starts_with("1 device password was disconnected.\n"),
            "{said}"
        );
    });
}
