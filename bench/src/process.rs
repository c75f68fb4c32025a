//! The shipped binary as a process: start to `/readyz`, memory idle and after 10,000 sign-ins.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use testing::Folder;

use crate::crowd;
use crate::load::Line;
use crate::{Row, median};

const SIGN_INS: usize = 10_000;
/// As many sign in at once, each as somebody else: an account has only so many answers at a time.
const AT_ONCE: usize = 8;

fn binary() -> PathBuf {
    let beside = std::env::current_exe()
        .unwrap()
        .with_file_name("countersign");
    assert!(beside.exists(), "build it first: cargo build --release");
    beside
}

struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(data: &Path, port: u16) -> Self {
        let mut child = Command::new(binary())
            .args([
                "serve",
                "--data",
                data.to_str().unwrap(),
                "--listen",
                &format!("127.0.0.1:{port}"),
            ])
            .env("COUNTERSIGN_METRICS_LISTEN", "")
            .env("COUNTERSIGN_LIMITS_ADDRESS", "1000000")
            .env("COUNTERSIGN_ARGON2_QUEUE", "1000")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line
            .trim()
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok())
            .unwrap_or(port);
        Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
        }
    }

    /// Resident memory in MiB.
    fn resident(&self) -> f64 {
        held(&self.child.id().to_string())
    }
}

/// Resident memory of a process in MiB.
pub fn held(process: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<f64>()
        .unwrap()
        / 1024.0
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn add(data: &Path, name: &str) {
    let mut child = Command::new(binary())
        .args([
            "user",
            "add",
            name,
            "--password-stdin",
            "--data",
            data.to_str().unwrap(),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{}", crowd::PASSWORD).unwrap();
    assert!(child.wait().unwrap().success());
}

/// A port that is free at this moment.
fn free() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// Milliseconds from start to the first 200 of `/readyz`.
fn start(data: &Path) -> f64 {
    let port = free();
    let begun = Instant::now();
    let server = Server::start(data, port);
    loop {
        if let Ok(mut stream) = TcpStream::connect(server.address) {
            let host = format!("localhost:{port}");
            write!(
                stream,
                "GET /readyz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            )
            .unwrap();
            let mut line = String::new();
            if BufReader::new(stream).read_line(&mut line).is_ok() && line.contains(" 200 ") {
                return begun.elapsed().as_secs_f64() * 1000.0;
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "never ready");
        std::thread::sleep(Duration::from_millis(1));
    }
}

pub fn measure() -> Vec<Row> {
    let folder = Folder::new();
    let data = folder.path().join("data");
    for n in 0..AT_ONCE {
        add(&data, &format!("person{n}"));
    }
    let starts: Vec<f64> = (0..9).map(|_| start(&data)).collect();
    let port = free();
    let server = Server::start(&data, port);
    std::thread::sleep(Duration::from_millis(500));
    let idle = server.resident();
    let (done, host) = (AtomicUsize::new(0), format!("localhost:{port}"));
    std::thread::scope(|scope| {
        for n in 0..AT_ONCE {
            let (done, host, to) = (&done, &host, server.address);
            scope.spawn(move || {
                let (mut line, name) = (Line::open(to), format!("person{n}"));
                while done.fetch_add(1, Ordering::Relaxed) < SIGN_INS {
                    crowd::by_password(&mut line, host, &name).cookie("countersign");
                }
            });
        }
    });
    let after = server.resident();
    let row = |what: &str, figure, target| Row {
        what: what.into(),
        figure,
        ceiling: "–".into(),
        ratio: "–".into(),
        target,
    };
    vec![
        row(
            "start to /readyz on an existing database",
            format!("{:.0} ms", median(starts)),
            "under 100 ms",
        ),
        row(
            "resident, idle, before the first hash",
            format!("{idle:.1} MiB"),
            "under 20 MiB",
        ),
        row(
            "resident after 10,000 sign-ins",
            format!("{after:.1} MiB"),
            "–",
        ),
    ]
}
