//! What somebody reads who is refused: behind each real proxy the gate's own words, in the form that the client
//! shows, with the gate's own status.

use data_encoding::BASE64;
use testing::{Engine, run};

use super::place::{FILES, Place};
use crate::support::browser::Browser;
use crate::support::proxy::{Kind, left_out};

/// How somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    /// A client with a wrong secret.
    Wrong,
    /// A client with nothing.
    Bare,
    /// A page, by itself.
    Page,
}

use Asker::{Bare, Page, Wrong};

const XML: &str = "application/xml; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// What is asked, and what is read.
#[rustfmt::skip]
const ROWS: [(&str, &str, Asker, &str, u16, &str, &str); 11] = [
    ("PROPFIND", "/x",                           Wrong, "*/*",              401, XML,  "<s:message>HELP</s:message>"),
    ("PROPFIND", "/x",                           Bare,  "*/*",              401, XML,  "<s:message>HELP</s:message>"),
    ("PUT",      "/remote.php/dav/files/anna/x", Wrong, "*/*",              401, XML,  "<s:message>HELP</s:message>"),
    ("GET",      "/ocs/v2.php/cloud/user",       Wrong, "*/*",              401, "application/json", "\"message\":\"HELP\""),
    ("POST",     "/ocs/v1.php/apps/x",           Bare,  "application/json", 401, "application/json", "\"message\":\"HELP\""),
    ("GET",      "/api",                         Wrong, "application/json", 401, "application/problem+json", "\"detail\":\"HELP\""),
    ("DELETE",   "/api/x",                       Bare,  "application/json", 401, "application/problem+json", "\"detail\":\"HELP\""),
    ("GET",      "/x",                           Wrong, "*/*",              401, TEXT, "HELP"),
    ("POST",     "/x",                           Bare,  "text/html",        401, TEXT, "HELP"),
    ("GET",      "/x",                           Page,  "*/*",              401, TEXT, "401"),
    ("GET",      "/x;y",                            Wrong, "*/*",              400, TEXT, "a semicolon"),
];

/// What helps a client.
const HELP: &str = "Use a device password: https://auth.example.test/settings/devices";
const CHALLENGE: &str = "Basic realm=\"Countersign\", charset=\"UTF-8\"";

behind_each!(table);

fn table(kind: Kind) {
    if left_out() {
        return;
    }
    run(Engine::Sqlite, async move |_place| {
        let place = Place::start(kind, kind.family()).await;
        for row in ROWS {
            let (method, path, asker, accept, status, media, words) = row;
            let mut visitor = as_one_asks(&place, asker).with("Accept", accept);
            let body = ["PUT", "POST"]
                .contains(&method)
                .then_some(("text/plain", &b"something"[..]));
            let seen = visitor.send(method, path, body).await;
            let shown = format!("{row:?} {seen:?}");
            assert_eq!(seen.status, status, "{shown}");
            assert_eq!(seen.header("content-type"), media, "{shown}");
            assert!(seen.text.contains(&words.replace("HELP", HELP)), "{shown}");
            let challenged = status == 401 && asker != Page;
            let expected = if challenged { CHALLENGE } else { "" };
            assert_eq!(seen.header("www-authenticate"), expected, "{shown}");
            let told = seen
                .headers
                .iter()
                .any(|(name, _)| name.starts_with("remote-"));
            assert!(!told, "{shown}");
        }
        // A form that somebody sends by a button leads on to signing in.
        let mut person = place.there().with("Sec-Fetch-Mode", "navigate");
        let led = person.post("/x", &[("a", "b")]).await.is(302);
        let entrance = format!("{FILES}/.well-known/countersign/enter?next=/x&method=POST");
        assert_eq!(led.location(), entrance);
        assert!(place.behind.came().is_empty(), "something passed");
    });
}

fn as_one_asks(place: &Place, asker: Asker) -> Browser {
    let visitor = place.there();
    match asker {
        Wrong => {
            let wrong = BASE64.encode(b"anna:wrong");
            visitor.with("Authorization", &format!("Basic {wrong}"))
        }
        Bare => visitor,
        Page => visitor
            .with("Sec-Fetch-Site", "same-origin")
            .with("Sec-Fetch-Mode", "cors"),
    }
}
