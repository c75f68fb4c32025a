//! A listener of the gate's own: what is answered there and nowhere else.

use testing::{Engine, run};

use crate::program::Program;
use crate::support::browser::Browser;
use crate::support::node::Node;
use crate::support::seen::Seen;
use crate::support::site::HTTPS;

const HOSTS: &str = r#"
[[gate.host]]
host = "files.example.test"
[[gate.host.rule]]
path = "/public/"
allow = "anyone"
"#;

fn program() -> Program {
    let mut program = Program::new();
    std::fs::write(program.path("countersign.toml"), HOSTS).unwrap();
    program.set("COUNTERSIGN_LISTEN", "127.0.0.1:0");
    program.set("COUNTERSIGN_PUBLIC_URL", HTTPS);
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/8,::1/128");
    program
}

/// As nginx asks.
async fn asks(port: u16, method: &str, path: &str) -> Seen {
    Browser::new(port, HTTPS)
        .with("X-Original-Method", "GET")
        .with("X-Original-URL", "https://files.example.test/public/a")
        .with("X-Forwarded-For", "192.0.2.7")
        .send(method, path, None)
        .await
}

/// As a browser asks for the entrance of a protected host.
async fn enters(port: u16) -> Seen {
    Browser::new(port, "https://files.example.test")
        .get("/.well-known/countersign/enter?next=/a")
        .await
}

#[test]
fn with_a_listener_of_its_own_the_gate_is_asked_there_and_nowhere_else() {
    run(Engine::Sqlite, async |_| {
        let mut program = program();
        program.set("COUNTERSIGN_GATE_LISTEN", "127.0.0.1:0");
        let node = Node::start(&program);
        let (pages, gate) = (node.port(), node.gate_ports()[0]);
        for (method, path) in [
            ("GET", "/gate/check"),
            ("POST", "/gate/check"),
            ("PROPFIND", "/gate/check"),
            ("GET", "/gate/check?for=nginx"),
        ] {
            asks(gate, method, path).await.is(200);
            asks(pages, method, path).await.is(404);
        }
        // As Envoy asks: with the protected host's own name, and its path behind the gate's.
        for (port, status) in [(gate, 200), (pages, 404)] {
            let envoy = Browser::new(port, "https://files.example.test");
            let mut envoy = envoy.at("192.0.2.7").with("X-Forwarded-Proto", "https");
            envoy.get("/gate/check/public/a").await.is(status);
        }
        let mut files = Browser::new(pages, "https://files.example.test");
        files.get("/gate/check").await.is(404);

        for path in ["/healthz", "/readyz"] {
            asks(gate, "GET", path).await.is(200);
            asks(pages, "GET", path).await.is(200);
        }
        for path in [
            "/",
            "/login",
            "/gate",
            "/gate/",
            "/gate/enter",
            "/gate/checks",
            "/healthz/",
            "/help",
            "/favicon.ico",
            "/assets/style.css",
            "/metrics",
            "/.well-known/jwks.json",
        ] {
            for method in ["GET", "POST"] {
                let seen = asks(gate, method, path).await.is(404);
                assert_eq!(seen.text, "404\n", "{path}");
            }
        }
        asks(pages, "GET", "/login").await.is(200);
        asks(pages, "GET", "/.well-known/jwks.json").await.is(200);
        enters(gate).await.is(404);
        enters(pages).await.is(303);
        node.end();
    });
}

#[test]
fn without_one_it_is_asked_where_pages_are() {
    run(Engine::Sqlite, async |_| {
        let program = program();
        let node = Node::start(&program);
        assert!(node.gate_ports().is_empty());
        asks(node.port(), "GET", "/gate/check").await.is(200);
        asks(node.port(), "GET", "/login").await.is(200);
        enters(node.port()).await.is(303);
    });
}

#[test]
fn a_port_that_is_taken_is_refused_with_its_setting() {
    let mut program = program();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let place = taken.local_addr().unwrap().to_string();
    program.set("COUNTERSIGN_GATE_LISTEN", &place);
    let said = program.refused("serve");
    let sentence = format!("COUNTERSIGN_GATE_LISTEN names {place}, which can't be listened on");
    assert!(said.starts_with(&sentence), "{said}");
    assert!(!program.path("data").exists());
}
