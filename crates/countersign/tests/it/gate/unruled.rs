//! A host none of whose rules names a path: files with names that servers could read differently reach the program
//! behind each real proxy as they were sent. Where rules look at paths, a page says which character it is.

use data_encoding::BASE64;
use testing::{Engine, run};

use super::place::Place;
use crate::support::proxy::{Kind, left_out};

/// Paths of files that people have.
#[rustfmt::skip]
const FILES: [&str; 13] = [
    "/a;b.pdf", "/a%3Bb.pdf", "/notes;v=2/x", "/a%5Cb", "/100%25.pdf", "/100%2525", "/50%2541", "/.../x", "/a...",
    "/x..;/y", "/what%3Fnow", "/c%23", "/%C3%A5r",
];

mod files {
    use super::*;

    behind_each!(arrive);
}

mod told {
    use super::*;

    behind_each!(page);
}

fn arrive(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let place = Place::unruled(kind, kind.family()).await;
        let secret = place.device_password("anna", "files");
        let anna = BASE64.encode(format!("anna:{secret}").as_bytes());
        let mut wrong = Vec::new();
        for path in FILES {
            let seen = place.there().get(path).await;
            if seen.status != 302 {
                wrong.push(format!("{path}: {} for nobody", seen.status));
            }
            let mut client = place
                .there()
                .with("Authorization", &format!("Basic {anna}"));
            let seen = client.get(path).await;
            let came = place.behind.came();
            let targets: Vec<_> = came
                .iter()
                .map(|came| came.target.escape_ascii().to_string())
                .collect();
            if seen.status != 200 || targets != [path] {
                wrong.push(format!("{path}: {} {targets:?}", seen.status));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

fn page(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let place = Place::start(kind, kind.family()).await;
        for (language, said) in [("en", "a semicolon: “;”"), ("sv", "ett semikolon: ”;”")] {
            let mut person = place.there().with("Accept-Language", language);
            let page = person.get("/public/a;b.pdf").await.is(400);
            assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
            page.has(said).has("files.example.test");
        }
        assert!(place.behind.came().is_empty(), "something passed");
    });
}
