//! What is told of each step that fails.

use post::smtp::{Login, Patience};
use post::tls::Tls;
use post::{Command, Line};

use super::*;

fn server(port: u16, encryption: Encryption, login: Option<Login>) -> Server {
    Server {
        host: "mail.example.org".to_owned(),
        port,
        encryption,
        tls: Tls::of_the_system(),
        login,
        helo: "id.example.org".to_owned(),
        patience: Patience::default(),
    }
}

fn told(step: Step, why: Why) -> String {
    let server = server(587, Encryption::StartTls, None);
    of(&trouble(step, why), &server)
}

fn trouble(step: Step, why: Why) -> Trouble {
    Trouble {
        step,
        why,
        said: Line::default(),
    }
}

fn refused_with(code: u16, status: Option<[u16; 3]>) -> Why {
    Why::Refused { code, status }
}

#[test]
fn each_step_that_fails_has_its_remedy() {
    use Step::{Accepted, Connected, Encrypted, Found, Greeted, Recipient, Sender, SignedIn};
    let text = str::to_owned;
    for (step, why, says) in [
        (Found, Why::Nowhere, "getent hosts mail.example.org"),
        (Connected, Why::Closed(text("refused")), "firewall"),
        (
            Connected,
            Why::Silent,
            "mail.tls = \"tls\", which is port 465",
        ),
        (Greeted, Why::Silent, "Check mail.tls and mail.port"),
        (Greeted, Why::NotSmtp, "something else answers"),
        (
            Greeted,
            Why::Broken(text("ended")),
            "Look into the mail server's log",
        ),
        (Greeted, refused_with(554, None), "mail.helo"),
        (Encrypted, Why::NoStartTls, "takes the offer away"),
        (
            Encrypted,
            Why::NoTls(text("what answers there doesn't speak TLS")),
            "mail.tls = \"starttls\"",
        ),
        (
            Encrypted,
            Why::NoTls(text("its certificate is for other names than x")),
            "isn't mail.example.org",
        ),
        (
            Encrypted,
            Why::NoTls(text("its certificate has expired")),
            "Renew",
        ),
        (
            Encrypted,
            Why::NoTls(text("its certificate isn't valid yet, or")),
            "clock",
        ),
        (
            Encrypted,
            Why::NoTls(text(
                "its certificate was issued by nobody whom this machine trusts",
            )),
            "update-ca-certificates",
        ),
        (SignedIn, refused_with(535, None), "app password"),
        (SignedIn, refused_with(454, None), "in some minutes"),
        (SignedIn, Why::NoToken(text("x")), "by hand"),
        (SignedIn, Why::NoWay(Vec::new()), "leave out mail.user"),
        (
            SignedIn,
            Why::NoWay(vec![text("XOAUTH2")]),
            "mail.token_command",
        ),
        (SignedIn, Why::NoWay(vec![text("NTLM")]), "PLAIN or LOGIN"),
        (Sender, refused_with(553, None), "Set mail.from"),
        (
            Recipient,
            refused_with(550, Some([5, 1, 1])),
            "Check the address",
        ),
        (
            Recipient,
            refused_with(554, Some([5, 7, 1])),
            "Set mail.user",
        ),
        (
            Recipient,
            refused_with(550, None),
            "only for those who sign in",
        ),
        (Recipient, refused_with(552, None), "Check the address."),
        (Recipient, refused_with(450, None), "in some minutes"),
        (Found, Why::NotHere, "mail.server to 127.0.0.1"),
        (
            Accepted,
            refused_with(550, Some([5, 7, 26])),
            "SPF and DKIM",
        ),
        (Accepted, refused_with(554, None), "doesn't want it"),
        (Accepted, Why::TooLarge, "Raise the limit"),
        (Recipient, Why::NoUtf8, "SMTPUTF8"),
    ] {
        let said = told(step, why.clone());
        assert!(
            said.contains(says) && said.ends_with('.'),
            "{step:?} {why:?}: {said}"
        );
    }
}

#[test]
fn what_helps_depends_on_how_the_server_is_spoken_to() {
    let silent = || trouble(Step::Greeted, Why::Silent);
    let at_465 = server(465, Encryption::StartTls, None);
    assert!(of(&silent(), &at_465).contains("waits for TLS from the first byte"));
    let closed = trouble(Step::Connected, Why::Closed(String::new()));
    let at_25 = server(25, Encryption::StartTls, None);
    assert!(of(&closed, &at_25).contains("nobody out on port 25"));
    let proof = Proof::Token(Command::of(&["true".to_owned()]));
    let by_token = Login {
        user: "ada".to_owned(),
        proof,
    };
    let by_token = server(465, Encryption::Tls, Some(by_token));
    let plain = trouble(Step::SignedIn, Why::NoWay(vec!["PLAIN".to_owned()]));
    assert!(of(&plain, &by_token).contains("mail.password_file"));
    let relay = trouble(Step::Recipient, refused_with(550, Some([5, 7, 1])));
    assert!(of(&relay, &by_token).contains("let this account send"));
    let bare = trouble(Step::Recipient, refused_with(553, None));
    assert!(of(&bare, &by_token).contains("may not let this account send"));
    assert_eq!(
        finding(&relay),
        "The mail server refuses the recipient (550 5.7.1)"
    );
}
