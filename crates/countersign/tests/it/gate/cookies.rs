//! Which cookies the program behind each real proxy gets: the person's own, wherever ours stand among them,
//! the one that hosts beneath a domain share included.

use std::process::Command;

use testing::{Engine, run};

use super::place::{FILES, Place};
use crate::support::proxy::{Kind, left_out};

/// Lines of cookies as they are sent, and what the program gets of them.
const ROWS: &[(&[&str], &str)] = &[
    (&["__Secure-countersign-gate=x"], ""),
    (&["__Secure-countersign-gate=x; a=b; c=d"], "a=b; c=d"),
    (&["a=b; __Secure-countersign-gate=x; c=d"], "a=b; c=d"),
    (&["a=b; c=d; __Secure-countersign-gate=x"], "a=b; c=d"),
    (&["a=b;__Secure-countersign-gate=x;c=d"], "a=b; c=d"),
    (&["a=b;   __Secure-countersign-gate = x ;  c=d"], "a=b; c=d"),
    (&["a=b; __Secure-countersign-gate=; c=d"], "a=b; c=d"),
    (
        &["__Secure-countersign-gate=x; __Secure-countersign-gate=y"],
        "",
    ),
    (
        &["__Secure-countersign-gate=x; a=b; __Secure-countersign-gate=y; c=d"],
        "a=b; c=d",
    ),
    (
        &[
            "a=b; __Host-countersign-gate=x; c=d; __Host-countersign-gate-nonce=y; e=f; __Secure-countersign-gate=z; g=h",
        ],
        "a=b; c=d; e=f; g=h",
    ),
    (
        &[
            "__Host-countersign=v;__Host-countersign-gate=w; __Secure-countersign-gate=x; __Host-countersign-known=y; a=b",
        ],
        "a=b",
    ),
    // Of similar names, and as a value.
    (
        &[
            "x__Secure-countersign-gate=1; __Secure-countersign-gateway=2; x__Host-countersign=3; __Host-countersigned=4",
        ],
        "x__Secure-countersign-gate=1; __Secure-countersign-gateway=2; x__Host-countersign=3; __Host-countersigned=4",
    ),
    (
        &["a=__Secure-countersign-gate; __Secure-countersign-gate=x; b=__Host-countersign=y"],
        "a=__Secure-countersign-gate; b=__Host-countersign=y",
    ),
    // On several lines, which HTTP/2 makes of one.
    (&["a=b", "__Secure-countersign-gate=x", "c=d"], "a=b; c=d"),
    (&["__Secure-countersign-gate=x; a=b", "c=d"], "a=b; c=d"),
    (&["a=b; c=d"], "a=b; c=d"),
];

behind_each!(table);

fn table(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let place = Place::start(kind, kind.family()).await;
        for version in ["--http1.1", "--http2"] {
            for (lines, left) in ROWS {
                let got = left_of(place.proxy.port, version, lines);
                assert_eq!(got, *left, "{version} {lines:?}");
            }
        }
        session(&place).await;
    });
}

/// Somebody signed in is found on whichever line their cookie stands. HTTP/2 makes of one line several (RFC
/// 9113 §8.2.3). Apache, which speaks HTTP/1.1 here whatever is asked, leaves no trace of where a line ended;
/// what another host could have written into a value of its own must not be read as ours.
async fn session(place: &Place) {
    let (mut home, mut there) = (place.home(), place.there());
    place.led_away(&mut there, "/docs").await;
    place.sign_in("anna", &mut home, true).await;
    place.hand_over(&mut home, &mut there, "/docs").await;
    let own = format!(
        "__Host-countersign-gate={}",
        there.cookie("__Host-countersign-gate").unwrap()
    );
    let (before, behind) = (format!("a=b; {own}"), format!("{own}; c=d"));
    for version in ["--http1.1", "--http2"] {
        for lines in [
            &[own.as_str()][..],
            &["a=b", &own],
            &[&own, "c=d"],
            &["a=b", &own, "c=d"],
            &[&before, "c=d"],
            &["a=b", &behind],
        ] {
            let joined = lines.len() > 1 && place.kind == Kind::Apache;
            let seen = seen(place.proxy.port, version, lines, "/docs");
            let found = seen.contains("remote-user: anna\n");
            assert!(found || joined, "{version} {lines:?} {seen}");
            assert!(
                !seen.contains("countersign-gate"),
                "{version} {lines:?} {seen}"
            );
        }
        // What stands in another cookie's value isn't one.
        for line in [
            format!("a=b,{own}"),
            format!("a=b, {own}"),
            format!("a=\"{own}\""),
        ] {
            let seen = seen(place.proxy.port, version, &[&line], "/docs");
            assert!(!seen.contains("anna"), "{version} {line} {seen}");
        }
    }
}

/// What arrives of some lines of cookies, as one line.
fn left_of(port: u16, version: &str, lines: &[&str]) -> String {
    let seen = seen(port, version, lines, "/public/x");
    assert!(
        seen.starts_with("GET /public/x\n"),
        "{version} {lines:?} {seen}"
    );
    let arrived = seen.lines().filter_map(|line| line.strip_prefix("cookie:"));
    let pairs = arrived.flat_map(|line| line.split([';', ',']).map(str::trim));
    pairs
        .filter(|pair| !pair.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// What is answered to a request with these lines of cookies: by the program, all that it got.
fn seen(port: u16, version: &str, lines: &[&str], path: &str) -> String {
    let to = format!("files.example.test:443:127.0.0.1:{port}");
    let done = Command::new("curl")
        .args(["-sSk", version, "--connect-to", &to])
        .args(
            lines
                .iter()
                .flat_map(|line| ["-H".to_owned(), format!("Cookie: {line}")]),
        )
        .arg(format!("{FILES}{path}"))
        .output()
        .unwrap();
    String::from_utf8(done.stdout).unwrap()
}
