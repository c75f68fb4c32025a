//! A pair that changes under a running server.

use std::net::Ipv4Addr;

use testing::{Engine, run};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::place::{HOST, Place, curl, logged};
use crate::support::browser::connect;
use crate::support::node::{Faked, Node};
use crate::support::tunnel;

const TAKEN: &str = "a changed certificate is in use";
const STAYS: &str = "the certificate in use stays";

/// Asks on a connection that stays open.
async fn asks(stream: &mut TcpStream) {
    let head = format!("GET /healthz HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut seen = Vec::new();
    while !seen.ends_with(b"\r\n\r\nok\n") {
        assert_ne!(
            stream.read_buf(&mut seen).await.unwrap(),
            0,
            "it was closed"
        );
    }
}

#[test]
fn a_replaced_pair_is_served_to_the_next_and_an_old_connection_goes_on() {
    run(Engine::Sqlite, async |_| {
        let place = Place::new();
        let node = Node::start(&place.program);
        let first = place.program.path("first/pem");
        let port = tunnel::dig(node.port(), HOST, &place.program.path("first")).await;
        let mut old = connect(Ipv4Addr::LOCALHOST, port).await.unwrap();
        asks(&mut old).await;

        let second = place.pair("second");
        assert_eq!(curl(&node, &second.join("pem"), ""), "");
        place.install(&second);
        node.hang_up();
        logged(&node, TAKEN, 1);
        assert_eq!(curl(&node, &second.join("pem"), ""), "200 2");
        assert_eq!(curl(&node, &first, ""), "");
        asks(&mut old).await;

        // The old connection, idle again, is let go at the end.
        node.end();
        let mut rest = Vec::new();
        old.read_to_end(&mut rest).await.unwrap();
        assert_eq!(rest, b"");
    });
}

#[test]
fn a_broken_pair_leaves_the_old_one_in_use_and_is_told_once_a_change() {
    let place = Place::new();
    let node = Node::start(&place.program);
    let first = place.program.path("first/pem");
    let second = place.pair("second");
    let read = |name: &str| std::fs::read_to_string(second.join(name)).unwrap();
    let mut told = 0;
    for (name, text, why) in [
        (
            "pem",
            read("pem"),
            "doesn't belong to the first certificate",
        ),
        ("pem", "nonsense".to_owned(), "holds no certificate in PEM"),
        (
            "pem",
            read("pem") + "-----BEGIN CERTIFICATE-----\n",
            "isn't PEM",
        ),
        ("key", "nonsense".to_owned(), "isn't PEM"),
        ("pem", read("pem"), "holds no private key in PEM"),
    ] {
        place.write(name, &text);
        told += 1;
        node.hang_up();
        logged(&node, STAYS, told);
        logged(&node, why, 1);
        assert_eq!(curl(&node, &first, ""), "200 2", "{why}");
    }
    std::fs::remove_file(place.program.path("live/key")).unwrap();
    node.hang_up();
    logged(&node, "can't be read: No such file", 1);
    node.hang_up();
    node.hang_up();
    place.install(&second);
    node.hang_up();
    logged(&node, TAKEN, 1);
    assert_eq!(curl(&node, &second.join("pem"), ""), "200 2");
    let log = std::fs::read_to_string(&node.log).unwrap();
    assert_eq!(log.matches(STAYS).count(), told + 1, "{log}");
    assert!(!log.contains("PRIVATE"), "{log}");
}

#[test]
fn a_certificate_that_has_expired_or_names_another_host_is_served_and_told() {
    let mut place = Place::new();
    let mut clock = Faked::under(&mut place.program);
    let node = Node::start(&place.program);
    clock.later(3 * 86_400);
    node.hang_up();
    logged(&node, "has expired (", 1);
    clock.later(-30 * 86_400);
    node.hang_up();
    logged(&node, "isn't valid before ", 1);
    let log = std::fs::read_to_string(&node.log).unwrap();
    assert!(!log.contains("doesn't name"), "{log}");
    assert!(log.contains("\"event\":\"tls-certificate\""), "{log}");

    let other = "https://auth.elsewhere.test";
    let node = Node::with(&place.program, &[("COUNTERSIGN_PUBLIC_URL", other)]);
    logged(&node, "doesn't name auth.elsewhere.test, the host of", 1);
}
