//! L28: a crowd from one address, at the real binary: half-sent forms and half heads without number keep
//! nobody else waiting. How long a form takes is compared with how long it takes in turn at a server that
//! nobody crowds.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use testing::{Engine, run};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::program::Program;
use crate::support::browser::{Browser, FORM, connect};
use crate::support::http2;
use crate::support::node::Node;

/// From where the crowd comes, where it comes straight.
const CROWD: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 3);
/// Forms that are timed in a round, at each server.
const TIMED: usize = 41;
/// The most rounds.
const ROUNDS: usize = 5;
/// Of the crowd, those who connect at the same moment.
const AT_ONCE: usize = 32;
/// The length that half-sent forms say they have, and how much of it comes.
const LONG: (usize, usize) = (64 * 1024, 32 * 1024);

/// A server for a crowd, and one like it for nobody.
struct Servers {
    crowded: Node,
    quiet: Node,
    _folders: [Program; 2],
}

impl Servers {
    /// They trust these proxies, and none beside.
    fn trusting(proxies: &str) -> Self {
        let folders = [(); 2].map(|()| Program::new());
        let [crowded, quiet] = [&folders[0], &folders[1]]
            .map(|program| Node::with(program, &[("COUNTERSIGN_TRUSTED_PROXIES", proxies)]));
        Self {
            crowded,
            quiet,
            _folders: folders,
        }
    }

    /// A crowd is there, and somebody's forms take no longer than where there is none. Gives those of the
    /// crowd whose connection is still open afterwards.
    async fn keep_nobody_waiting(
        &self,
        somebody: impl Fn(Browser) -> Browser,
        mut crowd: Vec<TcpStream>,
    ) -> Vec<TcpStream> {
        let browsers = [&self.crowded, &self.quiet].map(|node| somebody(node.browser()));
        let mut rounds = vec![medians(&browsers).await];
        // What a crowd does it does in every round; a busy machine doesn't.
        while rounds.len() < ROUNDS && !rounds.iter().any(is_alike) {
            rounds.push(medians(&browsers).await);
        }
        let all = crowd.len();
        crowd.retain(is_open);
        let there = crowd.len();
        eprintln!("{all} came, {there} are there; with them and without: {rounds:?}");
        assert!(rounds.iter().any(is_alike), "{rounds:?}");
        crowd
    }
}

/// How long forms take at each of the two, in turn.
async fn medians(browsers: &[Browser; 2]) -> [Duration; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..TIMED {
        for (browser, times) in browsers.iter().zip(&mut times) {
            times.push(form(browser).await);
        }
    }
    times.map(|mut times| {
        times.sort();
        times[TIMED / 2]
    })
}

fn is_alike([crowded, quiet]: &[Duration; 2]) -> bool {
    *crowded < *quiet * 3
}

/// How long a whole form takes.
async fn form(browser: &Browser) -> Duration {
    let begun = Instant::now();
    let fields = [("language", "sv")];
    browser.clone().post("/language", &fields).await.is(303);
    begun.elapsed()
}

/// As many open files as the system lets us have.
fn raise_limit() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    setrlimit(Resource::Nofile, raised).unwrap();
    let files = limit.maximum.unwrap_or(u64::MAX);
    usize::try_from(files).unwrap_or(usize::MAX)
}

/// Whether nothing has come back on it yet, not even its end; in HTTP/2 there are settings and the like.
fn is_open(stream: &TcpStream) -> bool {
    let mut bytes = [0; 4_096];
    loop {
        match stream.try_read(&mut bytes) {
            Ok(read) if read > 0 && !bytes.starts_with(b"HTTP/1.1") => {}
            Ok(_) => return false,
            Err(error) => return error.kind() == std::io::ErrorKind::WouldBlock,
        }
    }
}

/// So many connections from there, on each of which that is sent.
async fn crowd(source: Ipv4Addr, port: u16, many: usize, sent: Vec<u8>) -> Vec<TcpStream> {
    let sent = Arc::new(sent);
    let some = |many| {
        let sent = Arc::clone(&sent);
        tokio::spawn(async move {
            let mut streams = Vec::new();
            for _ in 0..many {
                let mut stream = connect(source, port).await.unwrap();
                // Whoever had to give way at once isn't written to.
                drop(stream.write_all(&sent).await);
                streams.push(stream);
            }
            streams
        })
    };
    let parts: Vec<_> = (0..AT_ONCE).map(|n| some((many + n) / AT_ONCE)).collect();
    let mut all = Vec::new();
    for part in parts {
        all.extend(part.await.unwrap());
    }
    all
}

fn half_form(port: u16, more: &str, (length, part): (usize, usize)) -> Vec<u8> {
    let head = format!(
        "POST /language HTTP/1.1\r\nHost: localhost:{port}\r\n{more}Content-Type: {FORM}\r\nContent-Length: \
         {length}\r\n\r\nlanguage="
    );
    [head.into_bytes(), vec![b'x'; part]].concat()
}

#[test]
fn L28_half_sent_forms_from_one_address_keep_nobody_else_waiting() {
    run(Engine::Sqlite, async |_place| {
        raise_limit();
        // What has come of them would be 32 MiB, of which one visitor gets a quarter, or hardly anything.
        for size in [LONG, (99, 4)] {
            let servers = Servers::trusting("192.0.2.0/24");
            let port = servers.crowded.port();
            let halves = crowd(CROWD, port, 1_030, half_form(port, "", size)).await;
            let there = servers.keep_nobody_waiting(elsewhere, halves).await;
            assert_eq!(there.len(), 1_030, "all of them are still half-sent");
        }
    });
}

#[test]
fn L28_half_sent_forms_by_70_connections_of_HTTP_2_keep_nobody_else_waiting() {
    run(Engine::Sqlite, async |_place| {
        let servers = Servers::trusting("192.0.2.0/24");
        let port = servers.crowded.port();
        let host = format!("localhost:{port}");
        let mut sent = http2::begin();
        for stream in 0..16 {
            let part = [b'x'; 2_000];
            sent.extend(http2::half_form(2 * stream + 1, &host, LONG.0, &part));
        }
        let halves = crowd(CROWD, port, 70, sent).await;
        let there = servers.keep_nobody_waiting(elsewhere, halves).await;
        assert_eq!(there.len(), 70, "1,120 of them are still half-sent");
    });
}

#[test]
fn L28_behind_a_proxy_forms_are_shared_out_by_visitor() {
    run(Engine::Sqlite, async |_place| {
        raise_limit();
        let servers = Servers::trusting("127.0.0.1");
        let port = servers.crowded.port();
        let sent = half_form(port, "X-Forwarded-For: 203.0.113.9\r\n", LONG);
        let halves = crowd(Ipv4Addr::LOCALHOST, port, 1_030, sent).await;
        let other = |browser: Browser| browser.at("198.51.100.7");
        let there = servers.keep_nobody_waiting(other, halves).await;
        assert_eq!(there.len(), 1_030);
        // Theirs is taken: with a large form they are asked to come back, and nobody waits for that either.
        let mut own = servers.crowded.browser().at("203.0.113.9");
        form(&own).await;
        let filler = "x".repeat(LONG.1);
        let fields = [("language", "sv"), ("filler", &filler)];
        let refused = own.post("/language", &fields).await;
        assert_eq!(refused.is(503).header("retry-after"), "2");
        drop(there);
        while own.post("/language", &fields).await.status != 303 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
}

#[test]
fn L28_half_heads_from_one_address_keep_nobody_else_waiting() {
    run(Engine::Sqlite, async |_place| {
        let many = 11_500.min(raise_limit().saturating_sub(500));
        // From an address with a share, and from a trusted one, which has none and may fill it all.
        for (trusted, most) in [("192.0.2.0/24", 2_500), ("127.0.0.3", 10_000)] {
            let servers = Servers::trusting(trusted);
            let half = b"GET /login HTTP/1.1\r\nHost: loc".to_vec();
            let heads = crowd(CROWD, servers.crowded.port(), many, half).await;
            let there = servers.keep_nobody_waiting(elsewhere, heads).await;
            assert!(!there.is_empty() && there.len() <= most, "{}", there.len());
        }
    });
}

/// Somebody at another address.
fn elsewhere(browser: Browser) -> Browser {
    browser.from([127, 0, 0, 2])
}
