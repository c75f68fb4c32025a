//! Signing in at a server, by each of the ways, and that what is shown for it stays unsaid.

use domain::Secret;
use post::Command;
use post::smtp::{Encryption, Login, Proof, Session, Unwatched};
use testing::mail::{Script, Scripted, Spoken};

use crate::place::{letter, mail, sent, server};

const PASSWORD: &str = "correct horse å";

fn by_tls(
    offers: &'static [&'static str],
    answers: &'static [(&'static str, &'static str)],
) -> Script {
    Script {
        spoken: Spoken::ByTls,
        offers,
        answers,
        ..Script::default()
    }
}

fn password() -> Proof {
    Proof::Password(Secret::new(PASSWORD.to_owned()))
}

fn token(script: &str) -> Proof {
    Proof::Token(Command::of(&["sh", "-c", script].map(str::to_owned)))
}

async fn told(script: Script, proof: Proof) -> (Result<(), (bool, String)>, Vec<String>) {
    let scripted = Scripted::start(script).await;
    let mut server = server(scripted.port, Encryption::Tls, &scripted.certificate());
    let user = "ada@example.org".to_owned();
    server.login = Some(Login { user, proof });
    let came = sent(&mail(server), &letter("bo@example.org", "x", "x")).await;
    (came, scripted.lines())
}

#[tokio::test]
async fn each_way_of_signing_in_is_spoken() {
    let (came, lines) = told(by_tls(&["AUTH LOGIN PLAIN"], &[]), password()).await;
    assert_eq!(came, Ok(()));
    let base64 = |text: &str| data_encoding::BASE64.encode(text.as_bytes());
    let plain = base64(&format!("\0ada@example.org\0{PASSWORD}"));
    assert_eq!(lines[1], format!("AUTH PLAIN {plain}"));

    let user = "YWRhQGV4YW1wbGUub3Jn";
    let answers = &[
        ("YWRhQGV4YW1wbGUub3Jn", "334 UGFzc3dvcmQ6"),
        ("Y29ycmVjd", "235 welcome"),
    ];
    let (came, lines) = told(by_tls(&["AUTH LOGIN"], answers), password()).await;
    assert_eq!(came, Ok(()));
    assert_eq!(
        lines[1..4],
        ["AUTH LOGIN".to_owned(), user.to_owned(), base64(PASSWORD)]
    );

    let (came, lines) = told(
        by_tls(&["AUTH PLAIN XOAUTH2"], &[]),
        token("echo ya29.token"),
    )
    .await;
    assert_eq!(came, Ok(()));
    let shown = base64("user=ada@example.org\u{1}auth=Bearer ya29.token\u{1}\u{1}");
    assert_eq!(lines[1], format!("AUTH XOAUTH2 {shown}"));
}

#[tokio::test]
async fn what_is_refused_is_tried_again_and_says_no_secret() {
    let refused = &[(
        "AUTH",
        "535 5.7.8 no AGFkYUBleGFtcGxlLm9yZwBjb3JyZWN0IGhvcnNlIMOl",
    )];
    // What XOAUTH2 refuses it says first, and then, once it was heard, by its code.
    let expired = &[
        ("220", "220 hello"),
        ("EHLO", "250 localhost\nAUTH XOAUTH2"),
        ("AUTH XOAUTH2", "334 eyJzdGF0dXMiOiI0MDAifQ=="),
        ("", "535 5.7.8 expired"),
    ];
    for (script, proof, why) in [
        (
            by_tls(&["AUTH PLAIN"], refused),
            password(),
            "refuses user and password (535 5.7.8)",
        ),
        (
            by_tls(&[], expired),
            token("echo ya29.token"),
            "(535 5.7.8)",
        ),
        (
            by_tls(&["AUTH CRAM-MD5 NTLM"], &[]),
            password(),
            "but CRAM-MD5, NTLM",
        ),
        (
            by_tls(&["AUTH NTLM auth=ada@example.org secret=1"], &[]),
            password(),
            "but NTLM",
        ),
        (by_tls(&[], &[]), password(), "offers no way of signing in"),
        (
            by_tls(&["AUTH XOAUTH2"], &[]),
            token("echo secret; exit 1"),
            "ended with 1",
        ),
        (
            by_tls(&["AUTH XOAUTH2"], &[]),
            token("echo two secret words"),
            "prints no token",
        ),
    ] {
        let (came, _) = told(script, proof).await;
        let (never, said) = came.unwrap_err();
        assert!(!never && said.contains(why), "{said}");
        for secret in [
            "secret", "SECRET", "ADA@", "horse", "AGFkYUBl", "ada@", "ya29",
        ] {
            assert!(!said.contains(secret), "{said}");
        }
    }
}

#[tokio::test]
async fn a_server_that_says_back_what_it_was_told_is_not_quoted() {
    // In base64 it has a slash.
    let secret = "why??? å";
    let base64 = |text: &str| data_encoding::BASE64.encode(text.as_bytes());
    let plain = base64(&format!("\0ada@example.org\0{secret}"));
    let long = "x".repeat(240);
    for (said, quoted) in [
        (
            "5.7.8 no such user, see https://help.example.org/a/long/path/to/what/may/be/wrong"
                .to_owned(),
            true,
        ),
        (format!("5.7.8 wrong: {secret}"), false),
        (format!("5.7.8 wrong: {}", base64(secret)), false),
        (format!("5.7.8 wrong: {plain}"), false),
        // Cut where only the beginning would be shown, and over lines.
        (format!("5.7.8 {long} {plain}"), false),
        (format!("5.7.8 {}\n{}", &plain[..9], &plain[9..]), false),
    ] {
        let answer: &'static str = Box::leak(format!("535 {said}").into_boxed_str());
        let answers: &'static [_] = Box::leak(Box::new([("AUTH", answer)]));
        let scripted = Scripted::start(by_tls(&["AUTH PLAIN"], answers)).await;
        let mut server = server(scripted.port, Encryption::Tls, &scripted.certificate());
        let (user, proof) = ("ada@example.org".to_owned(), Secret::new(secret.to_owned()));
        server.login = Some(Login {
            user,
            proof: Proof::Password(proof),
        });
        let Err(trouble) = Session::open(&server, &mut Unwatched).await else {
            panic!("it is refused");
        };
        assert_eq!(!trouble.said.as_str().is_empty(), quoted, "{said}");
        let all = format!("{trouble:?} {trouble} {server:?}");
        assert!(
            !all.contains("why???") && !all.contains(&plain[..9]),
            "{all}"
        );
    }
}
