//! What anybody may make a server hold, overdrawn at the real binary: from one address, from a hundred, and against one
//! account, while its owner and somebody else sign in from browsers that they use, and somebody else yet from a new one.

mod timing;

use std::net::Ipv4Addr;
use std::process::Command;

use domain::budget::bound::Bound;
use testing::{Engine, run};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::program::{PASSWORD, Program};
use crate::support::browser::{Browser, FORM, connect};
use crate::support::node::Node;

/// How something is overdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    OneAddress,
    AHundred,
    /// A hundred addresses that name Anna.
    AgainstAnAccount,
}

const ALL: [By; 3] = [By::OneAddress, By::AHundred, By::AgainstAnAccount];

impl By {
    const fn addresses(self) -> u8 {
        match self {
            Self::OneAddress => 1,
            Self::AHundred | Self::AgainstAnAccount => 100,
        }
    }

    fn name(self, n: usize) -> String {
        match self {
            Self::AgainstAnAccount => "anna".to_owned(),
            _ => format!("nobody{n}"),
        }
    }
}

/// Anna and Bea with the browsers that they use, and Cid with none.
struct People {
    known: [(&'static str, Browser); 2],
    new: Browser,
    came: usize,
}

impl People {
    async fn at(program: &Program, node: &Node) -> Self {
        let mut known = [("anna", [127, 0, 0, 2]), ("bea", [127, 0, 0, 3])]
            .map(|(name, from)| (name, node.browser().from(from)));
        for name in ["anna", "bea", "cid"] {
            program.add(name);
        }
        for (name, browser) in &mut known {
            *browser = browser.at(&format!("192.0.2.{}", name.len()));
            signs_in(browser, name).await;
        }
        Self {
            known,
            new: node.browser().from([127, 0, 0, 4]),
            came: 0,
        }
    }

    /// Each of them signs in, and the two look at a page of theirs.
    async fn use_it(&mut self) {
        for (name, browser) in &mut self.known {
            signs_in(browser, name).await;
            browser.get("/settings/devices").await.is(200);
        }
        signs_in(&mut self.newcomer(), "cid").await;
    }

    /// Cid, from an address that nobody has seen.
    fn newcomer(&mut self) -> Browser {
        self.came += 1;
        self.new
            .at(&format!("203.0.{}.{}", self.came / 200, self.came % 200))
    }
}

async fn signs_in(browser: &mut Browser, name: &str) {
    let fields = [("username", name), ("password", PASSWORD)];
    browser.post("/login", &fields).await.leads("/");
}

/// A server that has few connections, so that a test can take them all.
fn small(program: &Program) -> Node {
    let mut command = Command::new("sh");
    let serve = format!(
        "ulimit -n 1024; exec {} serve",
        env!("CARGO_BIN_EXE_countersign")
    );
    command.args(["-c", &serve]);
    Node::by(program, command)
}

/// So many connections from there, on each of which that is sent.
async fn crowd(source: Ipv4Addr, port: u16, many: usize, sent: &[u8]) -> Vec<TcpStream> {
    let mut all = Vec::new();
    for _ in 0..many {
        let mut stream = connect(source, port).await.unwrap();
        // Whoever had to give way at once isn't written to.
        drop(stream.write_all(sent).await);
        all.push(stream);
    }
    all
}

fn half_form(port: u16, visitor: &str, (length, part): (usize, usize)) -> Vec<u8> {
    let head = format!(
        "POST /login HTTP/1.1\r\nHost: localhost:{port}\r\nX-Forwarded-For: {visitor}\r\nContent-Type: {FORM}\r\n\
         Content-Length: {length}\r\n\r\nusername=anna&x="
    );
    [head.into_bytes(), vec![b'x'; part]].concat()
}

/// What is left open of a row that is overdrawn, for as long as this is held. A row that is added wants a case here.
async fn overdraw(of: Bound, by: By, node: &Node) -> Vec<TcpStream> {
    let (port, many) = (node.port(), usize::from(by.addresses()));
    let mut all = Vec::new();
    for n in 0..by.addresses() {
        let (peer, visitor) = (Ipv4Addr::new(127, 1, n, 1), format!("198.18.{n}.7"));
        let more = match of {
            Bound::Connections => {
                crowd(
                    peer,
                    port,
                    1_000 / many,
                    b"GET /login HTTP/1.1\r\nHost: loc",
                )
                .await
            }
            Bound::Heads => {
                let line = format!(
                    "GET /login?{} HTTP/1.1\r\nX: {}",
                    by.name(1),
                    "y".repeat(Bound::Heads.at_once())
                );
                crowd(peer, port, 200 / many, line.as_bytes()).await
            }
            Bound::Forms => {
                crowd(
                    Ipv4Addr::LOCALHOST,
                    port,
                    1_000 / many,
                    &half_form(port, &visitor, (99, 4)),
                )
                .await
            }
            Bound::FormBytes => {
                let sent = half_form(port, &visitor, (64 * 1024, 32 * 1024));
                crowd(Ipv4Addr::LOCALHOST, port, 1_500 / many, &sent).await
            }
            // At the door, in its suite of this name.
            Bound::Hashes
            | Bound::Sessions
            | Bound::PendingSignIns
            | Bound::Events
            | Bound::EventsSpent
            | Bound::EventsFree
            | Bound::Names
            | Bound::Tickets => Vec::new(),
        };
        all.extend(more);
    }
    all
}

/// Whether it shows that the row is overdrawn: whoever did it meets its end.
async fn shows(of: Bound, by: By, node: &Node, all: &mut [TcpStream]) {
    let open = |stream: &TcpStream| {
        let read = stream.try_read(&mut [0; 4_096]);
        read.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    };
    match of {
        Bound::Connections => {
            let open = all.iter().filter(|stream| open(stream)).count();
            assert!(
                open < all.len() && open <= 768,
                "{by:?}: {open} of {}",
                all.len()
            );
        }
        Bound::Heads => {
            let mut said = Vec::new();
            drop(all[0].read_to_end(&mut said).await);
            assert!(
                said.is_empty() || said.starts_with(b"HTTP/1.1 431"),
                "{by:?}: {}",
                String::from_utf8_lossy(&said)
            );
        }
        Bound::FormBytes => {
            let mut own = node.browser().from([127, 0, 0, 1]).at("198.18.0.7");
            let filler = "x".repeat(60 * 1024);
            own.post("/login", &[("filler", &filler)]).await.is(503);
        }
        _ => {}
    }
}

#[test]
fn L28_what_a_server_holds_is_overdrawn_and_hurts_nobody_else() {
    run(Engine::Sqlite, async |_place| {
        for of in Bound::ALL {
            for by in ALL {
                let mut program = Program::new();
                program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/29");
                let node = match of {
                    Bound::Connections => small(&program),
                    _ => Node::start(&program),
                };
                let mut people = People::at(&program, &node).await;
                let mut all = overdraw(*of, by, &node).await;
                if all.is_empty() {
                    break;
                }
                people.use_it().await;
                shows(*of, by, &node, &mut all).await;
                people.use_it().await;
            }
        }
    });
}
