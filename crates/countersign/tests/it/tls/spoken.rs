//! What is spoken: versions, HTTP/1.1 and HTTP/2, the marks of https, and what isn't TLS at all.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use testing::{Engine, run};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::place::{HOST, Place, curl, shakes};
use crate::support::browser::{Browser, connect};
use crate::support::node::Node;
use crate::support::site::HTTPS;
use crate::support::tunnel;

#[test]
fn R4226_6_curl_and_openssl_speak_tls_1_2_and_1_3_with_http_1_1_and_2_and_nothing_older() {
    let place = Place::new();
    let node = Node::start(&place.program);
    let pem = place.program.path("first/pem");
    for (more, seen) in [
        ("--http1.1 --tlsv1.2 --tls-max 1.2", "200 1.1"),
        ("--http1.1 --tlsv1.3", "200 1.1"),
        ("--http2 --tlsv1.2 --tls-max 1.2", "200 2"),
        ("--http2 --tlsv1.3", "200 2"),
        ("--no-alpn", "200 1.1"),
    ] {
        assert_eq!(curl(&node, &pem, more), seen, "{more}");
    }
    for (more, says) in [
        ("-tls1_3 -alpn h2", "ALPN protocol: h2"),
        ("-tls1_2 -alpn http/1.1", "ALPN protocol: http/1.1"),
        ("-tls1_2", "New, TLSv1.2"),
        ("-tls1_3", "New, TLSv1.3"),
    ] {
        let said = shakes(&node, &pem, more).unwrap_or_else(|why| panic!("{more}: {why}"));
        assert!(said.contains(says), "{more}: {said}");
    }
    for (more, says) in [
        (
            "-tls1_1 -cipher DEFAULT@SECLEVEL=0",
            "alert handshake failure",
        ),
        (
            "-tls1 -cipher DEFAULT@SECLEVEL=0",
            "alert handshake failure",
        ),
        ("-tls1_3 -alpn smtp", "alert no application protocol"),
    ] {
        let why = shakes(&node, &pem, more).unwrap_err();
        assert!(why.contains(says), "{more}: {why}");
    }
}

#[test]
fn every_form_of_key_is_read_and_the_whole_chain_is_served() {
    let place = Place::new();
    place.openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=root -keyout root.key -out root.pem",
    );
    std::fs::write(place.program.path("ca"), "basicConstraints=CA:TRUE\n").unwrap();
    std::fs::write(
        place.program.path("leaf"),
        format!("subjectAltName=DNS:{HOST}\n"),
    )
    .unwrap();
    place.openssl("req -newkey rsa:2048 -nodes -subj /CN=between -keyout between.key -out csr");
    place.openssl(
        "x509 -req -in csr -CA root.pem -CAkey root.key -days 2 -extfile ca -out between.pem",
    );
    for (made, form) in [
        (
            "genrsa -traditional -out new.key 2048",
            "BEGIN RSA PRIVATE KEY",
        ),
        (
            "ecparam -genkey -name secp384r1 -out new.key",
            "BEGIN EC PRIVATE KEY",
        ),
        (
            "genpkey -algorithm ed25519 -out new.key",
            "BEGIN PRIVATE KEY",
        ),
    ] {
        place.openssl(made);
        place.openssl("req -new -key new.key -subj /CN=leaf -out csr");
        place.openssl("x509 -req -in csr -CA between.pem -CAkey between.key -days 2 -extfile leaf -out new.pem");
        let read = |name: &str| std::fs::read_to_string(place.program.path(name)).unwrap();
        assert!(read("new.key").contains(form));
        place.write("key", &read("new.key"));
        place.write("pem", &(read("new.pem") + &read("between.pem")));
        let node = Node::start(&place.program);
        let seen = curl(&node, &place.program.path("root.pem"), "--http2");
        assert_eq!(seen, "200 2", "{form}");
    }
}

#[test]
fn N_28_a_sign_in_has_the_marks_of_https() {
    run(Engine::Sqlite, async |_| {
        let place = Place::new();
        place.program.add("anna");
        let node = Node::start(&place.program);
        let port = tunnel::dig(node.port(), HOST, &place.program.path("first")).await;
        let mut browser = Browser::new(port, HTTPS);
        let page = browser.get("/login").await.is(200);
        let kept = page.header("strict-transport-security");
        assert!(kept.starts_with("max-age="), "{kept}");
        let fields = [("username", "anna"), ("password", crate::program::PASSWORD)];
        let seen = browser.post("/login", &fields).await;
        let set = seen.headers.iter().filter(|(name, _)| name == "set-cookie");
        let set: Vec<&String> = set.map(|(_, line)| line).collect();
        assert!(
            set.iter()
                .any(|line| line.starts_with("__Host-countersign=")),
            "{set:?}"
        );
        assert!(set.iter().all(|line| line.contains("; Secure")), "{set:?}");
        assert!(browser.is_in().await);
        let elsewhere = browser
            .with("Host", "other.example.test")
            .get("/login")
            .await;
        elsewhere.is(421);
    });
}

#[test]
fn metrics_and_a_gate_of_its_own_stay_plain() {
    run(Engine::Sqlite, async |_| {
        let mut place = Place::new();
        place
            .program
            .set("COUNTERSIGN_METRICS_LISTEN", "127.0.0.1:0");
        place.program.set("COUNTERSIGN_GATE_LISTEN", "127.0.0.1:0");
        let node = Node::start(&place.program);
        let metrics = Browser::new(node.metrics_ports()[0], HTTPS)
            .get("/metrics")
            .await;
        metrics.is(200);
        // Nothing was said of the request: that is the gate's answer.
        let gate = Browser::new(node.gate_ports()[0], HTTPS)
            .get("/gate/check")
            .await;
        gate.is(400);
        let port = tunnel::dig(node.port(), HOST, &place.program.path("first")).await;
        Browser::new(port, HTTPS).get("/gate/check").await.is(404);
    });
}

#[test]
fn plain_bytes_end_the_connection_and_nobody_else_notices() {
    run(Engine::Sqlite, async |_| {
        let place = Place::new();
        let node = Node::start(&place.program);
        let port = node.port();
        let request = format!("GET /login HTTP/1.1\r\nHost: {HOST}\r\n\r\n").repeat(20);
        let sent = [
            request.into_bytes(),
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".repeat(20),
            vec![0; 600],
            vec![0x16; 600],
        ];
        let mut all = Vec::new();
        for n in 0..200 {
            let bytes = sent[n % sent.len()].clone();
            all.push(tokio::spawn(async move {
                let mut stream = connect(Ipv4Addr::LOCALHOST, port).await.unwrap();
                // One that is cut off meanwhile has ended as well.
                drop(stream.write_all(&bytes).await);
                let mut answer = Vec::new();
                let rest = stream.read_to_end(&mut answer);
                let ended = tokio::time::timeout(Duration::from_secs(5), rest).await;
                assert!(ended.is_ok(), "still open: {bytes:?}");
                assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
            }));
        }
        for one in all {
            one.await.unwrap();
        }
        assert_eq!(curl(&node, &place.program.path("first/pem"), ""), "200 2");
    });
}

#[test]
fn half_a_handshake_and_a_silent_visitor_are_cut_off() {
    run(Engine::Sqlite, async |_| {
        let place = Place::new();
        let node = Node::start(&place.program);
        let tunnel = tunnel::dig(node.port(), HOST, &place.program.path("first")).await;
        let hello: &[u8] = &[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3];
        let mut all = Vec::new();
        for (port, bytes, seconds) in [
            (node.port(), &b""[..], 9..14),
            (node.port(), hello, 9..14),
            (tunnel, b"", 14..20),
            (tunnel, b"GET /login HTT", 14..20),
        ] {
            all.push(tokio::spawn(async move {
                let mut stream = connect(Ipv4Addr::LOCALHOST, port).await.unwrap();
                stream.write_all(bytes).await.unwrap();
                let begun = Instant::now();
                let mut answer = Vec::new();
                let rest = stream.read_to_end(&mut answer);
                let ended = tokio::time::timeout(Duration::from_secs(40), rest).await;
                assert!(ended.is_ok(), "still open: {bytes:?}");
                assert_eq!(answer, b"", "{bytes:?}");
                let after = begun.elapsed().as_secs();
                assert!(seconds.contains(&after), "{bytes:?} after {after} s");
            }));
        }
        for one in all {
            one.await.unwrap();
        }
    });
}
