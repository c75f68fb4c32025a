//! The main job, as a browser meets it: from the set-up link to a sign-in with a code that lands where
//! one was going; and what every answer on the way carries.

use testing::Place;

use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::seen::Seen;
use crate::support::site::{HTTPS, Site};
use crate::support::{PASSWORD, between};

/// The `Set-Cookie` line of this cookie.
#[track_caller]
fn line<'a>(seen: &'a Seen, name: &str) -> &'a str {
    let begins = format!("{name}=");
    let mut lines = seen
        .headers
        .iter()
        .filter(|(header, _)| header == "set-cookie");
    let found = lines.find(|(_, line)| line.starts_with(&begins));
    found.map_or_else(
        || panic!("no {name} in {:?}", seen.headers),
        |(_, line)| line.as_str(),
    )
}

/// What every page carries.
#[track_caller]
fn guarded(seen: Seen) -> Seen {
    assert_eq!(seen.header("cache-control"), "no-store");
    assert_eq!(seen.header("referrer-policy"), "same-origin");
    assert_eq!(seen.header("x-content-type-options"), "nosniff");
    assert_eq!(seen.header("cross-origin-opener-policy"), "same-origin");
    let policy = seen.header("content-security-policy");
    let said: Vec<&str> = policy.split(';').map(str::trim).collect();
    for part in [
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(said.contains(&part), "{part} in {policy}");
    }
    assert!(
        !policy.contains("unsafe") && !policy.contains("data:"),
        "{policy}"
    );
    for inline in ["<style", " style=", "<script>", " onclick=", " onsubmit="] {
        assert!(!seen.text.contains(inline), "{inline}");
    }
    seen
}

/// The codes of a page that shows them.
fn codes(page: &Seen) -> Vec<String> {
    let list = between(&page.text, "id=\"backup-codes\">", "</ol>");
    let items = list.split("<li>").skip(1);
    items
        .map(|item| item.split('<').next().unwrap().to_owned())
        .collect()
}

async fn the_whole_flow(site: Site, prefix: &str) {
    let secure = if prefix.is_empty() { "" } else { "; Secure" };
    let session = format!("{prefix}countersign");
    let (pending, known) = (format!("{session}-signin"), format!("{session}-known"));
    let usual = format!("; Path=/; HttpOnly; SameSite=Lax{secure}");
    let mut browser = site.browser("192.0.2.1");

    // The link makes the first administrator.
    let link = site.set_up_path();
    guarded(browser.get(&link).await)
        .is(200)
        .has("autocomplete=\"new-password\"");
    let made = browser
        .post(&link, &[("username", "ada"), ("password", PASSWORD)])
        .await;
    let first = line(&made, &session).to_owned();
    assert!(first.ends_with(&usual), "{first}");
    assert_eq!(
        line(&made, &known),
        format!("{known}={}{usual}; Max-Age=15552000", browser.jar[&known])
    );
    made.leads("/settings/security");
    guarded(browser.get("/settings/security").await)
        .is(200)
        .has("id=\"account-name\">ada<");
    guarded(
        browser
            .post(&link, &[("username", "eve"), ("password", PASSWORD)])
            .await,
    )
    .is(410);

    // An authenticator app: after a wrong code its secret stands there once more, the same, with no other.
    let begun = guarded(
        browser
            .post("/settings/security/totp", &[("name", "Phone")])
            .await,
    )
    .is(200);
    let app = App::read(&begun);
    assert_eq!(app.secret.len(), 20);
    let uri = between(&begun.text, "id=\"totp-uri\" href=\"", "\"").replace("&#38;", "&");
    assert!(uri.starts_with("otpauth://totp/Countersign:ada?"), "{uri}");
    assert!(uri.contains(&format!("secret={}", app.shown)), "{uri}");
    assert_eq!(
        begun.text.matches("role=\"img\"").count(),
        1,
        "the QR code stands in the page"
    );
    let confirm = format!("/settings/security/totp/{}/confirm", app.enrolment);
    let again = browser
        .post(&confirm, &[("code", &app.wrong(site.now()))])
        .await
        .is(422);
    assert!(again.text.contains("role=\"alert\""), "{}", again.text);
    let shown = between(&again.text, "id=\"totp-secret\">", "<").replace(' ', "");
    assert_eq!(shown, app.shown);
    let before = browser.jar[&session].clone();
    let on = browser
        .post(&confirm, &[("code", &app.code(site.now()))])
        .await;
    on.leads("/settings/security/next");
    assert_ne!(browser.jar[&session], before, "V7_2_4: a new token");
    let mut old = browser.bare();
    old.jar.insert(session.clone(), before);
    assert!(!old.is_in().await, "L16: the old one is dead");

    // Ten codes, once.
    let shown = guarded(browser.post("/settings/security/backup-codes", &[]).await).is(200);
    let codes = codes(&shown);
    assert_eq!(codes.len(), 10);
    assert!(codes.iter().all(|code| code.len() == 19), "{codes:?}");
    for page in ["/settings/security", "/settings/security/next", "/"] {
        let text = browser.get(page).await.is(200).text;
        assert!(codes.iter().all(|code| !text.contains(code)), "{page}");
    }

    // Out.
    let session_before = browser.jar[&session].clone();
    let out = browser.post("/logout", &[]).await.leads("/login?done=out");
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
    let told = browser.get("/login?done=out").await.is(200);
    assert!(
        told.text.contains("You&#39;re signed out."),
        "{}",
        told.text
    );
    assert_eq!(
        line(&out, &session),
        format!("{session}={usual}; Max-Age=0")
    );
    assert_eq!(out.cookies().count(), 1, "{:?}", out.headers);
    assert!(
        browser.jar.contains_key(&known),
        "known browsers stay known"
    );
    let mut back = browser.clone();
    back.jar.insert(session.clone(), session_before);
    let dead = back.get("/settings").await.leads("/login?next=/settings");
    assert_eq!(
        dead.cookies().count(),
        0,
        "a dead session id gets its 303 without touching cookies"
    );

    // In again, where one was going.
    browser
        .get("/settings/activity")
        .await
        .leads("/login?next=/settings/activity");
    let page = guarded(browser.get("/login?next=/settings/activity").await).is(200);
    assert_eq!(
        between(&page.text, "name=\"next\" value=\"", "\""),
        "/settings/activity"
    );
    let fields = [
        ("username", "ada"),
        ("password", PASSWORD),
        ("next", "/settings/activity"),
    ];
    let owed = browser
        .post("/login", &fields)
        .await
        .leads("/login/challenge");
    assert!(line(&owed, &pending).ends_with(&usual));
    assert_eq!(
        owed.cookies().count(),
        1,
        "L03: nothing durable before the last proof"
    );
    browser
        .get("/login/challenge")
        .await
        .leads("/login/challenge/totp");
    let page = guarded(browser.get("/login/challenge/totp").await).is(200);
    assert!(!page.text.contains("account-name") && !page.text.contains(">ada<"));
    let page = page
        .has("autocomplete=\"one-time-code\"")
        .has("inputmode=\"numeric\"");
    assert!(page.text.contains("/login/challenge/backup-code"));
    site.later(60);
    guarded(browser.answer("totp", &app.wrong(site.now())).await)
        .is(422)
        .has("already used. Wait for the next one and try again.");
    let came = browser
        .answer("totp", &app.code(site.now()))
        .await
        .leads("/settings/activity");
    assert!(line(&came, &session).ends_with(&usual));
    assert_eq!(
        line(&came, &pending),
        format!("{pending}={usual}; Max-Age=0")
    );
    guarded(browser.get("/settings/activity").await)
        .is(200)
        .has("192.0.2.1");

    // With a backup code: what happened to the phone?
    browser.post("/logout", &[]).await.leads("/login?done=out");
    browser.sign_in("ada").await.leads("/login/challenge");
    let written = codes[3].to_lowercase().replace('-', " ");
    browser
        .answer("backup-code", &written)
        .await
        .leads("/settings/security/lost");
    browser.get("/settings/security/lost").await.is(200);
    browser.get("/settings").await.is(200);
    let mut other = site.pending("ada", "192.0.2.2").await;
    other.answer("backup-code", &codes[3]).await.is(422);
}

testing::on_both! {
    async fn N_28_the_whole_flow_on_a_plain_localhost(place: Place) {
        the_whole_flow(Site::start(place).await, "").await;
    }

    async fn N_28_the_whole_flow_behind_https(place: Place) {
        the_whole_flow(Site::https(place).await, "__Host-").await;
    }

    async fn every_refusal_has_its_status(place: Place) {
        let site = Site::https(place).await;
        let mut browser = site.browser("192.0.2.1");
        let page = guarded(browser.get("/login").await).is(200);
        assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
        guarded(browser.get("/nothing").await).is(404);
        browser.get("/logout").await.is(405);
        guarded(browser.get("/setup/nothing").await).is(410);
        guarded(browser.sign_in("nobody").await).is(422).has("role=\"alert\"");
        let elsewhere = browser.with("Host", "evil.test").get("/login").await;
        guarded(elsewhere).is(421).has(HTTPS).has("evil.test").has("public_url");
        let foreign = browser.with("Sec-Fetch-Site", "cross-site").with("Origin", "https://evil.test");
        let foreign = foreign.clone().sign_in("nobody").await;
        guarded(foreign).is(403).has(HTTPS).has("https://evil.test");
        for _ in 0..19 {
            browser.sign_in("nobody").await.is(422);
        }
        let waits = guarded(browser.sign_in("nobody").await).is(429);
        let seconds: i64 = waits.header("retry-after").parse().unwrap();
        assert!((1..=600).contains(&seconds), "{seconds}");
        site.browser("192.0.2.2").sign_in("nobody").await.is(422);
    }

    async fn L39_a_code_is_refused_in_one_sentence_whatever_the_cause(place: Place) {
        let site = Site::start(place).await;
        let mut browser = site.browser("192.0.2.1");
        let app = site.add_with_app("anna", &mut browser).await;
        let used = app.code(site.now());
        site.pending("anna", "192.0.2.2").await.answer("totp", &used).await.leads("/");
        let causes = [used, app.wrong(site.now()), app.code(site.now() + 90), app.code(site.now() - 90)];
        let mut said = std::collections::BTreeSet::new();
        for code in &causes {
            let mut other: Browser = site.pending("anna", "192.0.2.3").await;
            let page = other.answer("totp", code).await.is(422);
            let alert = between(&page.text, "role=\"alert\"", "</").to_owned();
            assert!(!page.text.contains(code.as_str()), "the code comes back");
            said.insert(alert);
        }
        assert_eq!(said.len(), 1, "{said:?}");
    }
}
