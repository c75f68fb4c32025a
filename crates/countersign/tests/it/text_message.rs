//! `countersign factor test text-message`, by a real gateway, and what is wrong with what is set.

use std::os::unix::fs::PermissionsExt;

use serde_json::json;
use testing::text::{Kannel, SECRET, SENDER};

use crate::program::Program;

/// A program with this configuration, and the secret of a gateway beside it.
fn place(text: &str) -> Program {
    let program = Program::new();
    let secret = program.path("secret");
    std::fs::write(&secret, format!("{SECRET}\n")).unwrap();
    std::fs::set_permissions(&secret, PermissionsExt::from_mode(0o600)).unwrap();
    std::fs::write(program.path("countersign.toml"), text).unwrap();
    program
}

#[test]
fn a_test_message_comes_out_of_the_network_of_a_real_gateway() {
    let Some(kannel) = Kannel::start() else {
        return;
    };
    let gateway = |name: &str, sender: &str| {
        format!(
            "[[text_message.gateway]]\nname = \"{name}\"\nmethod = \"GET\"\nsecret_file = \"secret\"\n\
             url = \"http://127.0.0.1:{}/cgi-bin/sendsms?username={sender}&password={{secret}}&to={{to}}\
             &charset=UTF-8&coding=0&text={{text}}\"\nsuccess = \"Accepted\"\n\n",
            kannel.port
        )
    };
    let program = place(&format!(
        "[site]\nname = \"Åsas kafé\"\nlanguage = \"sv\"\n\n[outbound]\nnetworks = [\"127.0.0.1/32\"]\n\n{}{}",
        gateway("first", "eve"),
        gateway("second", SENDER)
    ));
    let mut command = program.command("factor test text-message --to");
    let done = command.arg("070-123 45 67").output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success(), "{said}");
    assert!(
        said.starts_with("first: not taken, it answers 403\nsecond: taken\n"),
        "{said}"
    );
    let (to, text) = kannel.message("Åsas kafé");
    assert_eq!(to, "+46701234567");
    assert!(
        text.starts_with("Det här är ett testmeddelande från Åsas kafé."),
        "{text}"
    );

    let all = program.json("factor test text-message --to +46701234567 --json");
    let taken = |row: usize| (&all[row]["gateway"], &all[row]["taken"]);
    assert_eq!(taken(0), (&json!("first"), &json!(false)));
    assert_eq!(taken(1), (&json!("second"), &json!(true)));
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_a_number_that_costs_extra_is_refused() {
    let program = place("");
    for (to, says) in [
        ("abc", "must be a telephone number"),
        ("+999", "begins with no country's code"),
        ("+4670123", "too few or too many digits"),
        (
            "+46900123456",
            "no number that text messages can be sent to",
        ),
    ] {
        let done = program.run(&format!("factor test text-message --to {to}"));
        assert_eq!(done.code, 2, "{to}: {}", done.err);
        assert!(done.err.contains(says), "{to}: {}", done.err);
    }
    let said = program.refused("factor test text-message --to +46701234567");
    assert!(said.contains("[[text_message.gateway]]"), "{said}");

    for (text, says) in [
        (
            "[site]\ncountry = \"Sweden\"\n",
            "line 2: \"site.country\" must be a country's two letters",
        ),
        (
            "[[text_message.gateway]]\nname = \"one\"\nurl = \"gateway.example.org\"\n",
            "line 3: \"text_message.gateway.url\" must be an address",
        ),
        (
            "[[text_message.gateway]]\nname = \"one\"\nurl = \"https://example.org/\"\nbodi = \"\"\n",
            "\"text_message.gateway.bodi\" is not a setting",
        ),
        (
            "[outbound]\nnetworks = [\"here\"]\n",
            "line 2: \"outbound.networks\" must be networks",
        ),
    ] {
        let program = place(text);
        let done = program.run("factor test text-message --to +46701234567");
        assert_eq!(done.code, 1, "{text}: {}", done.err);
        assert!(done.err.contains(says), "{text}: {}", done.err);
    }
}

#[test]
fn every_gateway_in_the_documentation_can_be_read() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
    let text = std::fs::read_to_string(file).unwrap();
    let (_, rest) = text.split_once("## Gateways for text messages").unwrap();
    let (section, _) = rest.split_once("\n## ").unwrap();
    let lines = section.lines().filter_map(|line| line.strip_prefix("    "));
    let kept = lines.map(|line| match line.starts_with("secret_file") {
        true => "secret_file = \"secret\"",
        false => line,
    });
    let toml = kept.collect::<Vec<_>>().join("\n");
    assert_eq!(
        toml.matches("[[text_message.gateway]]").count(),
        5,
        "{toml}"
    );
    let program = place(&toml);
    let done = program.run("factor test text-message --to +999");
    assert_eq!(
        done.code, 2,
        "what is set is right, the number isn't: {}",
        done.err
    );
    assert!(
        done.err.contains("begins with no country's code"),
        "{}",
        done.err
    );
}
