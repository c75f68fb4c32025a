//! `countersign mail setup` where a program prints a token, and where messages are signed here.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use testing::mail::{Script, Scripted, Spoken};

use crate::program::{Done, Program};

#[tokio::test]
async fn a_token_signs_in_and_messages_are_signed_where_that_was_said() {
    let offers = &["AUTH XOAUTH2"];
    let scripted = Scripted::start(Script {
        spoken: Spoken::ByTls,
        offers,
        ..Script::default()
    })
    .await;
    let (port, certificate) = (scripted.port, scripted.certificate());
    let asked = tokio::task::spawn_blocking(move || {
        let mut program = Program::new();
        program.set("SSL_CERT_FILE", certificate.to_str().unwrap());
        let (prints, key) = (program.path("token.sh"), program.path("dkim.pem"));
        std::fs::write(&prints, "#!/bin/sh\necho \"ya29.$1\"\n").unwrap();
        std::fs::set_permissions(&prints, PermissionsExt::from_mode(0o700)).unwrap();
        let made = Command::new("openssl")
            .args([
                "genpkey",
                "-algorithm",
                "RSA",
                "-pkeyopt",
                "rsa_keygen_bits:2048",
                "-out",
            ])
            .arg(&key)
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let line = format!(
            "mail setup --unconfirmed --server localhost --port {port} --tls tls --user ada@example.org \
             --from id@example.org --dkim-selector s1 --dkim-key {} --token-command",
            key.display()
        );
        let mut command = program.command(&line);
        command.arg(format!("{} there", prints.display()));
        let done = Done::of(&line, command.output().unwrap());
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(
            done.out.contains("s1._domainkey.example.org. IN TXT"),
            "{}",
            done.out
        );
        let text = std::fs::read_to_string(program.path("countersign.toml")).unwrap();
        for says in [
            format!("token_command = [\"{}\", \"there\"]", prints.display()),
            "dkim.selector = \"s1\"".to_owned(),
        ] {
            assert!(text.contains(&says), "{text}");
        }
        assert!(
            !text.contains("password") && !program.path("data/mail-password").exists(),
            "{text}"
        );
        program.done("mail test --to ada@example.org");
    });
    asked.await.unwrap();
    let lines = scripted.lines();
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.starts_with("AUTH XOAUTH2 "))
            .count(),
        2,
        "{lines:?}"
    );
    let messages = scripted.messages();
    assert!(
        messages.len() == 2 && messages.iter().all(|one| one.contains("s=s1")),
        "{messages:?}"
    );
}
