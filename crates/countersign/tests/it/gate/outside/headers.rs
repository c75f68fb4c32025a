//! L41: the headers that programs behind believe. Whatever spelling they have outside, the program gets none of
//! them from there, and all others as they were sent.

use data_encoding::BASE64;
use testing::{Engine, run};

use crate::gate::place::Place;
use crate::support::behind::fold;
use crate::support::proxy::{Kind, left_out};

/// The gate's own, and what proxies say of who asks, from where, and for what. `deploy/README.md` lists the same.
#[rustfmt::skip]
const NAMES: [&str; 43] = [
    "Remote-User", "Remote-Name", "Remote-Email", "Remote-Groups",
    "Countersign-Id", "Countersign-Assertion", "Countersign-Reason",
    "Client-IP", "Forwarded", "True-Client-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-Real-IP", "X-Rewrite-URL",
    "X-Forwarded-Access-Token", "X-Forwarded-By", "X-Forwarded-Client-Cert", "X-Forwarded-Email",
    "X-Forwarded-For", "X-Forwarded-Groups", "X-Forwarded-Host", "X-Forwarded-Method", "X-Forwarded-Path",
    "X-Forwarded-Port", "X-Forwarded-Preferred-Username", "X-Forwarded-Prefix", "X-Forwarded-Proto",
    "X-Forwarded-Protocol", "X-Forwarded-Scheme", "X-Forwarded-Server", "X-Forwarded-Ssl",
    "X-Forwarded-Tls-Client-Cert", "X-Forwarded-Tls-Client-Cert-Info", "X-Forwarded-Uri", "X-Forwarded-User",
    "X-Original-Forwarded-For", "X-Original-Host", "X-Original-Method", "X-Original-Path", "X-Original-Proto",
    "X-Original-URI", "X-Original-URL", "X-Scheme",
];

/// Writes a name in some way.
type Spelling = fn(&str) -> String;

/// A name as somebody may send it who hopes that it isn't known in that form.
const SPELLINGS: [(&str, Spelling); 6] = [
    ("as it is", str::to_owned),
    ("in lower case", str::to_ascii_lowercase),
    ("in capitals", str::to_ascii_uppercase),
    ("with underscores", |name| name.replace('-', "_")),
    ("with dots", |name| name.replace('-', ".")),
    ("with one underscore", |name| name.replacen('-', "_", 1)),
];

behind_each!(table);

fn table(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let place = Place::start(kind, kind.family()).await;
        let secret = place.device_password("anna", "headers");
        let anna = BASE64.encode(format!("anna:{secret}").as_bytes());
        let mut wrong = Vec::new();
        for (how, spelt) in SPELLINGS {
            for own in ["", &format!("Basic {anna}")] {
                let path = if own.is_empty() { "/public/x" } else { "/docs" };
                let mut visitor = place.there().with("Authorization", own);
                for name in NAMES {
                    visitor = visitor.with(&spelt(name), "forged");
                }
                // What nobody takes for anything passes.
                visitor
                    .with("X-Of-Ones-Own", "forged-not")
                    .get(path)
                    .await
                    .is(200);
                let came = place.behind.came().pop().unwrap();
                assert_eq!(came.all("x-of-ones-own"), [b"forged-not"], "{how}");
                let told = came.all("remote-user");
                let expected: &[u8] = if own.is_empty() { b"" } else { b"anna" };
                if told.concat() != expected {
                    wrong.push(format!("{how} {path}: {told:?}"));
                }
                let forged = came.headers.iter().filter(|(_, value)| value == b"forged");
                wrong.extend(forged.map(|(name, _)| format!("{how} {path}: {name}")));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn what_is_dropped_stands_in_the_manual() {
    let manual = include_str!("../../../../../../deploy/README.md");
    let words: Vec<String> = manual.split('`').map(fold).collect();
    for name in NAMES {
        let whole = fold(name);
        let parted = ["x-forwarded-", "x-original-"].iter().any(|family| {
            let rest = whole.strip_prefix(family);
            rest.is_some_and(|rest| words.contains(&format!("-{rest}")))
        });
        assert!(parted || words.contains(&whole), "{name}");
    }
}
