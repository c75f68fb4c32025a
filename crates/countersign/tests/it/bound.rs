//! Keys are bound to a domain: a start under another one says how many that leaves behind.

use data_encoding::{BASE64, BASE64URL_NOPAD};
use testing::people::FidoToken;

use crate::program::Program;

/// A list of two U2F tokens, whoever's they are.
fn keys(program: &Program) {
    let mut text = String::from("account,key_handle,public_key\n");
    for name in ["ada", "ada"] {
        let token = FidoToken::new(b"", 64);
        let (handle, key) = (
            BASE64URL_NOPAD.encode(&token.id),
            BASE64.encode(&token.point()),
        );
        text.push_str(&format!("{name},{handle},{key}\n"));
    }
    std::fs::write(program.path("keys.csv"), text).unwrap();
}

#[test]
fn u2f_tokens_are_imported_by_the_command() {
    let mut program = Program::new();
    program.set("COUNTERSIGN_PUBLIC_URL", "https://auth.example.org");
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/8,::1/128");
    program.add("ada");
    keys(&program);
    let refused = program.run("import u2f keys.csv");
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(refused.out.contains("https address"), "{}", refused.out);
    let line = "import u2f keys.csv --app-id https://old.example.org";
    let dry = program.done(&format!("{line} --dry-run"));
    assert!(dry.contains("2 would be added"), "{dry}");
    assert!(program.done(line).contains("2 added, 0 here already"));
    assert!(program.done(line).contains("0 added, 2 here already"));
    let has = program.json("user factors ada --json");
    assert_eq!(has[0]["kind"], "security-key");
    std::fs::write(program.path("none.csv"), "a,b\n1,2\n").unwrap();
    let said = program.refused("import u2f none.csv");
    assert!(said.contains("must name the columns key_handle"), "{said}");
}

#[test]
fn a_start_under_another_domain_is_refused_until_somebody_wants_it() {
    let mut program = Program::new();
    program.add("ada");
    keys(&program);
    program.set("COUNTERSIGN_PUBLIC_URL", "https://auth.example.org");
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/8,::1/128");
    program.done("import u2f keys.csv --app-id https://old.example.org");
    program.set("COUNTERSIGN_PUBLIC_URL", "https://id.example.com");
    let said = program.refused("serve --listen 127.0.0.1:0");
    for part in [
        "\"webauthn.rp_id\" would be \"id.example.com\"",
        "2 of kind security-key are bound to auth.example.org",
        "set webauthn.rp_id = \"auth.example.org\"",
        "webauthn.leave_behind = true",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // Kept by a related origin, or left behind by wish.
    program.set("COUNTERSIGN_WEBAUTHN_RP_ID", "auth.example.org");
    let said = program.refused("user list");
    assert!(said.contains("neither the host of public_url"), "{said}");
    program.set(
        "COUNTERSIGN_WEBAUTHN_RELATED_ORIGINS",
        "https://id.example.com",
    );
    program.serve("--listen 127.0.0.1:0").end("-TERM");
    program.set("COUNTERSIGN_WEBAUTHN_RP_ID", "");
    program.set("COUNTERSIGN_WEBAUTHN_LEAVE_BEHIND", "true");
    program.serve("--listen 127.0.0.1:0").end("-TERM");
}

#[test]
fn the_command_line_binds_to_the_same_domain_as_the_server_however_the_address_is_written() {
    let mut program = Program::new();
    program.add("ada");
    keys(&program);
    program.set("COUNTERSIGN_PUBLIC_URL", "https://Auth.Example.ORG:443/");
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/8,::1/128");
    program.done("import u2f keys.csv --app-id https://old.example.org");
    program.serve("--listen 127.0.0.1:0").end("-TERM");
}
