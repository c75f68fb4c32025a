//! The same walk behind every proxy: a person is led to sign in, handed over, there, and gone after signing
//! out; a client has a device password; a stranger stays outside.

use std::process::Command;

use testing::{Engine, run};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::place::{FILES, Place};
use crate::support::browser::Browser;
use crate::support::proxy::{Kind, left_out};

behind_each!(walk);

#[test]
fn behind_nginx_with_a_gate_of_its_own() {
    walk_with(Kind::Nginx, &[("COUNTERSIGN_GATE_LISTEN", "127.0.0.1:0")]);
}

#[test]
fn behind_haproxy_with_a_gate_of_its_own() {
    walk_with(Kind::Haproxy, &[("COUNTERSIGN_GATE_LISTEN", "127.0.0.1:0")]);
}

fn walk(kind: Kind) {
    walk_with(kind, &[]);
}

fn walk_with(kind: Kind, more: &'static [(&str, &str)]) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let place = Place::with(kind, kind.family(), more).await;
        let (mut home, mut there) = (place.home(), place.there());
        let away = place.led_away(&mut there, "/docs?a=b").await;
        let asked = home.get(&away).await.is(303);
        assert!(
            asked
                .location()
                .starts_with("/login?next=https%3A//files.example.test/docs")
        );
        place.sign_in("anna", &mut home, true).await;
        let end = place.hand_over(&mut home, &mut there, "/docs?a=b").await;
        assert_eq!(end, format!("{FILES}/docs?a=b"));
        is_known(&there).await;
        bodies_and_sockets(&there).await;
        clients(&place);

        // No way to the gate from outside; another's account has no way in.
        place
            .home()
            .get("/gate/check")
            .await
            .is(if kind == Kind::Apache { 403 } else { 404 });
        let (mut bo_home, mut bo_there) = (place.home(), place.there());
        place.sign_in("bo", &mut bo_home, false).await;
        let away = place.led_away(&mut bo_there, "/docs").await;
        bo_home
            .get(&away)
            .await
            .is(403)
            .has("doesn&#39;t have access to");
        let entrance = "/.well-known/countersign/enter?next=/public/x";
        place.enter(&mut bo_home, &mut bo_there, entrance).await;
        bo_there.get("/docs").await.is(403);
        bo_there
            .get("/public/x")
            .await
            .is(200)
            .has("GET /public/x\n");

        home.post("/logout", &[]).await.is(303);
        there.get("/docs").await.is(302);
        place
            .there()
            .get("/public/x")
            .await
            .is(200)
            .has("GET /public/x\n");
    });
}

/// What the program is told of a person, and what it isn't.
async fn is_known(there: &Browser) {
    let mut there = there.clone();
    there.jar.insert("theme".into(), "dark".into());
    let seen = there.get("/docs?a=b").await.is(200).has("GET /docs?a=b\n");
    let lines = || seen.text.lines();
    for line in [
        "remote-user: anna",
        "remote-name: Anna",
        "remote-email: anna@example.test",
        "remote-groups: staff",
        "host: files.example.test",
    ] {
        let name = line.split_once(": ").unwrap().0;
        let found: Vec<_> = lines()
            .filter(|known| known.split(": ").next() == Some(name))
            .collect();
        assert_eq!(found, [line], "{}", seen.text);
    }
    assert!(lines().any(|line| {
        line.strip_prefix("countersign-id: ")
            .is_some_and(|id| !id.is_empty())
    }));
    assert!(lines().any(|line| {
        line.strip_prefix("countersign-assertion: ")
            .is_some_and(|signed| signed.starts_with("eyJ") && signed.split('.').count() == 3)
    }));
    assert!(lines().any(|line| line.starts_with("cookie: ") && line.contains("theme=dark")));
    assert!(!seen.text.contains("__Host-countersign"), "{}", seen.text);
}

/// Bodies pass whole, and web sockets both ways.
async fn bodies_and_sockets(there: &Browser) {
    let body = vec![b'x'; 200_000];
    let mut sender = there.clone();
    let seen = sender
        .send("POST", "/up", Some(("text/plain", &body)))
        .await;
    seen.is(200).has("POST /up\n").has("\nbody=200000\n");

    let socket = there
        .with("Connection", "Upgrade")
        .with("Upgrade", "websocket")
        .with("Sec-WebSocket-Version", "13")
        .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    let mut stream = socket.connected().await;
    stream
        .write_all(&socket.bytes("GET", "/socket", None))
        .await
        .unwrap();
    let mut seen = String::new();
    while !seen.ends_with("\r\n\r\n") {
        seen.push(char::from(stream.read_u8().await.unwrap()));
    }
    assert!(seen.starts_with("HTTP/1.1 101"), "{seen}");
    stream.write_all(b"hello").await.unwrap();
    let mut back = [0; 5];
    stream.read_exact(&mut back).await.unwrap();
    assert_eq!(&back, b"hello");
}

/// A real client, by HTTP/2 and by HTTP/1.1.
fn clients(place: &Place) {
    let port = place.proxy.port;
    let curl = |more: &[&str], path: &str| {
        let to = format!("files.example.test:443:127.0.0.1:{port}");
        let done = Command::new("curl")
            .args(["-sk", "-i", "--interface", "127.0.0.7", "--connect-to", &to])
            .args(more)
            .arg(format!("{FILES}{path}"))
            .output()
            .unwrap();
        String::from_utf8(done.stdout).unwrap()
    };
    let right = format!("anna:{}", place.device_password("anna", "curl"));
    for version in ["--http2", "--http1.1"] {
        let seen = curl(&[version, "-u", &right], "/dav");
        assert!(seen.contains("\nremote-user: anna\n"), "{version} {seen}");
        assert!(!seen.contains("\nauthorization:"), "{version} {seen}");
        let seen = curl(
            &[version, "-u", &right, "-X", "PUT", "-d", "some text"],
            "/dav/x",
        );
        assert!(
            seen.contains("PUT /dav/x\n") && seen.contains("\nbody=9\n"),
            "{version} {seen}"
        );
        for refused in [
            curl(&[version, "-u", "anna:something else"], "/dav"),
            curl(&[version], "/dav"),
        ] {
            assert!(
                refused.split(' ').nth(1) == Some("401"),
                "{version} {refused}"
            );
            let challenge = "www-authenticate: basic realm=\"countersign\", charset=\"utf-8\"";
            assert!(
                refused.to_ascii_lowercase().contains(challenge),
                "{version} {refused}"
            );
            assert!(
                refused
                    .contains("Use a device password: https://auth.example.test/settings/devices")
            );
        }
        let open = curl(&[version], "/public/x");
        assert!(open.contains("GET /public/x\n"), "{version} {open}");
    }
    // The gate knows from where they come, whoever asks in between.
    let all = place.program.json("device-password list anna --json");
    let used = ["address", "host", "agent"].map(|field| all[0][field].as_str().unwrap());
    assert_eq!(used[..2], ["127.0.0.7", "files.example.test"]);
    assert!(used[2].starts_with("curl/"), "{used:?}");
}
