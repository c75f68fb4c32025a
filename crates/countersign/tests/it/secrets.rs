//! After a whole run, everything that it wrote is searched for everything that it was told and has
//! made in secret: log, standard output, database, metrics.

use testing::{Engine, run};

use crate::program::Program;
use crate::support::app::App;
use crate::support::node::{Faked, Node};
use crate::support::secrets::Secrets;
use crate::support::seen::Seen;
use crate::support::site::HTTPS;
use crate::support::{between, dump};

const PASSWORD: &str = "correct-gecko.battery+maple";
const WRONG: &str = "incorrect-horse.battery+staple";

/// All numbers of forms on a page.
fn numbers(secrets: &mut Secrets, seen: &Seen) {
    for rest in seen.text.split("name=\"number\" value=\"").skip(1) {
        secrets.token("a form's number", rest.split('"').next().unwrap());
    }
}

/// A run with everything in it; what is secret of it.
async fn a_whole_run(program: &Program, node: &Node, time: &mut Faked) -> Secrets {
    let mut secrets = Secrets::default();
    secrets.text("the password", PASSWORD);
    secrets.text("a wrong password", WRONG);
    let link = node.set_up_path();
    secrets.token("the set-up link", link.rsplit_once('/').unwrap().1);
    let mut browser = node.browser();
    browser.get(&link).await.is(200);
    browser
        .get(&format!("{link}/more?x={PASSWORD}"))
        .await
        .is(404);
    browser
        .post(&link, &[("username", "ada"), ("password", "short-horse")])
        .await
        .is(422);
    secrets.text("a refused password", "short-horse");
    let seen = browser
        .post(&link, &[("username", "ada"), ("password", PASSWORD)])
        .await
        .leads("/settings/security");
    secrets.cookies(&seen);
    browser
        .post(&link, &[("username", "ada"), ("password", PASSWORD)])
        .await
        .is(410);

    numbers(&mut secrets, &browser.get("/settings/security").await);
    let page = browser.get("/settings/security").await;
    let number = between(&page.text, "name=\"number\" value=\"", "\"").to_owned();
    numbers(&mut secrets, &page);
    let app = App::read(
        &browser
            .post(
                "/settings/security/totp",
                &[("name", "Phone"), ("number", &number)],
            )
            .await,
    );
    secrets.text("the app's secret", &app.shown);
    secrets.bytes("the app's secret", &app.secret);
    let confirm = format!("/settings/security/totp/{}/confirm", app.enrolment);
    let code = secrets.digits(app.code(time.now()));
    let seen = browser
        .post(&confirm, &[("code", &code)])
        .await
        .leads("/settings/security/next");
    secrets.cookies(&seen);
    let seen = browser
        .post("/settings/security/backup-codes", &[])
        .await
        .is(200);
    let list = between(&seen.text, "id=\"backup-codes\">", "</ol>").to_owned();
    let codes: Vec<&str> = list
        .split("<li>")
        .skip(1)
        .map(|item| item.split('<').next().unwrap())
        .collect();
    for code in &codes {
        secrets.text("a backup code", code);
    }

    // Tokens with secrets of their own: typed, mistyped, and in a list.
    let typed = [*b"typed in by its owner", *b"typed in and too long"];
    for (secret, times) in typed.iter().zip([1, 4]) {
        secrets.bytes("a token's secret", secret);
        let hex = data_encoding::HEXLOWER.encode(secret).repeat(times);
        let fields = [("token", "1"), ("secret", &*hex)];
        let status = if times == 1 { 200 } else { 422 };
        browser
            .post("/settings/security/hotp", &fields)
            .await
            .is(status);
    }
    let listed = b"a secret from a list.";
    secrets.bytes("an imported secret", listed);
    let hex = data_encoding::HEXLOWER.encode(listed);
    let list = format!("N-1,{hex},HOTP,6,0,ada\nN-2,{hex},OCRA,6,0,ada\n");
    std::fs::write(program.path("tokens.csv"), list).unwrap();
    let done = program.run("import tokens tokens.csv");
    assert!(done.out.contains("1 added"), "{} {}", done.out, done.err);
    secrets.are_not_in("the report", (done.out + &done.err).as_bytes());

    // Signed in by code and by backup code, with slips: a password as the name, as a code, in a URL.
    for (kind, code) in [("totp", None), ("backup-code", Some(codes[0]))] {
        time.later(60);
        browser.post("/logout", &[]).await.leads("/login?done=out");
        for (name, password) in [("ada", WRONG), (PASSWORD, "ada"), (PASSWORD, PASSWORD)] {
            browser
                .post("/login", &[("username", name), ("password", password)])
                .await
                .is(422);
        }
        let seen = browser
            .post("/login", &[("username", "ada"), ("password", PASSWORD)])
            .await;
        secrets.cookies(&seen.leads("/login/challenge"));
        for wrong in [PASSWORD, codes[9]] {
            browser.answer("totp", wrong).await.is(422);
        }
        let typed = code.map_or_else(|| secrets.digits(app.code(time.now())), ToOwned::to_owned);
        let seen = browser.answer(kind, &typed).await.is(303);
        secrets.cookies(&seen);
        // The code again, as one who looked over the shoulder.
        let mut thief = node.browser();
        thief
            .post("/login", &[("username", "ada"), ("password", PASSWORD)])
            .await;
        thief.answer(kind, &typed).await.is(422);
    }
    browser.post("/confirm", &[("password", WRONG)]).await;
    browser
        .post(
            "/settings/security/password",
            &[("current", WRONG), ("password", PASSWORD)],
        )
        .await;
    browser
        .post("/login/challenge/totp", &[("code", codes[8])])
        .await;
    browser
        .post("/invite/nothing", &[("password", PASSWORD)])
        .await
        .is(410);

    // What the command line hands out.
    let said = program.done("user invite bo");
    let token = said
        .trim()
        .rsplit_once("/invite/")
        .unwrap()
        .1
        .split_whitespace()
        .next()
        .unwrap();
    secrets.token("an invite", token);
    browser.get(&format!("/invite/{token}")).await.is(200);
    // A link for a forgotten password, opened, and sent from elsewhere, which is logged.
    let reset = "q3Yw0nGxJpZ6cVdU1sLr8aTfMbKeHiXo4ENyRvCt5gA";
    secrets.token("a link for a forgotten password", reset);
    browser.get(&format!("/forgotten/{reset}")).await.is(410);
    let mut elsewhere = node.browser().with("Sec-Fetch-Site", "cross-site");
    elsewhere
        .post(&format!("/forgotten/{reset}"), &[("password", PASSWORD)])
        .await
        .is(403);
    // A link that stops something, in the same way.
    let not_me = "Yw0nGxJpZ6cVdU1sLr8aTfMbKeHiXo4ENyRvCt5gAqA";
    secrets.token("a link that stops something", not_me);
    browser.get(&format!("/not-me/{not_me}")).await.is(410);
    elsewhere
        .post(&format!("/not-me/{not_me}"), &[("letters", "KXTB")])
        .await
        .is(403);
    let said = program.done("bypass add ada --reason lost");
    let code = said
        .split_whitespace()
        .find(|word| word.len() == 19 && word.matches('-').count() == 3);
    let code = code.unwrap_or_else(|| panic!("no bypass code: {said}"));
    secrets.text("a bypass code", code);
    let mut other = node.browser();
    other
        .post("/login", &[("username", "ada"), ("password", PASSWORD)])
        .await
        .leads("/login/challenge");
    other.answer("bypass-code", code).await.is(303);
    secrets
}

async fn nothing_secret_is_written(engine: Engine) {
    let Some(mut program) = tokio::task::spawn_blocking(move || Program::on(engine))
        .await
        .unwrap()
    else {
        return;
    };
    program.set("COUNTERSIGN_LOG_LEVEL", "trace");
    // The command line writes links, so it has to know where people come in.
    program.set("COUNTERSIGN_LISTEN", "127.0.0.1:0");
    program.set("COUNTERSIGN_PUBLIC_URL", HTTPS);
    program.set("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.0/8,::1/128");
    program.set("COUNTERSIGN_METRICS_LISTEN", "127.0.0.1:0");
    let mut time = Faked::under(&mut program);
    let node = Node::start(&program);
    let secrets = a_whole_run(&program, &node, &mut time).await;
    assert!(secrets.len() > 60, "{}", secrets.len());
    for port in node.metrics_ports() {
        let mut browser = crate::support::browser::Browser::new(port, "http://localhost");
        let seen = browser.get("/metrics").await.is(200).has("countersign_");
        secrets.are_not_in("the metrics", seen.text.as_bytes());
    }
    // While it runs, so that what waits in the journal is seen too.
    for entry in std::fs::read_dir(program.path("data")).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("setup-link") {
            // That one is for the link; void by now.
            continue;
        }
        secrets.are_not_in(&path.display().to_string(), &std::fs::read(&path).unwrap());
    }
    let held = if engine == Engine::Sqlite {
        dump::sqlite(&program.path("data/countersign.db"))
    } else {
        let url = program
            .variables
            .iter()
            .find(|(name, _)| name == "COUNTERSIGN_DATABASE");
        let (client, connection) = tokio_postgres::connect(&url.unwrap().1, tokio_postgres::NoTls)
            .await
            .unwrap();
        tokio::spawn(connection);
        dump::postgres(&client).await
    };
    assert!(held.contains("sign-in") && held.contains("Phone"), "{held}");
    secrets.are_not_in("the database", held.as_bytes());
    let log = std::fs::read(&node.log).unwrap();
    let out = node.end();
    assert!(
        log.len() > 5_000 && out.contains("data/setup-link"),
        "{out}"
    );
    secrets.are_not_in("the log", &log);
    secrets.are_not_in("standard output", out.as_bytes());
}

#[test]
fn R4226_6_R6238_5_V16_2_5_nothing_secret_is_written_on_sqlite() {
    run(Engine::Sqlite, async |_| {
        nothing_secret_is_written(Engine::Sqlite).await
    });
}

#[test]
fn R4226_6_R6238_5_V16_2_5_nothing_secret_is_written_on_postgres() {
    run(Engine::Postgres, async |_| {
        nothing_secret_is_written(Engine::Postgres).await
    });
}
