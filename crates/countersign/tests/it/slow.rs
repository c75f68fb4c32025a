//! L28: clients that are slow, silent or deaf, at the real binary: each is cut off in bounded time, and
//! meanwhile everybody else is served.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use testing::{Engine, run};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::program::Program;
use crate::support::browser::{Browser, FORM, connect};
use crate::support::node::Node;
use crate::support::seen::Seen;

/// How long anybody is endured.
const ENDURED: Duration = Duration::from_secs(40);
const SECOND: Duration = Duration::from_secs(1);
const HTTP2: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

async fn is_well(browser: &Browser) {
    browser.clone().get("/healthz").await.is(200);
    browser.clone().get("/login").await.is(200);
}

/// Sends a beginning, then a piece a second, until the connection ends.
async fn dripping(port: u16, first: Vec<u8>, then: &'static [u8]) {
    let mut stream = connect(Ipv4Addr::LOCALHOST, port).await.unwrap();
    stream.write_all(&first).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let feeding = tokio::spawn(async move {
        while writing.write_all(then).await.is_ok() {
            tokio::time::sleep(SECOND).await;
        }
    });
    let mut rest = Vec::new();
    let end = tokio::time::timeout(ENDURED, reading.read_to_end(&mut rest)).await;
    feeding.abort();
    assert!(
        end.is_ok(),
        "still open: {:?}",
        String::from_utf8_lossy(&first)
    );
    let seen = Seen::read(&rest);
    assert!(seen.is_none_or(|seen| [400, 408].contains(&seen.status)));
}

/// Asks and asks, and never reads.
async fn deaf(port: u16) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let stream = socket
        .connect((Ipv4Addr::LOCALHOST, port).into())
        .await
        .unwrap();
    let asked = format!("GET /help HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").repeat(100);
    let begun = Instant::now();
    loop {
        match stream.try_write(asked.as_bytes()) {
            Err(error) if error.kind() != std::io::ErrorKind::WouldBlock => return,
            _ => tokio::time::sleep(SECOND / 5).await,
        }
        assert!(begun.elapsed() < ENDURED, "a deaf one is still there");
    }
}

/// Speaks HTTP/2, answers its pings, and asks for nothing.
async fn polite(port: u16) {
    let mut stream = connect(Ipv4Addr::LOCALHOST, port).await.unwrap();
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    stream
        .write_all(&[HTTP2, &settings].concat())
        .await
        .unwrap();
    let all = async {
        while let Ok((kind, flags, payload)) = frame(&mut stream).await {
            let answer = match (kind, flags & 1) {
                (4, 0) => vec![0, 0, 0, 4, 1, 0, 0, 0, 0],
                (6, 0) => [&[0, 0, 8, 6, 1, 0, 0, 0, 0], payload.as_slice()].concat(),
                _ => continue,
            };
            if stream.write_all(&answer).await.is_err() {
                break;
            }
        }
    };
    let ended = tokio::time::timeout(ENDURED, all).await;
    assert!(ended.is_ok(), "one that answers pings is still there");
}

/// The next frame of HTTP/2: its kind, flags and payload (RFC 9113 §4.1).
async fn frame(stream: &mut TcpStream) -> std::io::Result<(u8, u8, Vec<u8>)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await?;
    let [_, high, low, kind, flags, ..] = head;
    let mut payload = vec![0; usize::from(u16::from_be_bytes([high, low]))];
    stream.read_exact(&mut payload).await?;
    Ok((kind, flags, payload))
}

#[test]
fn L28_slow_silent_and_deaf_clients_are_cut_off_and_keep_nobody_out() {
    run(Engine::Sqlite, async |_place| {
        let program = Program::new();
        let node = Node::start(&program);
        let port = node.port();
        let head = |line: &str, more: &str| {
            format!("{line} HTTP/1.1\r\nHost: localhost:{port}\r\n{more}").into_bytes()
        };
        let body = format!("Content-Type: {FORM}\r\nContent-Length: 1000\r\n\r\n");
        let chunks = format!("Content-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n");
        let drips: [(Vec<u8>, &'static [u8]); 7] = [
            (Vec::new(), b""),
            (head("GET /login", ""), b"X: y\r\n"),
            (b"G".to_vec(), b"G"),
            (head("POST /login", &body), b"a"),
            (head("POST /login", &chunks), b"1\r\na\r\n"),
            (HTTP2.to_vec(), b""),
            (b"PRI * HT".to_vec(), b""),
        ];
        let mut all = Vec::new();
        for _ in 0..40 {
            for (first, then) in &drips {
                all.push(tokio::spawn(dripping(port, first.clone(), then)));
            }
        }
        for _ in 0..10 {
            all.push(tokio::spawn(polite(port)));
            all.push(tokio::spawn(deaf(port)));
        }
        for _ in 0..5 {
            tokio::time::sleep(SECOND).await;
            is_well(&node.browser()).await;
            let there = all.iter().filter(|one| !one.is_finished()).count();
            assert!(there > 0, "served only when the others had been cut off");
        }
        for one in all {
            one.await.unwrap();
        }
        is_well(&node.browser()).await;
        assert!(node.memory() < 128 * 1024, "{} KiB", node.memory());
    });
}
