//! A request to a protected host: what the gate costs against a bare handler, by a host's cookie and by a
//! device password, on both databases; and what it costs nginx against asking a bare handler.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use data_encoding::BASE64;
use domain::secret::token;
use door::{Actor, SessionToken, Visitor};
use hyper::StatusCode;
use testing::{Engine, Folder};

use crate::site::Site;
use crate::wrk::{Load, load};
use crate::{Row, bare, crowd, median};

const HOST: &str = "files.example.org";
const ROUNDS: usize = 5;
const SECONDS: u32 = 2;

/// What a proxy sends for somebody with these credentials.
pub struct Credentials {
    pub what: &'static str,
    credentials: (&'static str, String),
}

/// A site with one protected host, and the ways in to it.
pub struct Gate {
    pub site: Site,
    pub asked: Vec<Credentials>,
}

impl Gate {
    pub async fn start(engine: Engine, cache: bool) -> Self {
        let hosts = format!("[[gate.host]]\nhost = \"{HOST}\"\nassurance = \"single\"\n");
        let cache = if cache { "true" } else { "false" };
        let site = Site::with(engine, &[("gate.cache", cache)], &hosts).await;
        crowd::add(&site, "anna").await;
        let (host, address) = (site.host(), site.address());
        let signed_in = tokio::task::spawn_blocking(move || {
            crowd::by_password(&mut crate::load::Line::open(address), &host, "anna")
                .cookie("countersign")
        });
        let session = SessionToken::read(&signed_in.await.unwrap()).unwrap();
        let door = &site.running.door;
        let seen = Visitor {
            address: [127, 0, 0, 1].into(),
            agent: String::new(),
            request: domain::ids::RequestId::new(door.random()),
            known: None,
            session: None,
            charged: false,
            renews: true,
        };
        let live = door.session(&session, &seen).await.unwrap().unwrap();
        let nonce = token(door.random());
        let ticket = door.ticket(&live, HOST, &door.fingerprint(&nonce));
        let there = door.enter_host(&ticket.unwrap(), HOST, &nonce).await;
        let limits = domain::device_password::Limits::default();
        let made = door
            .add_device_password(&Actor::COMMAND_LINE, "anna", "Phone", &limits)
            .await
            .unwrap();
        let basic = BASE64.encode(format!("anna:{}", made.secret.expose()).as_bytes());
        let cookie = format!("countersign-gate={}", there.unwrap().write());
        let asked = vec![
            Credentials {
                what: "host's cookie",
                credentials: ("Cookie", cookie),
            },
            Credentials {
                what: "device password",
                credentials: ("Authorization", format!("Basic {basic}")),
            },
        ];
        Self { site, asked }
    }

    /// A load of requests to the gate, as nginx asks it.
    pub fn load(&self, asked: &Credentials, to: SocketAddr) -> Load {
        let (name, value) = &asked.credentials;
        let headers = [
            ("X-Original-Method", "GET"),
            ("X-Original-URL", "https://files.example.org/docs/a.txt"),
            ("X-Forwarded-For", "192.0.2.7"),
            (*name, value.as_str()),
        ];
        load(to, "/gate/check", &headers, SECONDS)
    }
}

fn row(what: String, ours: &[Load], bare: &[Load], target: &'static str) -> Row {
    let middle = |of: fn(&Load) -> f64, loads: &[Load]| median(loads.iter().map(of).collect());
    let ratios = ours.iter().zip(bare).map(|(a, b)| a.rate / b.rate);
    let (p50, p99) = (middle(|l| l.p50, ours), middle(|l| l.p99, ours));
    Row {
        what,
        figure: format!(
            "{:.0} requests/s; p50 {p50:.2} ms, p99 {:.1} times that; {:.1} µs of a core each",
            middle(|l| l.rate, ours),
            p99 / p50,
            middle(|l| l.core, ours)
        ),
        ceiling: format!(
            "bare handler, {:.0} requests/s; p99 {:.1} times p50; {:.1} µs of a core each",
            middle(|l| l.rate, bare),
            middle(|l| l.p99 / l.p50, bare),
            middle(|l| l.core, bare)
        ),
        ratio: format!("{:.2}", median(ratios.collect())),
        target,
    }
}

/// One after the other in turn; the first round warms both up and isn't counted.
pub fn pairs(
    mut ours: impl FnMut() -> Load,
    mut bare: impl FnMut() -> Load,
) -> (Vec<Load>, Vec<Load>) {
    let rounds = (0..=ROUNDS).map(|_| (ours(), bare()));
    rounds.skip(1).unzip()
}

pub async fn measure() -> Vec<Row> {
    let ceiling = bare::serve(StatusCode::OK).await;
    let mut rows = Vec::new();
    for (engine, cache, database, targets) in [
        (
            Engine::Sqlite,
            false,
            "SQLite",
            ["at least 0.9", "at least 0.85"],
        ),
        (Engine::Postgres, false, "PostgreSQL", ["at least 0.6"; 2]),
        (
            Engine::Postgres,
            true,
            "PostgreSQL, gate.cache",
            ["at least 0.85"; 2],
        ),
    ] {
        let gate = Gate::start(engine, cache).await;
        let measured = tokio::task::spawn_blocking(move || {
            let mut rows = Vec::new();
            for (asked, target) in gate.asked.iter().zip(targets) {
                let to = gate.site.address();
                let (ours, bare) = pairs(|| gate.load(asked, to), || gate.load(asked, ceiling));
                let what = format!("gate by {} ({database})", asked.what);
                rows.push(row(what, &ours, &bare, target));
            }
            if engine == Engine::Sqlite {
                rows.push(through_nginx(&gate, ceiling));
            }
            rows
        });
        rows.extend(measured.await.unwrap());
    }
    rows
}

/// nginx with two servers before a bare program: one asks us for each request, the other a bare handler.
struct Nginx {
    child: Child,
    ours: SocketAddr,
    bare: SocketAddr,
    _folder: Folder,
}

impl Nginx {
    fn start(gate: SocketAddr, ceiling: SocketAddr) -> Self {
        let folder = Folder::new();
        let free = || {
            std::net::TcpListener::bind("127.0.0.1:0")
                .unwrap()
                .local_addr()
                .unwrap()
        };
        let (ours, bare) = (free(), free());
        let server = |at: SocketAddr, asks: &str, path: &str| {
            format!(
                "server {{ listen {at}; location / {{ auth_request /check; proxy_pass http://behind; \
                 proxy_http_version 1.1; proxy_set_header Connection \"\"; }} \
                 location = /check {{ internal; proxy_pass http://{asks}{path}; proxy_http_version 1.1; \
                 proxy_set_header Connection \"\"; proxy_set_header X-Original-Method $request_method; \
                 proxy_set_header X-Original-URL https://{HOST}$request_uri; \
                 proxy_set_header X-Forwarded-For 192.0.2.7; }} }}\n"
            )
        };
        let text = format!(
            "daemon off; worker_processes 2; pid {0}/pid; error_log stderr; events {{ }}\n\
             http {{ access_log off; client_body_temp_path {0}/b; proxy_temp_path {0}/p; \
             fastcgi_temp_path {0}/f; uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\n\
             keepalive_requests 100000000;\n\
             upstream gate {{ server {gate}; keepalive 32; keepalive_requests 100000000; }}\n\
             upstream ceiling {{ server {ceiling}; keepalive 32; keepalive_requests 100000000; }}\n\
             upstream behind {{ server {ceiling}; keepalive 32; keepalive_requests 100000000; }}\n{1}{2}}}\n",
            folder.path().display(),
            server(ours, "gate", "/gate/check?for=nginx"),
            server(bare, "ceiling", "/"),
        );
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, text).unwrap();
        let child = Command::new("nginx")
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .arg("-p")
            .arg(folder.path())
            .arg("-c")
            .arg(&file)
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx is missing: apt-get install nginx-light");
        for _ in 0..500 {
            if std::net::TcpStream::connect(bare).is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        Self {
            child,
            ours,
            bare,
            _folder: folder,
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Asked to end, it ends its workers as well.
        let id = self.child.id().to_string();
        drop(Command::new("kill").args(["-TERM", &id]).status());
        drop(self.child.wait());
    }
}

fn through_nginx(gate: &Gate, ceiling: SocketAddr) -> Row {
    let nginx = Nginx::start(gate.site.address(), ceiling);
    let asked = &gate.asked[0];
    let (name, value) = &asked.credentials;
    let through = |to| load(to, "/docs/a.txt", &[(*name, value.as_str())], SECONDS);
    let (ours, bare) = pairs(|| through(nginx.ours), || through(nginx.bare));
    row(
        "through nginx, by host's cookie (SQLite)".into(),
        &ours,
        &bare,
        "at least 0.75",
    )
}
