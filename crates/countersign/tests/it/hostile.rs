//! L28: what nobody sends who means well, to the real binary: each is answered 4xx or the connection is
//! closed, the process lives, and its memory stays bounded.

use std::net::Ipv4Addr;

use crate::program::Program;
use crate::support::browser::{Browser, FORM, exchange, form};
use crate::support::node::Node;
use crate::support::seen::Seen;
use testing::at_once;

/// KiB that the process may grow by, over thousands of hostile requests.
const GROWTH: u64 = 64 * 1024;

/// A head for this host, with further lines.
fn head(line: &str, port: u16, more: &[u8]) -> Vec<u8> {
    let host = format!("{line}\r\nHost: localhost:{port}\r\nConnection: close\r\n");
    [host.as_bytes(), more].concat()
}

/// What is sent, and which statuses may answer it; a closed connection always may.
fn cases(port: u16) -> Vec<(&'static str, Vec<u8>, &'static [u16])> {
    let get = |path: &str, more: &[u8]| {
        head(
            &format!("GET {path} HTTP/1.1"),
            port,
            &[more, b"\r\n"].concat(),
        )
    };
    let post = |kind: &str, more: &str, body: &[u8]| {
        let more = format!(
            "Content-Type: {kind}\r\nContent-Length: {}\r\n{more}\r\n",
            body.len()
        );
        head(
            "POST /login HTTP/1.1",
            port,
            &[more.as_bytes(), body].concat(),
        )
    };
    let field = |text: &str| form(&[("username", text), ("password", text)]).into_bytes();
    let many = |n: usize| {
        (0..n)
            .flat_map(|n| format!("X-{n}: y\r\n").into_bytes())
            .collect::<Vec<u8>>()
    };
    let chunked = |body: &[u8]| {
        let more = format!("Content-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n");
        head(
            "POST /login HTTP/1.1",
            port,
            &[more.as_bytes(), body].concat(),
        )
    };
    let megabyte = "x".repeat(1 << 20);
    vec![
        ("bytes in the path", get("/\u{fffd}", b"").iter().map(|b| if *b == 0xef { 0xff } else { *b }).collect(), &[400, 404]),
        ("escaped bytes in the path", get("/%ff%00%c3", b""), &[404]),
        ("a NUL in the path", get("/login\0", b""), &[400]),
        ("up and out", get("/assets/../../etc/passwd", b""), &[404]),
        ("up and out, escaped", get("/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd", b""), &[404]),
        ("a long path", get(&format!("/{}", "a/".repeat(8_000)), b""), &[404, 414, 431]),
        ("a longer path", get(&format!("/{}", "a/".repeat(100_000)), b""), &[400, 414, 431]),
        ("escaped bytes in the query", get("/login?next=%ff", b""), &[400]),
        ("a NUL in the query", get("/login?next=%00", b""), &[400]),
        ("a deep query", get(&format!("/login?{}", "a[b][c]=1&".repeat(2_000)), b""), &[400, 414, 431]),
        ("many fields in the query", get(&format!("/login?{}", "a=1&".repeat(200)), b""), &[400]),
        ("bytes in a header", get("/nothing", b"User-Agent: \xff\xfe\x80\r\n"), &[404]),
        ("bytes in a cookie", get("/settings", b"Cookie: countersign=\xff\xfe; \xff=\xff\r\n"), &[303]),
        ("a NUL in a header", get("/nothing", b"User-Agent: a\0b\r\n"), &[400]),
        ("a header name of bytes", get("/nothing", b"\xff\xfe: x\r\n"), &[400]),
        ("a folded header", get("/nothing", b"X: a\r\n b\r\n"), &[400]),
        ("a header without a name", get("/nothing", b": x\r\n"), &[400]),
        ("a space before the colon", get("/nothing", b"Content-Length : 3\r\n"), &[400]),
        ("a line of 100 KB", get("/login", &[b"X: ".as_slice(), &vec![b'y'; 100_000], b"\r\n"].concat()), &[400, 431]),
        ("a cookie of 30 KB", get("/settings", format!("Cookie: {}\r\n", "countersign=x; ".repeat(2_000)).as_bytes()), &[303, 431]),
        ("a cookie of 100 KB", get("/settings", format!("Cookie: {}\r\n", "countersign=x; ".repeat(7_000)).as_bytes()), &[400, 431]),
        ("200 headers", get("/login", &many(200)), &[431]),
        ("5,000 headers", get("/login", &many(5_000)), &[431]),
        ("a field of 1 MB", post(FORM, "", &field(&megabyte)), &[413]),
        ("1 MB of escapes", post(FORM, "", "%".repeat(1 << 20).as_bytes()), &[413]),
        ("100 MB said", head("POST /login HTTP/1.1", port, format!("Content-Type: {FORM}\r\nContent-Length: 100000000\r\n\r\nx").as_bytes()), &[413]),
        ("1,000 fields", post(FORM, "", "a=1&".repeat(1_000).as_bytes()), &[400]),
        ("bytes in a form", post(FORM, "", b"username=\xff\xfe&password=\xc3\x28"), &[400]),
        ("a NUL in a form", post(FORM, "", b"username=a%00&password=b"), &[400]),
        ("half a character", post(FORM, "", b"username=%C3&password=b"), &[400]),
        ("a password of 60 KB", post(FORM, "", format!("username=a&password={}", "x".repeat(60_000)).as_bytes()), &[422, 429]),
        ("an empty form", post(FORM, "", b""), &[422, 429]),
        ("no media type", post("", "", b"username=a"), &[415]),
        ("JSON", post("application/json", "", b"{\"username\":\"a\"}"), &[415]),
        ("text", post("text/plain", "", b"username=a"), &[415]),
        ("a foreign alphabet", post(&format!("{FORM}; charset=utf-16"), "", b"username=a"), &[415]),
        ("two media types", post(FORM, "Content-Type: text/plain\r\n", b"username=a"), &[415]),
        ("parts", post("multipart/form-data; boundary=b", "", b"--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\na\r\n--b--\r\n"), &[415]),
        ("chunks that are none", chunked(b"nonsense\r\n\r\n"), &[400]),
        ("a chunk too long to be", chunked(b"fffffffffffffffff\r\na"), &[400]),
        ("a negative chunk", chunked(b"-1\r\na\r\n0\r\n\r\n"), &[400]),
        ("chunks of 1 MB", chunked(&[b"100000\r\n".as_slice(), megabyte.as_bytes(), b"\r\n0\r\n\r\n"].concat()), &[413]),
        ("two lengths", post(FORM, "Content-Length: 3\r\n", b"username=a"), &[400]),
        ("a length and chunks", post(FORM, "Transfer-Encoding: chunked\r\n", b"0\r\n\r\n"), &[400, 422, 429]),
        ("a length that is none", head("POST /login HTTP/1.1", port, b"Content-Length: -1\r\n\r\nx"), &[400]),
        ("two hosts", get("/login", format!("Host: localhost:{port}\r\n").as_bytes()), &[400]),
        ("a foreign host", b"GET /login HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n".to_vec(), &[421]),
        ("no host", b"GET /login HTTP/1.1\r\nConnection: close\r\n\r\n".to_vec(), &[400]),
        ("a host of markup", b"GET /login HTTP/1.1\r\nHost: <script>\r\nConnection: close\r\n\r\n".to_vec(), &[400]),
        ("somebody else's address", head("GET http://evil.test/login HTTP/1.1", port, b"\r\n"), &[400, 421]),
        ("a tunnel", head("CONNECT evil.test:443 HTTP/1.1", port, b"\r\n"), &[400, 404, 405, 421]),
        ("a tunnel to us", format!("CONNECT localhost:{port} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").into_bytes(), &[400, 404, 405]),
        ("an asterisk", head("OPTIONS * HTTP/1.1", port, b"\r\n"), &[400, 404, 405]),
        ("TRACE", head("TRACE /login HTTP/1.1", port, b"\r\n"), &[405]),
        ("a method of its own", head("FROBNICATE /login HTTP/1.1", port, b"\r\n"), &[400, 405]),
        ("HTTP/0.9", b"GET /login\r\n".to_vec(), &[400]),
        ("HTTP/9.9", head("GET /login HTTP/9.9", port, b"\r\n"), &[400, 505]),
        ("an upgrade", get("/nothing", b"Upgrade: websocket\r\nConnection: Upgrade\r\n"), &[404]),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(), &[400]),
        ("HTTP/2 and then nonsense", [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice(), &[0xff; 4_096]].concat(), &[]),
        ("half of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".to_vec(), &[400, 505]),
        ("zeros", vec![0; 4_096], &[400]),
        ("lines without end", vec![b'\n'; 100_000], &[400, 431]),
        ("one line without end", vec![b'A'; 100_000], &[400, 414, 431]),
    ]
}

/// Sends them all, several at once; every answer is one that may be.
async fn send_all(port: u16) -> usize {
    let cases = cases(port);
    let many = cases.len();
    for some in cases.chunks(16) {
        let answers = at_once(some.len(), |n| {
            let bytes = some[n].1.clone();
            async move { exchange(Ipv4Addr::LOCALHOST, port, &bytes).await }
        });
        for ((name, _, fine), answer) in some.iter().zip(answers.await) {
            // Closed at once, or closed while we still sent: as good.
            let Some(seen) = answer.ok().as_deref().and_then(Seen::read) else {
                continue;
            };
            assert!(
                fine.contains(&seen.status),
                "{name}: {} {}",
                seen.status,
                seen.text
            );
            let page = seen.text.starts_with("<!DOCTYPE html>")
                || seen.text.is_empty()
                || seen.status == 303;
            assert!(page, "{name}: {}", seen.text);
            assert_eq!(seen.cookies().count(), 0, "{name}");
        }
    }
    many
}

async fn is_well(browser: &Browser) {
    browser.clone().get("/healthz").await.is(200);
    browser.clone().get("/login").await.is(200);
}

#[test]
fn L28_hostile_input_is_refused_and_the_process_lives() {
    testing::run(testing::Engine::Sqlite, async |_place| {
        let mut program = Program::new();
        program.add("anna");
        // Thousands of tries come from here; what they cost is tested elsewhere.
        program.set("COUNTERSIGN_LIMITS_ADDRESS", "1000000");
        let mut node = Node::start(&program);
        let browser = node.browser();
        let port = node.port();
        is_well(&browser).await;
        send_all(port).await;
        let before = node.memory();
        let mut sent = 0;
        while sent < 3_000 {
            sent += send_all(port).await;
        }
        is_well(&browser).await;
        let grown = node.memory().saturating_sub(before);
        assert!(grown < GROWTH, "{grown} KiB over {sent}");
        assert!(node.lives());
        let log = std::fs::read_to_string(&node.log).unwrap();
        assert!(!log.contains("panic"), "{log}");
        for line in log.lines() {
            assert!(
                line.starts_with('{') && line.ends_with('}'),
                "not one object a line: {line}"
            );
        }
        assert_eq!(
            browser
                .clone()
                .post(
                    "/login",
                    &[("username", "anna"), ("password", crate::program::PASSWORD)]
                )
                .await
                .location(),
            "/"
        );
    });
}
