//! The gate's own path. However it is written, at Countersign's own host and at a protected one, what reaches the
//! gate is the proxy's own question and nothing that came from outside.

use std::process::Command;

use testing::{Engine, run};

use crate::gate::hostile::send;
use crate::gate::place::Place;
use crate::support::proxy::{Kind, left_out};
use crate::support::tap::Tap;

/// Targets of which some reader could think that they are the gate's, or that they aren't.
#[rustfmt::skip]
const TARGETS: &[&str] = &[
    "/gate/check", "/gate/check/", "/gate/check?", "/gate/check?for=nginx", "/gate/check/x", "/gate/check/public/x",
    // Which go up again behind it.
    "/gate/check/../../x", "/gate/check/../../public/x", "/gate/check/..", "/gate/check/../check", "/gate/check/../../login",
    "/gate/check/../../gate/check", "/gate/check/%2e%2e/%2e%2e/x", "/gate/check/%2E%2e/.%2E/x", "/gate/check/.%2e/%2e./x",
    "/gate/check/..%2f..%2fx", "/gate/check/..%2F..%2Fx", "/gate/check/..%5c..%5cx", "/gate/check/..;/..;/x",
    "/gate/check/./../../x", "/gate/check//../../../x", "/gate/check/x/../../../x", "/gate/check/%252e%252e/x",
    "/gate/check/../../.well-known/countersign/enter", "/gate/check/%2e%2e/%2e%2e/.well-known/countersign/enter",
    "/gate/check/..;/../.well-known/countersign/enter", "/gate/check/..%2f..%2f.well-known/countersign/enter",
    "/gate/check/x/../../../.well-known/countersign/enter", "/gate/check//../../../.well-known/countersign/enter",
    // Which come down to it.
    "/x/../gate/check", "/x/../gate/check/x", "/x/%2e%2e/gate/check", "/x/..%2fgate/check", "/x/..;/gate/check",
    "/./gate/check", "/%2e/gate/check", "/gate/./check", "/gate/x/../check", "/gate/../gate/check", "/../gate/check",
    "/.well-known/countersign/enter/../../../gate/check", "/.well-known/countersign/enter/%2e%2e/%2e%2e/%2e%2e/gate/check",
    "/.well-known/countersign/enter/..%2f..%2f..%2fgate/check", "/.well-known/countersign/enter/..;/..;/..;/gate/check",
    // In other letters.
    "//gate/check", "///gate/check", "/gate//check", "//gate//check/", "/gate/check//", "//gate/check/../../x",
    "/GATE/CHECK", "/Gate/Check", "/gate/Check/../../x", "/gate/CHECK/x", "/%67ate/check", "/gate/%63heck", "/gate/chec%6B",
    "/gate/%43heck", "/g%61te/ch%65ck/x", "/gate%2fcheck", "/gate%2Fcheck/x", "/gate/check%2f", "/gate/check%2f..%2f..%2fx",
    "/gate/check%3ffor=nginx", "/gate/check%23", "/gate/check%00", "/gate/check%20", "/gate/check.", "/gate/check..",
    "/gate/check;x", "/gate/check;x=y/../..", "/gate;x/check", "/gate/check%3bx", "/gate/check%0a", "/gate%5ccheck",
    "/gate\\check", "/gate/check\\..\\..\\x", "/gate/check/\\../\\../x", "/gate/check#x", "/gate/check/#/../../x",
    // In another form.
    "http://HOST/gate/check", "http://HOST/gate/check/../../x", "https://HOST/gate/check/x", "http://HOST//gate/check",
    "http://HOST/gate/check/../../.well-known/countersign/enter", "http:/gate/check", "http:gate/check", "gate/check",
    "http://HOST?/gate/check", "http:///gate/check/../../x", "x:/gate/check", "/gate/check/http://HOST/x",
];

/// Countersign's own host.
const OWN: &str = "auth.example.test";

behind_each!(table);

fn table(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let (place, tap) = Place::tapped(kind, kind.family()).await;
        let mut wrong = Vec::new();
        let mut reached = 0;
        tap.asked();
        for name in [OWN, "files.example.test"] {
            for target in TARGETS.iter().map(|target| target.replace("HOST", name)) {
                let first = by_http1(&place, name, &target).await;
                reached += judge(kind, name, &target, &first, &tap, &mut wrong);
                let second = by_http2(&place, name, &target);
                reached += judge(kind, name, &target, &second, &tap, &mut wrong);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(reached > 40, "only {reached} reached Countersign");
    });
}

/// What is answered to a target that is sent as it is.
async fn by_http1(place: &Place, name: &str, target: &str) -> String {
    let (visitor, port) = if name == OWN {
        (place.home(), place.proxy.home)
    } else {
        (place.there(), place.proxy.there)
    };
    let asked = visitor
        .with("Connection", "close")
        .bytes("GET", target, None);
    String::from_utf8_lossy(&send(port, &asked).await).into_owned()
}

/// The same by HTTP/2, as far as curl can say it.
fn by_http2(place: &Place, name: &str, target: &str) -> String {
    let to = format!("{name}:443:127.0.0.1:{}", place.proxy.port);
    let done = Command::new("curl")
        .args(["-sSki", "--http2", "-m", "1", "--connect-to", &to])
        .args(["--request-target", target, &format!("https://{name}/")])
        .output()
        .unwrap();
    String::from_utf8_lossy(&done.stdout).into_owned()
}

/// Whether Countersign would take it for a question to the gate.
fn is_the_gates(target: &str) -> bool {
    let path = target.split('?').next().unwrap_or_default();
    path.strip_prefix("/gate/check")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Notes what is wrong with what reached Countersign of a target, and with the answer; how much reached it.
fn judge(
    kind: Kind,
    name: &str,
    target: &str,
    answer: &str,
    tap: &Tap,
    wrong: &mut Vec<String>,
) -> usize {
    let came = tap.asked();
    let own = (name != OWN).then(|| question(kind, target));
    for came in came.iter().filter(|came| is_the_gates(came)) {
        if own.as_ref() != Some(came) {
            wrong.push(format!("{name} {target}: {came} reached the gate"));
        }
    }
    let answer = answer.to_ascii_lowercase();
    let is_the_gates = answer.contains("countersign-reason") || answer.contains("remote-user");
    if name == OWN && is_the_gates {
        wrong.push(format!("{name} {target}: the gate answered"));
    }
    came.len()
}

/// How the proxy itself asks about a target.
fn question(kind: Kind, target: &str) -> String {
    match kind {
        Kind::Envoy => {
            let whole = target
                .split_once("://")
                .filter(|_| !target.starts_with('/'));
            let path = whole.and_then(|(_, rest)| Some(&rest[rest.find('/')?..]));
            format!("/gate/check{}", path.unwrap_or(target))
        }
        Kind::Nginx => "/gate/check?for=nginx".to_owned(),
        Kind::Traefik => "/gate/check?redirect=1&cookies=1".to_owned(),
        _ => "/gate/check?redirect=1".to_owned(),
    }
}
