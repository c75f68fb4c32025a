//! Countersign, a real proxy, the program behind it, and those who come.

use std::path::Path;

use testing::Engine;

use crate::program::{PASSWORD, Program};
use crate::support::behind::Behind;
use crate::support::browser::Browser;
use crate::support::node::{self, Node};
use crate::support::proxy::{Kind, Proxy};
use crate::support::site::{HTTPS, set_up_app};
use crate::support::tap::Tap;
use crate::support::wire::Wire;

/// The protected host.
pub const FILES: &str = "https://files.example.test";

/// Who isn't signed in may read `/public/` and nothing else; `/inside/` isn't where tests come from.
const HOSTS: &str = r#"
[[gate.host]]
host = "files.example.test"
groups = ["staff"]
[[gate.host.rule]]
path = "/public/"
allow = "anyone"
[[gate.host.rule]]
path = "/inside/"
networks = ["198.51.100.0/24"]
allow = "anyone"
"#;

/// With the host, and those who come; the gate is to believe that family of headers.
fn prepared(mut program: Program, family: Option<&str>) -> Program {
    std::fs::write(program.path("countersign.toml"), HOSTS).unwrap();
    program.done("group add staff");
    program.add("anna --display-name Anna --email anna@example.test --group staff");
    program.add("bo");
    program.set("COUNTERSIGN_LISTEN", "127.0.0.1:0");
    program.set("COUNTERSIGN_METRICS_LISTEN", "127.0.0.1:0");
    program.set("COUNTERSIGN_PUBLIC_URL", HTTPS);
    // Proxies come from there; browsers don't.
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.1,127.0.0.2");
    if let Some(family) = family {
        program.set("COUNTERSIGN_GATE_HEADERS", family);
    }
    program
}

/// The place.
pub struct Place {
    /// Which proxy.
    pub kind: Kind,
    /// The proxy.
    pub proxy: Proxy,
    /// Countersign.
    pub node: Node,
    /// The program behind.
    pub behind: Behind,
    /// Countersign's data and commands.
    pub program: Program,
}

impl Place {
    /// With anna, who may come in, and bo, who may not; the gate believes that family of headers, or
    /// whichever is there.
    pub async fn start(kind: Kind, family: Option<&str>) -> Self {
        Self::with(kind, family, &[]).await
    }

    /// The same with further variables. A gate with a listener of its own is asked there.
    pub async fn with(kind: Kind, family: Option<&str>, more: &[(&str, &str)]) -> Self {
        Self::of(kind, family, more, None).await
    }

    /// The same before a server on that port in place of the program behind.
    pub async fn before(kind: Kind, family: Option<&str>, server: u16) -> Self {
        Self::of(kind, family, &[], Some(server)).await
    }

    async fn of(
        kind: Kind,
        family: Option<&str>,
        more: &[(&str, &str)],
        server: Option<u16>,
    ) -> Self {
        let program = prepared(Program::new(), family);
        Self::at(kind, program, more, server).await
    }

    /// The same at a host that has no rules.
    pub async fn unruled(kind: Kind, family: Option<&str>) -> Self {
        let program = prepared(Program::new(), family);
        let (host, _) = HOSTS.split_once("[[gate.host.rule]]").unwrap();
        std::fs::write(program.path("countersign.toml"), host).unwrap();
        Self::at(kind, program, &[], None).await
    }

    /// The same on PostgreSQL, at the end of a wire that is laid from this folder.
    pub async fn on_a_wire(kind: Kind, family: Option<&str>, folder: &Path) -> (Self, Wire) {
        let program = tokio::task::spawn_blocking(|| Program::on(Engine::Postgres));
        let program = program.await.unwrap().unwrap();
        program.done("database migrate");
        let mut program = prepared(program, family);
        let database = |(name, _): &&(String, String)| name == "COUNTERSIGN_DATABASE";
        let direct = program.variables.iter().find(database).unwrap().1.clone();
        let wire = Wire::lay(folder, &direct);
        program.set("COUNTERSIGN_DATABASE", &wire.url);
        (Self::at(kind, program, &[], None).await, wire)
    }

    async fn at(kind: Kind, program: Program, more: &[(&str, &str)], server: Option<u16>) -> Self {
        let node = Node::with(&program, more);
        let behind = Behind::start().await;
        let there = server.unwrap_or(behind.port);
        let proxy = Proxy::start(kind, &program, &node, there).await;
        Self {
            kind,
            proxy,
            node,
            behind,
            program,
        }
    }

    /// The same with a tap between the proxy and Countersign.
    pub async fn tapped(kind: Kind, family: Option<&str>) -> (Self, Tap) {
        let program = prepared(Program::new(), family);
        let node = Node::start(&program);
        let behind = Behind::start().await;
        let tap = Tap::on(node.port()).await;
        let proxy = Proxy::before(kind, &program, (tap.port, tap.port), behind.port).await;
        let place = Self {
            kind,
            proxy,
            node,
            behind,
            program,
        };
        (place, tap)
    }

    /// A browser at Countersign.
    pub fn home(&self) -> Browser {
        Browser::new(self.proxy.home, HTTPS).from([127, 0, 0, 7])
    }

    /// A browser at the protected host.
    pub fn there(&self) -> Browser {
        Browser::new(self.proxy.there, FILES)
            .from([127, 0, 0, 7])
            .with("Accept", "text/html")
    }

    /// Signs in at Countersign, where that browser was led from the protected host.
    pub async fn sign_in(&self, name: &str, home: &mut Browser, two_factors: bool) {
        let fields = [("username", name), ("password", PASSWORD)];
        home.post("/login", &fields).await.is(303);
        if two_factors {
            set_up_app(home, node::now()).await;
        }
    }

    /// Leads a browser from a page there by way of Countersign to its own cookie; where it ends.
    pub async fn hand_over(&self, home: &mut Browser, there: &mut Browser, path: &str) -> String {
        let away = self.led_away(there, path).await;
        self.back(home, there, &away).await
    }

    /// The same from the entrance on.
    pub async fn enter(&self, home: &mut Browser, there: &mut Browser, entrance: &str) -> String {
        let away = there.get(entrance).await.is(303);
        let away = away.location().strip_prefix(HTTPS).unwrap().to_owned();
        self.back(home, there, &away).await
    }

    /// Back from Countersign with a ticket.
    async fn back(&self, home: &mut Browser, there: &mut Browser, away: &str) -> String {
        let back = home.get(away).await.is(303);
        let with_ticket = back.location().strip_prefix(FILES).unwrap().to_owned();
        let there = there.get(&with_ticket).await.is(303);
        there.location().to_owned()
    }

    /// The path at Countersign that a browser without a cookie is led to.
    pub async fn led_away(&self, there: &mut Browser, path: &str) -> String {
        let stopped = there.get(path).await.is(302);
        let entrance = stopped.location().strip_prefix(FILES).unwrap().to_owned();
        let begins = "/.well-known/countersign/enter?next=/";
        assert!(entrance.starts_with(begins), "{entrance}");
        let away = there.get(&entrance).await.is(303);
        away.location().strip_prefix(HTTPS).unwrap().to_owned()
    }

    /// A new device password of an account.
    pub fn device_password(&self, account: &str, name: &str) -> String {
        let line = format!("device-password add {account} --name {name} --json");
        let made = self.program.json(&line);
        made["password"].as_str().unwrap().to_owned()
    }

    /// How many requests Countersign has answered with 5xx.
    pub async fn failures(&self) -> usize {
        let port = self.node.metrics_ports()[0];
        let seen = Browser::new(port, "http://localhost").get("/metrics").await;
        let failed = |line: &&str| line.contains("status=\"5") && !line.ends_with(" 0");
        seen.is(200).text.lines().filter(failed).count()
    }
}
