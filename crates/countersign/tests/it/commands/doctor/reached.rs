//! What is found at the public URL.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use super::{Report, on_a_port};
use crate::program::Program;
use crate::support::node::Node;

fn site() -> Program {
    let mut program = Program::new();
    program.done("database migrate");
    program.add("ada --admin");
    on_a_port(&mut program);
    program
}

/// Answers each request with the same bytes, as long as the test runs.
fn always(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = [0; 4096];
            drop(stream.read(&mut asked));
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    origin
}

#[test]
fn a_server_that_does_not_run_is_a_warning() {
    let program = site();
    let report = Report::of(&program);
    report.finds(
        "public-url",
        "warning",
        "is not reached: Connection refused.",
    );
    assert_eq!(report.done.code, 0, "{}", report.done.err);
}

#[test]
fn a_name_that_leads_nowhere_is_a_warning() {
    let mut program = site();
    program.set("COUNTERSIGN_PUBLIC_URL", "https://auth.invalid");
    Report::of(&program).finds(
        "public-url",
        "warning",
        "https://auth.invalid is not reached: ",
    );
}

#[test]
fn another_program_there_is_wrong() {
    let mut program = site();
    for (answer, state, says) in [
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhej\n",
            "wrong",
            "isn't Countersign",
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation: https://example.org/\r\nContent-Length: 0\r\n\r\n",
            "wrong",
            "leads on to https://example.org/",
        ),
        (
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
            "warning",
            "answers 502",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n",
            "wrong",
            "publishes no keys",
        ),
        ("SSH-2.0-OpenSSH_9.2\r\n", "warning", "is not reached"),
    ] {
        program.set("COUNTERSIGN_PUBLIC_URL", &always(answer));
        Report::of(&program).finds("public-url", state, says);
    }
}

#[test]
fn another_site_there_is_wrong() {
    let (program, mut other) = (site(), site());
    let node = Node::start(&program);
    let origin = format!("http://localhost:{}", node.port());
    other.set("COUNTERSIGN_PUBLIC_URL", &origin);
    Report::of(&other).finds("public-url", "wrong", "is another site");
    // The same server by a name that isn't its own.
    let mut same = program;
    same.set("COUNTERSIGN_PUBLIC_URL", &origin);
    Report::of(&same).finds("public-url", "ok", "is this site");
}

#[test]
fn a_server_that_is_told_another_public_url_is_wrong() {
    let mut program = site();
    program.set("COUNTERSIGN_PUBLIC_URL", "https://auth.example.org");
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.1");
    let node = Node::start(&program);
    program.set(
        "COUNTERSIGN_PUBLIC_URL",
        &format!("http://localhost:{}", node.port()),
    );
    let report = Report::of(&program);
    // Health is answered whatever the host; the keys are not.
    assert_eq!(report.one("public-url").0, "wrong", "{}", report.done.out);
}

#[test]
fn https_is_asked_by_the_systems_roots() {
    let mut program = site();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"])
        .args(["-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=test"])
        .args([
            "-addext",
            "subjectAltName=DNS:localhost",
            "-addext",
            "basicConstraints=CA:FALSE",
        ])
        .args(["-out", "pem", "-keyout", "key"])
        .current_dir(program.path(""))
        .stderr(Stdio::null())
        .status()
        .expect("openssl isn't installed (apt install openssl)");
    assert!(made.success());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    program.set(
        "COUNTERSIGN_PUBLIC_URL",
        &format!("https://localhost:{port}"),
    );
    let metrics = TcpListener::bind("127.0.0.1:0").unwrap().local_addr();
    let metrics = metrics.unwrap().to_string();
    program.set("COUNTERSIGN_METRICS_LISTEN", &metrics);
    let node = Node::start(&program);
    let certificate = CertificateDer::from_pem_file(program.path("pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(program.path("key")).unwrap();
    relay(listener, node.port(), certificate, key);

    Report::of(&program).finds(
        "public-url",
        "warning",
        "is not reached: its certificate was issued by nobody whom this machine trusts.",
    );
    // The server runs, and its metrics are there: what wasn't reached says nothing of the proxy.
    Report::of(&program).finds("proxy", "ok", "are trusted");
    program.set("SSL_CERT_FILE", program.path("pem").to_str().unwrap());
    let report = Report::of(&program);
    report.finds("public-url", "ok", "is this site");
    report.finds("ready", "ok", "can do its work");
    // It passes on what comes, and adds nothing.
    report.finds("proxy", "wrong", "doesn't say for whom it asks");
    program.set("COUNTERSIGN_METRICS_LISTEN", "");
    Report::of(&program).finds("proxy", "ok", "are trusted");
}

/// Ends TLS here and passes on what is within, as long as the test runs.
fn relay(
    listener: TcpListener,
    to: u16,
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    listener.set_nonblocking(true).unwrap();
    std::thread::spawn(move || {
        super::runtime().block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(pass(near, acceptor.clone(), to));
            }
        });
    });
}

async fn pass(near: tokio::net::TcpStream, acceptor: TlsAcceptor, to: u16) {
    if let Ok(mut near) = acceptor.accept(near).await {
        let far = tokio::net::TcpStream::connect(("127.0.0.1", to)).await;
        drop(tokio::io::copy_bidirectional(&mut near, &mut far.unwrap()).await);
    }
}
