//! Mail by the whole program: what is set, what a server sends, and what the commands around it say.

mod examined;
mod sent;
mod setup;
mod signed;
mod tested;

use testing::mail::{Exim, PASSWORD, USER};

use crate::program::Program;

/// A program that hands its mail to that server, by STARTTLS, with the right password.
fn program(exim: &Exim) -> Program {
    let mut program = Program::new();
    std::fs::write(program.path("password"), format!("{PASSWORD}\n")).unwrap();
    let port = exim.starttls.to_string();
    for (name, value) in [
        ("COUNTERSIGN_MAIL_SERVER", "localhost"),
        ("COUNTERSIGN_MAIL_PORT", &port),
        ("COUNTERSIGN_MAIL_TLS", "starttls"),
        ("COUNTERSIGN_MAIL_USER", USER),
        ("COUNTERSIGN_MAIL_PASSWORD_FILE", "password"),
        ("COUNTERSIGN_MAIL_FROM", "Räksmörgås <id@example.org>"),
        // What the machine trusts.
        ("SSL_CERT_FILE", exim.certificate().to_str().unwrap()),
    ] {
        program.set(name, value);
    }
    only_its_owner_reads(&program, "password");
    program
}

fn only_its_owner_reads(program: &Program, name: &str) {
    use std::os::unix::fs::PermissionsExt;
    let own = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(program.path(name), own).unwrap();
}
