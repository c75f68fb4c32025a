//! Connections are kept for the next message, and never more than so many are open.

use std::sync::Arc;

use post::smtp::Encryption;
use testing::mail::{END, Script, Scripted};

use crate::place::{letter, mail, of, sent, server};

const TO: &str = "ada@example.org";

#[tokio::test]
async fn a_connection_is_kept_for_the_next_message() {
    let scripted = Scripted::start(Script::default()).await;
    let mail = mail(server(
        scripted.port,
        Encryption::None,
        &scripted.certificate(),
    ));
    for n in 0..3 {
        assert_eq!(sent(&mail, &letter(TO, "x", &"x".repeat(n))).await, Ok(()));
    }
    assert_eq!((scripted.connections(), scripted.messages().len()), (1, 3));
}

#[tokio::test]
async fn one_that_the_server_has_ended_is_replaced_unseen() {
    // After a reset it is gone.
    let script = Script {
        answers: &[("RSET", testing::mail::CLOSES)],
        ..Script::default()
    };
    let scripted = Scripted::start(script).await;
    let mail = mail(server(
        scripted.port,
        Encryption::None,
        &scripted.certificate(),
    ));
    for _ in 0..2 {
        assert_eq!(sent(&mail, &letter(TO, "x", "x")).await, Ok(()));
    }
    assert_eq!((scripted.connections(), scripted.messages().len()), (2, 2));
}

#[tokio::test]
async fn no_more_than_so_many_are_open_at_once() {
    let scripted = Scripted::start(Script::default()).await;
    let server = server(scripted.port, Encryption::None, &scripted.certificate());
    let mail = of((2, 2), server);
    let sending = (0..20).map(|n| {
        let mail = Arc::clone(&mail);
        tokio::spawn(async move { sent(&mail, &letter(TO, "x", &"x".repeat(n))).await })
    });
    for one in sending.collect::<Vec<_>>() {
        assert_eq!(one.await.unwrap(), Ok(()));
    }
    assert_eq!(scripted.messages().len(), 20);
    assert!(scripted.connections() <= 2, "{}", scripted.connections());
}

#[tokio::test]
async fn one_that_is_out_of_step_is_not_kept() {
    for (answers, taken) in [
        // An answer more than was asked for, to which the next one would be put.
        (&[("RCPT", "(raw)250 fine\r\n354 go on\r\n")][..], false),
        (&[(END, "(raw)250 taken\r\n250 fine\r\n")], true),
        // One that belongs to something else.
        (&[("DATA", "250 fine")], false),
        (&[("RCPT", "354 go on")], false),
    ] {
        let script = Script {
            answers,
            ..Script::default()
        };
        let scripted = Scripted::start(script).await;
        let mail = mail(server(
            scripted.port,
            Encryption::None,
            &scripted.certificate(),
        ));
        for _ in 0..2 {
            let came = sent(&mail, &letter(TO, "x", "x")).await;
            assert_eq!(came.is_ok(), taken, "{answers:?}: {came:?}");
            assert!(came.err().is_none_or(|(never, _)| !never), "{answers:?}");
        }
        assert_eq!(scripted.connections(), 2, "{answers:?}");
        assert_eq!(scripted.messages().len(), if taken { 2 } else { 0 });
    }
}
