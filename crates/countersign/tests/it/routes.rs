//! Every row of the route table, read from the table itself so that none can be left out: what nobody,
//! what only a pending sign-in, what another origin and what another person gets there.

use door::{Actor, EmailChange};
use testing::Place;

use crate::support::browser::{Browser, FORM, form};
use crate::support::dump::{differences, dump};
use crate::support::site::Site;
use crate::support::{PASSWORD, between};

const TABLE: &str = include_str!("../../../web/src/routes.rs");

/// A row: `Get` or `Post`, path, whom it is for.
#[derive(Clone, Copy, PartialEq)]
pub struct Row {
    pub verb: &'static str,
    pub path: &'static str,
    who: &'static str,
}

pub fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let mut words = line.split_whitespace();
        let verb = match words.next()? {
            "Get" => "GET",
            "Post" => "POST",
            _ => return None,
        };
        let path = words.next()?.strip_prefix('"')?.strip_suffix('"')?;
        Some(Row {
            verb,
            path,
            who: words.next()?,
        })
    };
    let rows: Vec<Row> = TABLE.lines().filter_map(row).collect();
    let written = TABLE
        .lines()
        .filter(|line| line.trim_start().starts_with(['G', 'P']) && line.contains("  \"/"));
    assert!(
        rows.len() >= 40 && rows.len() >= written.count(),
        "the table is written otherwise now"
    );
    assert!(
        rows.iter()
            .all(|row| ["Anyone", "Pending", "Session", "Program"].contains(&row.who))
    );
    rows
}

/// The row's path, with something in each variable segment.
pub fn filled(path: &str, id: &str) -> String {
    path.replace("{factor}", "totp")
        .replace("{id}", id)
        .replace("{token}", &"A".repeat(43))
        .replace("{file}", "x")
        .replace("{name}", "example")
        .replace("{mac}", &"A".repeat(44))
}

/// What somebody could want to send to any of them.
fn fields() -> Vec<u8> {
    form(&[
        ("username", "anna"),
        ("password", PASSWORD),
        ("current", PASSWORD),
        ("code", "123456"),
        ("name", "Mine"),
        ("display_name", "Mallory"),
        ("email", "mallory@example.org"),
        ("language", "sv"),
        ("theme", "dark"),
        ("what", "elsewhere"),
        ("next", "/settings"),
    ])
    .into_bytes()
}

const NOWHERE: &str = "00000000000000000000000000000000";

/// Anna and bodil have an app each; anna's browser is signed in, and a second one has a pending
/// sign-in of hers.
pub async fn two_people(place: Place) -> (Site, Browser, Browser) {
    two_people_of(Site::start(place).await).await
}

/// The same at this site.
pub async fn two_people_of(site: Site) -> (Site, Browser, Browser) {
    let mut bodil = site.browser("192.0.2.2");
    site.add_with_app("bodil", &mut bodil).await;
    bodil
        .post("/settings/security/backup-codes", &[])
        .await
        .is(200);
    let door = site.place.door().await;
    let address = EmailChange::Add("bodil@example.org");
    let added = door
        .change_emails(&Actor::COMMAND_LINE, "bodil", address)
        .await;
    added.unwrap();
    let mut anna = site.browser("192.0.2.1");
    site.add_with_app("anna", &mut anna).await;
    let pending = site.pending("anna", "192.0.2.3").await;
    // Seen at this minute, so that looking again writes nothing.
    assert!(anna.is_in().await);
    (site, anna, pending)
}

testing::on_both! {
    async fn L02_L03_L05_a_pending_sign_in_opens_no_page_that_needs_a_session(place: Place) {
        let (site, anna, pending) = two_people(place).await;
        let token = pending.cookie("countersign-signin").unwrap().clone();
        let nobody = pending.bare();
        let mut those = vec![nobody.clone(), pending];
        for name in ["countersign", "countersign-known", "__Host-countersign", "session", "remember"] {
            let mut other = nobody.clone();
            other.jar.insert(name.to_owned(), token.clone());
            those.push(other);
        }
        let basic = data_encoding::BASE64.encode(format!("anna:{token}").as_bytes());
        let password = data_encoding::BASE64.encode(format!("anna:{PASSWORD}").as_bytes());
        for value in [format!("Bearer {token}"), format!("Basic {basic}"), format!("Basic {password}")] {
            those.push(nobody.with("Authorization", &value));
        }
        // What proves nothing: a known browser's mark, in its own place and in the session's.
        let mut known = nobody.clone();
        let mark = anna.cookie("countersign-known").unwrap();
        for name in ["countersign", "countersign-known", "countersign-signin"] {
            known.jar.insert(name.to_owned(), mark.clone());
        }
        those.push(known);
        let before = dump(&site.place).await;
        for row in rows().into_iter().filter(|row| row.who == "Session") {
            let path = filled(row.path, NOWHERE);
            let login = match (row.verb, path.as_str()) {
                // Nobody is led back to where one only confirms.
                ("POST", _) | (_, "/" | "/confirm" | "/confirm/totp") => "/login".to_owned(),
                _ => format!("/login?next={path}"),
            };
            for browser in &those {
                let mut browser = browser.clone();
                let body = fields();
                let body = (row.verb == "POST").then_some((FORM, body.as_slice()));
                let seen = browser.send(row.verb, &path, body).await.leads(&login);
                assert_eq!(seen.cookies().count(), 0, "{path}: {:?}", seen.headers);
            }
        }
        let after = dump(&site.place).await;
        assert_eq!(differences(&before, &after), "");
    }

    async fn L18_pages_of_a_pending_sign_in_take_no_other_token(place: Place) {
        let (site, anna, _) = two_people(place).await;
        let mut those = vec![anna.bare(), anna.clone()];
        for name in ["countersign", "countersign-known"] {
            let mut other = anna.bare();
            other.jar.insert("countersign-signin".to_owned(), anna.cookie(name).unwrap().clone());
            those.push(other);
        }
        let before = dump(&site.place).await;
        for row in rows().into_iter().filter(|row| row.who == "Pending") {
            for browser in &those {
                let mut browser = browser.clone();
                let body = fields();
                let body = (row.verb == "POST").then_some((FORM, body.as_slice()));
                let seen = browser.send(row.verb, &filled(row.path, NOWHERE), body).await;
                // Where a form was going is kept, for whoever has signed in meanwhile.
                let posted = row.verb == "POST";
                seen.leads(if posted { "/login?over=1&next=/settings" } else { "/login?over=1" });
            }
        }
        let after = dump(&site.place).await;
        assert_eq!(differences(&before, &after), "");
    }

    async fn L25_V8_2_2_another_persons_id_is_one_that_does_not_exist(place: Place) {
        let (site, mut anna, _) = two_people(place).await;
        // Every id that anybody but anna has, of whatever table.
        let before = dump(&site.place).await;
        let own = anna.get("/settings/security").await.text + &anna.get("/settings/devices").await.text;
        let mut ids: Vec<&str> = before
            .split(|c: char| !c.is_ascii_hexdigit())
            .filter(|word| word.len() == 32 && !own.contains(word))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        assert!(ids.len() > 8, "{before}");
        let paths: Vec<Row> = rows().into_iter().filter(|row| row.path.contains("{id}")).collect();
        assert!(paths.len() >= 8);
        for row in paths {
            for kind in ["totp", "backup-codes"] {
                let at = |id| filled(&row.path.replace("{factor}", kind), id);
                let body = fields();
                let body = (row.verb == "POST").then_some((FORM, body.as_slice()));
                let nobodys = anna.send(row.verb, &at(NOWHERE), body).await.is(404);
                for id in &ids {
                    let seen = anna.send(row.verb, &at(id), body).await;
                    let (seen, nobodys) = (seen.text.replace(id, ""), nobodys.text.replace(NOWHERE, ""));
                    assert_eq!(seen, nobodys, "{} {}", row.verb, at(id));
                }
                for id in ["x", "-", &"f".repeat(64), "0", &NOWHERE[1..]] {
                    anna.send(row.verb, &at(id), body).await.is(404);
                }
            }
        }
        let after = dump(&site.place).await;
        assert_eq!(differences(&before, &after), "");
    }

    async fn N_26_a_post_from_elsewhere_changes_nothing_and_names_both_origins(place: Place) {
        let (site, anna, pending) = two_people(place).await;
        let mut both = anna.clone();
        both.jar.extend(pending.jar.clone());
        let own = between(&both.clone().get("/settings/security").await.text, "/totp/", "/").to_owned();
        let ours = format!("http://localhost:{}", site.port());
        let before = dump(&site.place).await;
        let marks: [&[(&str, &str)]; 8] = [
            &[("Origin", "https://evil.test")],
            &[("Origin", "null")],
            &[("Origin", "http://localhost:1")],
            &[("Sec-Fetch-Site", "cross-site")],
            &[("Sec-Fetch-Site", "same-site"), ("Origin", &ours)],
            &[("Sec-Fetch-Site", "none")],
            &[("Sec-Fetch-Mode", "navigate")],
            &[("Referer", "https://evil.test/login")],
        ];
        // Programs of others have no page of ours to come from.
        for row in rows().into_iter().filter(|row| row.verb == "POST" && row.who != "Program") {
            let path = filled(row.path, &own);
            for mark in marks {
                let marked = mark.iter().fold(both.clone(), |on, (name, value)| on.with(name, value));
                let body = fields();
                let seen = marked.clone().send("POST", &path, Some((FORM, &body))).await;
                let seen = seen.is(403).has(&ours).has("role=\"alert\"");
                assert_eq!(seen.cookies().count(), 0, "{path}");
                if let ("Origin" | "Referer", theirs) = mark[0] {
                    seen.has(theirs.strip_suffix("/login").unwrap_or(theirs));
                }
            }
        }
        let after = dump(&site.place).await;
        assert_eq!(differences(&before, &after), "");
    }

    async fn V7_6_2_a_get_changes_nothing_whoever_looks(place: Place) {
        let (site, anna, pending) = two_people(place).await;
        let invite = site.invite_path("cilla").await;
        let own = between(&anna.clone().get("/settings/security").await.text, "/totp/", "/").to_owned();
        let before = dump(&site.place).await;
        let mut paths: Vec<String> = rows().iter().map(|row| filled(row.path, &own)).collect();
        // As mail scanners and previews do, with everything that a form could have.
        let query = String::from_utf8(fields()).unwrap();
        paths.extend(paths.clone().iter().map(|path| format!("{path}?{query}&done=added&lost=1")));
        paths.push(invite);
        for path in &paths {
            for browser in [&anna, &pending, &pending.bare()] {
                for method in ["GET", "HEAD"] {
                    let seen = browser.clone().send(method, path, None).await;
                    // The test's clock isn't the database's.
                    let unready = path.starts_with("/readyz") && seen.status == 503;
                    let fine = unready || [200, 303, 404, 405, 410].contains(&seen.status);
                    assert!(fine, "{method} {path}: {} {}", seen.status, seen.text);
                    assert_eq!(seen.cookies().count(), 0, "{path}");
                }
            }
        }
        let after = dump(&site.place).await;
        assert_eq!(differences(&before, &after), "");
        for mut browser in [anna, pending] {
            browser.get("/login/challenge").await;
            assert!(browser.holds_session() == browser.is_in().await);
        }
    }
}
