//! Real proxies before the program, each with the very configuration that deploy holds: only hosts,
//! ports and paths are put in.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::browser::Browser;
use super::daemon::{self, Daemon, free_port, is_root, open_to_all};
use super::node::Node;
use super::tunnel;
use crate::program::Program;

/// Which proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Apache httpd, with mod_lua.
    Apache,
    /// Caddy.
    Caddy,
    /// Envoy.
    Envoy,
    /// HAProxy, with Lua.
    Haproxy,
    /// HAProxy before two nodes, of which the second one has this port.
    TwoNodes(u16),
    /// nginx.
    Nginx,
    /// Traefik.
    Traefik,
}

impl Kind {
    /// Which family of headers the gate is to believe, as deploy advises.
    pub const fn family(self) -> Option<&'static str> {
        match self {
            Self::Envoy => None,
            Self::Nginx => Some("original"),
            _ => Some("forwarded"),
        }
    }
}

/// A proxy at work, ended when this is dropped.
pub struct Proxy {
    daemon: Daemon,
    /// Where it listens, with TLS.
    pub port: u16,
    /// Countersign through it, in plain http.
    pub home: u16,
    /// The protected host through it, in plain http.
    pub there: u16,
    /// Where what it says is kept.
    pub log: PathBuf,
}

/// What is put in: the ports of the proxy, of Countersign, of its gate and of the program behind, and a
/// folder.
struct Given {
    port: u16,
    node: u16,
    gate: u16,
    behind: u16,
    folder: PathBuf,
}

impl Given {
    /// A documented file with everything in its place, and more lines before and behind it.
    fn put(&self, name: &str, (before, behind): (&str, &str), own: &[(&str, String)]) -> String {
        let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../deploy");
        let mut text = std::fs::read_to_string(Path::new(docs).join(name)).unwrap();
        for (from, to) in own {
            assert!(text.contains(from), "{from} isn't in {name}");
            text = text.replace(from, to);
        }
        let gate = format!("127.0.0.1:{}/gate/check", self.gate);
        for (from, to) in [
            ("127.0.0.1:8232/gate/check", gate),
            ("127.0.0.1:8232", format!("127.0.0.1:{}", self.node)),
            ("127.0.0.1:8080", format!("127.0.0.1:{}", self.behind)),
            ("/etc/ssl/example.org.pem", self.path("pem")),
            ("/etc/ssl/example.org.key", self.path("key")),
            ("example.org", "example.test".to_owned()),
        ] {
            text = text.replace(from, &to);
        }
        let path = self.path(name.rsplit('/').next().unwrap());
        std::fs::write(&path, format!("{before}{text}{behind}")).unwrap();
        path
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().to_owned()
    }

    fn listens(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn haproxy(&self, name: &str, mut own: Vec<(&str, String)>) -> Command {
        own.push(("/etc/ssl/example.org.pem", self.path("both")));
        own.push(("bind :443 ", format!("bind {} ", self.listens())));
        let file = self.put(name, ("", ""), &own);
        let mut command = Command::new("/usr/sbin/haproxy");
        command.args(["-db", "-f", &file]);
        command
    }

    fn command(&self, kind: Kind) -> Command {
        let nothing = ("", "");
        let listens = |from: &'static str, to: String| vec![(from, to)];
        match kind {
            Kind::Nginx => {
                let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                    .map(|name| format!("{name}_temp_path {};\n", self.path(name)))
                    .concat();
                let before = format!(
                    "{} daemon off; pid {}; worker_processes 1;\nevents {{ worker_connections 256; }}\n\
                     http {{\naccess_log off; {temporary} proxy_bind 127.0.0.2;\n",
                    if is_root() { "user root;" } else { "" },
                    self.path("pid"),
                );
                let mut own = listens("listen 443 ", format!("listen {} ", self.listens()));
                if self.gate != self.node {
                    let gate = format!("http://127.0.0.1:{}/gate/check", self.gate);
                    own.push(("http://countersign/gate/check", gate));
                }
                let file = self.put("nginx.conf", (&before, "}\n"), &own);
                let mut command = Command::new("/usr/sbin/nginx");
                command.args(["-e", "stderr", "-c", &file, "-p", &self.path("")]);
                command
            }
            Kind::Caddy => {
                let before = format!(
                    "{{\nadmin off\nauto_https disable_redirects\nskip_install_trust\n\
                     default_bind 127.0.0.1\nhttps_port {}\nservers {{\nprotocols h1 h2\n}}\n}}\n",
                    self.port
                );
                let file = self.put("Caddyfile", (&before, ""), &[]);
                let mut command = Command::new("/usr/bin/caddy");
                command.args(["run", "--adapter", "caddyfile", "--config", &file]);
                command.env("HOME", self.path(""));
                command
            }
            Kind::Haproxy => {
                let script = self.put("haproxy/countersign.lua", nothing, &[]);
                let own = ("/etc/haproxy/countersign.lua", script);
                self.haproxy("haproxy/haproxy.cfg", vec![own])
            }
            Kind::TwoNodes(second) => {
                let one = ("10.0.0.1:8232", format!("127.0.0.1:{}", self.node));
                let two = ("10.0.0.2:8232", format!("127.0.0.1:{second}"));
                self.haproxy("haproxy/two-nodes.cfg", vec![one, two])
            }
            Kind::Traefik => {
                let gate = ("127.0.0.1:8230", format!("127.0.0.1:{}", free_port()));
                let rules = self.put(
                    "traefik/countersign.yml",
                    nothing,
                    std::slice::from_ref(&gate),
                );
                let own = [
                    gate,
                    ("/etc/traefik/countersign.yml", rules),
                    ("\":443\"", format!("\"{}\"", self.listens())),
                ];
                let file = self.put("traefik/traefik.yml", nothing, &own);
                let mut command = Command::new(bundled("bin/traefik", "traefik"));
                command.args(["--configfile", &file]);
                command
            }
            Kind::Envoy => {
                let own = [
                    ("address: 0.0.0.0", "address: 127.0.0.1".to_owned()),
                    ("port_value: 443", format!("port_value: {}", self.port)),
                    ("port_value: 8232", format!("port_value: {}", self.node)),
                    ("port_value: 8080", format!("port_value: {}", self.behind)),
                ];
                let file = self.put("envoy.yaml", nothing, &own);
                let mut command = Command::new(bundled("envoy/_bin/envoy", "envoy"));
                command.args(["--disable-hot-restart", "--concurrency", "1", "-c", &file]);
                command.args(["--log-level", "warn"]);
                command
            }
            Kind::Apache => {
                let port = [(", 8232", format!(", {}", self.gate))];
                let script = self.put("apache/countersign.lua", nothing, &port);
                let modules = [
                    "mpm_event",
                    "authz_core",
                    "headers",
                    "http2",
                    "lua",
                    "proxy",
                    "proxy_http",
                    "ssl",
                ];
                let before = daemon::apache(&self.folder, self.port, &modules);
                let own = [
                    ("/etc/apache2/countersign.lua", script),
                    ("*:443", format!("*:{}", self.port)),
                ];
                let file = self.put("apache/apache.conf", (&before, ""), &own);
                let mut command = Command::new("/usr/sbin/apache2");
                command.args(["-D", "FOREGROUND", "-f", &file]);
                command
            }
        }
    }
}

impl Proxy {
    /// Before a node, its gate and the program behind. Waits until it answers.
    pub async fn start(kind: Kind, program: &Program, node: &Node, behind: u16) -> Self {
        let gate = node.gate_ports().first().copied().unwrap_or(node.port());
        Self::before(kind, program, (node.port(), gate), behind).await
    }

    /// The same, where Countersign and its gate are at these ports.
    pub async fn before(
        kind: Kind,
        program: &Program,
        (node, gate): (u16, u16),
        behind: u16,
    ) -> Self {
        let folder = program.path("proxy");
        std::fs::create_dir(&folder).unwrap();
        // Apache's workers aren't root, and have a script to read.
        open_to_all(&folder);
        open_to_all(&program.path(""));
        tunnel::certificate(&folder);
        let mut said = String::new();
        // What is free for a moment may be taken by the next.
        for _ in 0..3 {
            let given = Given {
                port: free_port(),
                node,
                gate,
                behind,
                folder: folder.clone(),
            };
            match Self::at_port(kind, given).await {
                Ok(proxy) => return proxy,
                Err(why) => said = why,
            }
        }
        panic!("{kind:?} didn't start: {said}");
    }

    /// The same at this port; or what it says instead.
    async fn at_port(kind: Kind, given: Given) -> Result<Self, String> {
        let folder = given.folder.clone();
        let log = folder.join("log");
        let daemon = Daemon::start(given.command(kind), &log);
        let port = given.port;
        let mut proxy = Self {
            daemon,
            port,
            home: tunnel::dig(port, "auth.example.test", &folder).await,
            there: tunnel::dig(port, "files.example.test", &folder).await,
            log,
        };
        // Some listen before they have read what they are to do.
        let mut visitor = Browser::new(proxy.home, "https://auth.example.test");
        for _ in 0..200 {
            let seen = visitor.try_send("GET", "/healthz", None).await;
            if seen.is_ok_and(|seen| seen.status == 200) {
                return Ok(proxy);
            }
            if !proxy.lives() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(std::fs::read_to_string(&proxy.log).unwrap())
    }

    /// Whether it is alive.
    pub fn lives(&mut self) -> bool {
        self.daemon.lives()
    }
}

/// What `./test` installed beside the build, or else by its name.
fn bundled(path: &str, name: &str) -> PathBuf {
    let built = Path::new(env!("CARGO_BIN_EXE_countersign"));
    let found = built.ancestors().nth(2).unwrap().join("proxies").join(path);
    if found.exists() { found } else { name.into() }
}

/// Whether tests with proxies are left out, for `./test quick`, which doesn't install them.
pub fn left_out() -> bool {
    let left_out = std::env::var_os("COUNTERSIGN_TEST_QUICK").is_some_and(|value| value == "1");
    if left_out {
        eprintln!("left out, since COUNTERSIGN_TEST_QUICK is 1");
    }
    left_out
}
