//! What isn't taken: told apart by whether trying again helps, and told without an address.

use post::smtp::Encryption;
use testing::mail::{CLOSES, CUTS, END, SILENT, Script, Scripted, Spoken};

use crate::place::{hasty, letter, mail, sent, server, signed_in};

const TO: &str = "ada@example.org";

/// What comes of a letter to this server, spoken to like that: whether it ends for good, and what is said.
async fn said(script: Script, encryption: Encryption) -> Result<(), (bool, String)> {
    let scripted = Scripted::start(script).await;
    let server = hasty(server(scripted.port, encryption, &scripted.certificate()));
    sent(&mail(server), &letter(TO, "A subject", "A text")).await
}

fn answers(answers: &'static [(&'static str, &'static str)]) -> Script {
    Script {
        answers,
        ..Script::default()
    }
}

#[tokio::test]
async fn an_answer_says_whether_it_is_tried_again() {
    let taken = said(Script::default(), Encryption::None).await;
    assert_eq!(taken, Ok(()));
    for (script, for_good, why) in [
        (
            answers(&[("220", "421 too busy")]),
            false,
            "refuses to speak (421)",
        ),
        (
            answers(&[("220", "554 5.7.1 go away")]),
            false,
            "refuses to speak (554 5.7.1)",
        ),
        (
            answers(&[("220", SILENT)]),
            false,
            "be greeted: it takes too long",
        ),
        (
            answers(&[("220", CLOSES)]),
            false,
            "it ended the connection",
        ),
        (
            answers(&[("220", "HTTP/1.1 400 Bad")]),
            false,
            "doesn't speak SMTP",
        ),
        (
            answers(&[("EHLO", "502 what?")]),
            false,
            "refuses to speak (502)",
        ),
        (
            answers(&[("MAIL", "451 4.3.0 later")]),
            false,
            "refuses the sender (451 4.3.0)",
        ),
        (
            answers(&[("MAIL", "553 5.7.1 not yours")]),
            false,
            "refuses the sender (553 5.7.1)",
        ),
        (answers(&[("MAIL", SILENT)]), false, "takes too long"),
        (
            answers(&[("RCPT", "450 4.2.0 greylisted")]),
            false,
            "refuses the recipient (450 4.2.0)",
        ),
        (
            answers(&[("RCPT", "550 5.1.1 <ada@example.org>\nis nobody")]),
            true,
            "refuses the recipient (550 5.1.1)",
        ),
        (
            answers(&[("RCPT", "552 5.2.2 full")]),
            true,
            "refuses the recipient (552 5.2.2)",
        ),
        (
            answers(&[("RCPT", "554 5.7.1 relaying denied")]),
            false,
            "refuses the recipient (554 5.7.1)",
        ),
        (
            answers(&[("RCPT", CLOSES)]),
            false,
            "it ended the connection",
        ),
        (
            answers(&[("DATA", "452 4.3.1 full")]),
            false,
            "refuses the message (452 4.3.1)",
        ),
        (answers(&[("DATA", CUTS)]), false, "given the message:"),
        (
            answers(&[(END, "550 5.6.0 no")]),
            true,
            "refuses the message (550 5.6.0)",
        ),
        (
            answers(&[(END, "550 5.7.26 unsigned")]),
            false,
            "refuses the message (550 5.7.26)",
        ),
        (
            answers(&[(END, "451 later")]),
            false,
            "refuses the message (451)",
        ),
        (answers(&[(END, SILENT)]), false, "takes too long"),
        (answers(&[(END, CLOSES)]), false, "it ended the connection"),
    ] {
        let shown = format!("{:?}", script.answers);
        let (never, said) = said(script, Encryption::None).await.unwrap_err();
        assert!(never == for_good && said.contains(why), "{shown}: {said}");
        assert!(!said.contains('@') && !said.contains("A text"), "{said}");
    }
}

#[tokio::test]
async fn what_is_larger_than_the_server_takes_or_needs_other_letters_is_refused_for_good() {
    let small = Script {
        offers: &["SIZE 100"],
        ..Script::default()
    };
    let (never, why) = said(small, Encryption::None).await.unwrap_err();
    assert!(never && why.contains("larger than"), "{why}");
    let scripted = Scripted::start(Script::default()).await;
    let mail = mail(server(
        scripted.port,
        Encryption::None,
        &scripted.certificate(),
    ));
    let (never, why) = sent(&mail, &letter("åsa@example.org", "x", "x"))
        .await
        .unwrap_err();
    assert!(never && why.contains("doesn't offer SMTPUTF8"), "{why}");
    assert!(scripted.messages().is_empty());
    // The connection is none the worse for it.
    assert_eq!(sent(&mail, &letter(TO, "x", "x")).await, Ok(()));
    assert_eq!(scripted.connections(), 1);
    // And what isn't an address at all, or is one with a line's end in it, is never said to a server.
    for wrong in [
        "ada",
        "ada@example.org\r\nRCPT TO:<eve@evil.example>",
        "ada@example.org>\r\nDATA",
    ] {
        let (never, why) = sent(&mail, &letter(wrong, "x", "x")).await.unwrap_err();
        assert!(never && why.contains("no email address"), "{why}");
    }
    assert!(scripted.lines().iter().all(|line| !line.contains("eve")));
}

#[tokio::test]
async fn nothing_is_said_without_tls_where_tls_is_wanted() {
    let wanted = |script| Script {
        offers: &["STARTTLS", "AUTH PLAIN"],
        ..script
    };
    for (script, encryption, why) in [
        (
            Script {
                offers: &["AUTH PLAIN"],
                ..Script::default()
            },
            Encryption::StartTls,
            "doesn't offer STARTTLS",
        ),
        (
            wanted(answers(&[("STARTTLS", "454 not now")])),
            Encryption::StartTls,
            "refuses STARTTLS (454)",
        ),
        // Somebody between says within what was to be said before.
        (
            wanted(answers(&[(
                "STARTTLS",
                "(raw)220 go on\r\n250-localhost\r\n250 AUTH PLAIN\r\n",
            )])),
            Encryption::StartTls,
            "something was said before TLS",
        ),
        (
            Script {
                name: "other.example.org",
                ..wanted(Script::default())
            },
            Encryption::StartTls,
            "its certificate is for other names than localhost",
        ),
        (
            Script {
                name: "other.example.org",
                spoken: Spoken::ByTls,
                ..Script::default()
            },
            Encryption::Tls,
            "its certificate is for other names than localhost",
        ),
        (
            Script::default(),
            Encryption::Tls,
            "what answers there doesn't speak TLS",
        ),
        // It waits for us, as we for it.
        (
            Script {
                spoken: Spoken::ByTls,
                ..Script::default()
            },
            Encryption::StartTls,
            "be greeted",
        ),
    ] {
        let scripted = Scripted::start(script).await;
        let server = hasty(server(scripted.port, encryption, &scripted.certificate()));
        let server = signed_in(server);
        let (never, said) = sent(&mail(server), &letter(TO, "x", "x"))
            .await
            .unwrap_err();
        assert!(!never && said.contains(why), "{said}");
        let told = scripted.lines().join("\n");
        assert!(!told.contains("AUTH") && !told.contains("MAIL"), "{told}");
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let other = Scripted::start(Script::default()).await;
    let script = Script {
        spoken: Spoken::ByTls,
        ..Script::default()
    };
    let scripted = Scripted::start(script).await;
    let server = server(scripted.port, Encryption::Tls, &other.certificate());
    let (never, said) = sent(&mail(server), &letter(TO, "x", "x"))
        .await
        .unwrap_err();
    assert!(
        !never && said.contains("nobody whom this machine trusts"),
        "{said}"
    );
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    let scripted = Scripted::start(Script::default()).await;
    let mut nowhere = server(1, Encryption::None, &scripted.certificate());
    let (never, said) = sent(&mail(nowhere.clone()), &letter(TO, "x", "x"))
        .await
        .unwrap_err();
    assert!(
        !never && said.contains("be reached: Connection refused"),
        "{said}"
    );
    nowhere.host = "mail.nowhere.invalid".to_owned();
    let (never, said) = sent(&mail(nowhere), &letter(TO, "x", "x"))
        .await
        .unwrap_err();
    assert!(!never && said.contains("be found"), "{said}");
}

#[tokio::test]
async fn what_is_refused_without_saying_for_what_is_tried_again() {
    for (command, answer, why) in [
        // Exim, qmail and others, where they don't relay for us.
        (
            "RCPT",
            "550 relay not permitted",
            "refuses the recipient (550)",
        ),
        (
            "RCPT",
            "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
            "refuses the recipient (553)",
        ),
        (
            "RCPT",
            "554 Relay access denied",
            "refuses the recipient (554)",
        ),
        (END, "554 no", "refuses the message (554)"),
    ] {
        let answers: &'static [_] = Box::leak(Box::new([(command, answer)]));
        let script = Script {
            answers,
            ..Script::default()
        };
        let (never, said) = said(script, Encryption::None).await.unwrap_err();
        assert!(!never && said.contains(why), "{said}");
    }
}
