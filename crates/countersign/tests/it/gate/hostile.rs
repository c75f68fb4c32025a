//! L21, L41: the table of hostile requests through each real proxy. What counts is what the program behind
//! received: without a session nothing outside `/public/` however it reads the path, and from nobody an
//! identity or another request's address that came from outside.

use std::collections::BTreeSet;
use std::time::Duration;

use testing::{Engine, at_once, run};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::place::Place;
use super::readings::readings;
use super::rows::{HEADERS, HOSTS, TARGETS, WHOLE};
use crate::support::behind::{Came, fold};
use crate::support::browser::connect;
use crate::support::proxy::{Kind, left_out};

/// Each header that tells who came, and what it says of anna; what that is for some, others test.
const IDENTITY: [(&str, Option<&str>); 6] = [
    ("remote-user", Some("anna")),
    ("remote-name", Some("Anna")),
    ("remote-email", Some("anna@example.test")),
    ("remote-groups", Some("staff")),
    ("countersign-id", None),
    ("countersign-assertion", None),
];

/// What some programs believe besides, of the path or of where somebody comes from.
const BELIEVED: [&str; 6] = [
    "client-ip",
    "forwarded",
    "true-client-ip",
    "x-client-ip",
    "x-real-ip",
    "x-rewrite-url",
];

#[test]
fn L21_behind_apache_nothing_hostile_passes() {
    table(Kind::Apache);
}

#[test]
fn L21_behind_caddy_nothing_hostile_passes() {
    table(Kind::Caddy);
}

#[test]
fn L21_behind_envoy_nothing_hostile_passes() {
    table(Kind::Envoy);
}

#[test]
fn L21_behind_haproxy_nothing_hostile_passes() {
    table(Kind::Haproxy);
}

#[test]
fn L21_behind_nginx_nothing_hostile_passes() {
    table(Kind::Nginx);
}

#[test]
fn L21_behind_traefik_nothing_hostile_passes() {
    table(Kind::Traefik);
}

/// A request with this target, host and header lines; `X-Row` tells it again at the program.
fn request(row: usize, target: &[u8], host: &[u8], own: &[&[u8]], more: &[u8]) -> Vec<u8> {
    let row = format!("X-Row: {row}");
    let host = [b"Host: ", host].concat();
    let closing: &[u8] = if more.starts_with(b"Connection:") {
        b"X-Last: 1"
    } else {
        b"Connection: close"
    };
    let mut lines: Vec<&[u8]> = vec![&host, row.as_bytes()];
    lines.extend_from_slice(own);
    // What goes on from the line before it goes on from this one.
    lines.push(b"X-Before: 1");
    if !more.is_empty() {
        lines.push(more);
    }
    lines.push(closing);
    let head = lines.join(b"\r\n".as_slice());
    [b"GET ", target, b" HTTP/1.1\r\n", &head, b"\r\n\r\n"].concat()
}

/// Every row as bytes, with a name; `own` are the header lines of somebody signed in.
fn requests(own: &[&[u8]]) -> Vec<(String, Vec<u8>)> {
    let host = b"files.example.test".as_slice();
    let mut all = Vec::new();
    let mut add = |target: &[u8], host: &[u8], more: &[u8]| {
        let shown = [target, host, more].map(|part| part.escape_ascii().to_string());
        all.push((
            shown.join(" | "),
            request(all.len(), target, host, own, more),
        ));
    };
    for target in TARGETS {
        add(target, host, b"");
    }
    for path in [b"/public/x".as_slice(), b"/docs"] {
        for more in HEADERS {
            add(path, host, more);
        }
        for host in HOSTS {
            add(path, host, b"");
        }
    }
    // Those say all that they say by themselves.
    for whole in WHOLE.iter().filter(|_| own.is_empty()) {
        all.push((whole.escape_ascii().to_string(), whole.to_vec()));
    }
    all
}

/// Sends bytes and reads what comes, until the connection ends or nobody says anything more.
pub async fn send(port: u16, bytes: &[u8]) -> Vec<u8> {
    let mut stream = connect([127, 0, 0, 7].into(), port).await.unwrap();
    let mut answer = Vec::new();
    // Cut while we still send is an answer too.
    if stream.write_all(bytes).await.is_ok() {
        let mut patience = Duration::from_millis(800);
        while let Ok(Ok(1..)) = tokio::time::timeout(patience, stream.read_buf(&mut answer)).await {
            patience = Duration::from_millis(100);
        }
    }
    answer
}

fn table(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let mut place = Place::start(kind, None).await;
        let (mut home, mut there) = (place.home(), place.there());
        place.led_away(&mut there, "/docs").await;
        place.sign_in("anna", &mut home, true).await;
        place.hand_over(&mut home, &mut there, "/docs").await;
        let (name, token) = there.jar.iter().next_back().unwrap();
        let cookie = format!("Cookie: {name}={token}");

        let mut wrong = Vec::new();
        let reached = all(&place, &[], &mut wrong).await;
        assert!(reached >= 80, "only {reached} reached the program");
        let reached = all(&place, &[cookie.as_bytes()], &mut wrong).await;
        assert!(reached >= 160, "only {reached} reached the program");
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));

        there.get("/docs").await.is(200).has("remote-user: anna\n");
        place.there().get("/public/x").await.is(200);
        place.there().get("/docs").await.is(302);
        assert_eq!(place.failures().await, 0, "answered by 5xx");
        assert!(place.node.lives() && place.proxy.lives());
        let log = std::fs::read_to_string(&place.node.log).unwrap();
        assert!(
            !log.contains("panic") && !log.contains("the gate failed"),
            "{log}"
        );
    });
}

/// Sends the whole table and looks at all that reached the program; how many did.
async fn all(place: &Place, own: &[&[u8]], wrong: &mut Vec<String>) -> usize {
    let requests = requests(own);
    let port = place.proxy.there;
    let mut reached = 0;
    place.behind.came();
    // Once more with nothing to send, for what comes late.
    for some in requests.chunks(48).chain([[].as_slice()]) {
        let answers = at_once(some.len(), |n| {
            let bytes = some[n].1.clone();
            async move { send(port, &bytes).await }
        });
        drop(answers.await);
        if some.is_empty() {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        for came in place.behind.came() {
            reached += 1;
            let faults = judge(&came, place.kind, own.is_empty());
            if !faults.is_empty() {
                let shown = came.shown().escape_ascii().to_string();
                let number = came.all("x-row").first().and_then(|row| {
                    let digits = row.split(|b| !b.is_ascii_digit()).next()?;
                    str::from_utf8(digits).ok()?.parse::<usize>().ok()
                });
                let row = number.map_or("a row without its number", |row| &requests[row].0);
                wrong.push(format!("{row}\n{faults:?}\n{shown}"));
            }
        }
    }
    reached
}

/// What is wrong with a request's having reached the program.
fn judge(came: &Came, kind: Kind, nobody: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    if nobody {
        let out = |read: &Vec<u8>| !read.starts_with(b"/public/");
        if let Some(read) = readings(&came.target).into_iter().find(out) {
            wrong.push(format!("read as {}", read.escape_ascii()));
        }
    }
    // Somebody's own credentials may be spoilt by a row; then it is nobody's request.
    let public = came.target.starts_with(b"/public/");
    for (name, own) in IDENTITY {
        let values = came.all(name);
        let is_anna = values.len() == 1 && own.is_none_or(|own| values[0] == own.as_bytes());
        let is_nobody = values.is_empty() || values == [b""];
        if !(is_anna && !nobody || is_nobody && (nobody || public || own.is_none())) {
            wrong.push(format!("{name} is wrong"));
        }
    }
    let hosts = came.all("host");
    let right = |host: &&[u8]| {
        let name = host.strip_suffix(b":443").unwrap_or(host);
        name.eq_ignore_ascii_case(b"files.example.test")
    };
    if hosts.len() != 1 || !hosts.iter().all(right) {
        wrong.push("another host".to_owned());
    }
    let mut seen = BTreeSet::new();
    // HAProxy has no way to keep trailers back, as its file says.
    let trailers = came.trailers.iter().filter(|_| kind != Kind::Haproxy);
    for (name, value) in came.headers.iter().chain(trailers) {
        let plain = fold(name);
        let of_proxies = plain.starts_with("x-forwarded-")
            || plain.starts_with("x-original-")
            || BELIEVED.contains(&plain.as_str());
        let of_identity = IDENTITY.iter().any(|(known, _)| *known == plain);
        if of_proxies || of_identity {
            // A program may take either of two.
            if !seen.insert(plain.clone()) {
                wrong.push(format!("{plain} twice"));
            }
            let holds = |text: &[u8]| value.windows(text.len()).any(|part| part == text);
            if holds(b"forged") || holds(b"198.51.100.66") {
                wrong.push(format!("{name} from outside"));
            }
        }
        let fine = match plain.as_str() {
            "authorization" => false,
            "cookie" => {
                let text = String::from_utf8_lossy(value);
                !["__Host-countersign", "__Secure-countersign"]
                    .iter()
                    .any(|own| text.contains(own))
            }
            "upgrade" => value.eq_ignore_ascii_case(b"websocket"),
            "x-forwarded-for" => value == b"127.0.0.7",
            _ => true,
        };
        if !fine {
            wrong.push(format!("{name} passed"));
        }
    }
    wrong
}
