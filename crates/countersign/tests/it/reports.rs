//! What gateways say at the addresses that they were told: over HTTP, as each of them says it, and by a real one.

use std::time::{Duration, Instant};

use door::Actor;
use door::administration::{MessageState, MessageView, Messages};
use testing::text::{Answering, Kannel, SECRET, SENDER};
use testing::{Engine, Place, at_once, on_both, run};

use crate::support::browser::{Browser, FORM};
use crate::support::daemon::free_port;
use crate::support::dump::{differences, dump};
use crate::support::site::Site;

/// How long a message may be on its way, and a report back.
const PATIENCE: Duration = Duration::from_secs(30);

const TAKES: &str = "HTTP/1.1 202 Accepted\r\nContent-Length: 8\r\n\r\naccepted";

/// A site with this gateway, and where people reach it.
async fn site(place: Place, gateway: &str) -> Site {
    let file = place.folder().join("countersign.toml");
    let text = format!(
        "[site]\ncountry = \"SE\"\n\n[outbound]\nnetworks = [\"127.0.0.0/8\"]\n\n[[text_message.gateway]]\n{gateway}"
    );
    std::fs::write(file, text).unwrap();
    let secret = place.folder().join("secret");
    std::fs::write(&secret, SECRET).unwrap();
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let port = free_port();
    let (listen, url) = (
        format!("localhost:{port}"),
        format!("http://localhost:{port}"),
    );
    Site::with(place, &[("listen", &listen), ("public_url", &url)]).await
}

/// One that is told by JSON where to report, and reports a field "status".
async fn answering(place: Place) -> (Answering, Site) {
    let gateway = Answering::plainly(Some(TAKES)).await;
    let rows = format!(
        "name = \"mine\"\nurl = \"http://127.0.0.1:{}/\"\nbody = '{{\"report\": \"{{report}}\"}}'\n\
         report_field = \"status\"\nreport_failed = [\"failed\", \"5\"]\n",
        gateway.port
    );
    let site = site(place, &rows).await;
    (gateway, site)
}

/// Somebody asks for a code by text message.
async fn asks(site: &Site, name: &str) {
    site.add(name).await;
    let mut browser = site.browser("192.0.2.1");
    browser.sign_in(name).await.is(303);
    let fields = [("phone", "070-123 45 67")];
    let begun = browser.post("/settings/security/text-message", &fields);
    begun.await.is(200);
    // The server sends it as well, but within seconds.
    site.running.door.send_messages().await.unwrap();
}

/// The newest message, once it is as it has to be.
async fn message(site: &Site, fits: impl Fn(&MessageView) -> bool) -> MessageView {
    let begun = Instant::now();
    loop {
        let which = Messages {
            sent: true,
            before: None,
            most: 1,
        };
        let all = site.running.door.messages(&Actor::COMMAND_LINE, which);
        let newest = all.await.unwrap().into_iter().next();
        if let Some(message) = newest.clone().filter(&fits) {
            return message;
        }
        assert!(begun.elapsed() < PATIENCE, "{newest:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The path at which the gateway says what became of the message that it has taken.
async fn told(gateway: &Answering, site: &Site) -> String {
    message(site, |one| one.state == MessageState::Sent).await;
    let asked = gateway.asked().pop().unwrap();
    let (_, report) = asked.split_once("\"report\": \"").unwrap();
    let report = report.split('"').next().unwrap();
    let path = report.strip_prefix(site.running.public_url.origin());
    path.unwrap().to_owned()
}

async fn events(site: &Site) -> usize {
    let all = testing::people::events(&site.running.door, "anna").await;
    let told = all
        .iter()
        .filter(|one| *one == "message.undelivered failed");
    told.count()
}

/// A program that says something: no browser, no cookie.
fn program(site: &Site) -> Browser {
    let mut program = site.browser("192.0.2.9");
    program.headers.retain(|(name, _)| name == "Host");
    program
}

on_both! {
    async fn a_gateway_is_believed_however_it_says_it(place: Place) {
        let (gateway, site) = answering(place).await;
        asks(&site, "anna").await;
        let path = told(&gateway, &site).await;
        assert!(path.starts_with("/gateway/mine/"), "{path}");
        let mut program = program(&site);
        let before = dump(&site.place).await;
        let json = "application/json";
        for (kind, body) in [
            (FORM, "status=delivered&id=1"),
            (json, "{\"status\": \"delivered\"}"),
            (json, "{\"of\": {\"status\": \"failed\"}}"),
            (json, "{\"status\": [\"failed\"]}"),
            (json, "{\"status\": \"failed\""),
            ("text/plain", "status=failed"),
            (FORM, "status=%ff&status=%00"),
            ("multipart/form-data; boundary=x", "--x--"),
            ("", "failed"),
        ] {
            let seen = program.send("POST", &path, Some((kind, body.as_bytes()))).await.is(204);
            assert_eq!((seen.cookies().count(), &*seen.text), (0, ""), "{seen:?}");
        }
        for query in ["", "?", "?status=delivered", "?status=%ff", "?state=failed"] {
            program.get(&format!("{path}{query}")).await.is(204);
        }
        program.send("POST", &path, Some((FORM, &vec![b'a'; 70_000]))).await.is(413);
        let after = dump(&site.place).await;
        assert_eq!(differences(&before, &after), "");
        // It comes from elsewhere, whatever it looks like.
        let mut marked = program.with("Origin", "https://gateway.example").with("Sec-Fetch-Site", "cross-site");
        let said = "{\"error\": {\"code\": 1}, \"status\": 5}";
        marked.send("POST", &path, Some((json, said.as_bytes()))).await.is(204);
        let seen = message(&site, |one| one.state == MessageState::Undelivered).await;
        assert_eq!(seen.why, "the gateway mine says that it did not arrive");
        let written = dump(&site.place).await;
        program.get(&format!("{path}?status=failed")).await.is(204);
        program.send("POST", &path, Some((FORM, b"status=failed"))).await.is(204);
        let again = dump(&site.place).await;
        assert_eq!((differences(&written, &again), events(&site).await), (String::new(), 1));
        let mut metrics = Browser::new(site.running.metrics[0].port(), "http://localhost");
        let counted = metrics.get("/metrics").await.is(200);
        counted.has("countersign_gateway_reports_total{gateway=\"mine\",result=\"failed\"} 1\n");
    }

    async fn whoever_guesses_is_told_nothing_and_changes_nothing(place: Place) {
        let (gateway, site) = answering(place).await;
        asks(&site, "anna").await;
        let path = told(&gateway, &site).await;
        let mut program = program(&site);
        let parts: Vec<&str> = path.split('/').collect();
        let [_, _, name, id, mac] = parts[..] else { panic!("{path}") };
        let before = dump(&site.place).await;
        let wrong_mac = format!("{}{}", &mac[..mac.len() - 2], if mac.ends_with("AA") { "BB" } else { "AA" });
        for (name, id, mac) in [
            ("other", id, mac), (name, &"0".repeat(32), mac), (name, id, &wrong_mac), (name, id, id), (name, mac, id),
            (name, id, &mac.to_lowercase()), (name, "test", "test"), ("test", "test", "test"),
        ] {
            let path = format!("/gateway/{name}/{id}/{mac}?status=failed");
            program.get(&path).await.is(404);
            program.send("POST", &path, Some((FORM, b"status=failed"))).await.is(404);
        }
        for near in [format!("{path}/"), format!("{path}/x"), path.replace("/gateway/", "/Gateway/"), "/gateway".into()] {
            program.get(&format!("{near}?status=failed")).await.is(404);
        }
        program.send("PUT", &path, None).await.is(405);
        let after = dump(&site.place).await;
        assert_eq!(differences(&before, &after), "");
    }

    async fn of_sixty_four_reports_at_once_one_is_written(place: Place) {
        let (gateway, site) = answering(place).await;
        asks(&site, "anna").await;
        let path = told(&gateway, &site).await;
        let program = program(&site);
        let statuses = at_once(64, |n| {
            let (mut program, path) = (program.clone(), path.clone());
            async move {
                let body = Some((FORM, b"status=failed".as_slice()));
                match n % 2 {
                    0 => program.get(&format!("{path}?status=failed")).await.status,
                    _ => program.send("POST", &path, body).await.status,
                }
            }
        }).await;
        assert!(statuses.iter().all(|status| [204, 503].contains(status)), "{statuses:?}");
        assert!(statuses.contains(&204));
        message(&site, |one| one.state == MessageState::Undelivered).await;
        assert_eq!(events(&site).await, 1);
    }
}

/// Kannel is told where to report, and this is what counts as failed.
async fn by_kannel(place: Place, kannel: &Kannel, failed: &str) -> Site {
    let secret = place.folder().join("secret");
    let rows = format!(
        "name = \"kannel\"\nmethod = \"GET\"\nsecret_file = {secret:?}\nsuccess = \"Accepted\"\n\
         url = \"http://127.0.0.1:{}/cgi-bin/sendsms?username={SENDER}&password={{secret}}&to={{to}}&charset=UTF-8\
         &coding=0&text={{text}}&dlr-mask=31&dlr-url={{report}}%3Fstate%3D%25d\"\n\
         report_field = \"state\"\nreport_failed = {failed}\n",
        kannel.port
    );
    let site = site(place, &rows).await;
    asks(&site, "anna").await;
    site
}

#[test]
fn a_real_gateway_reports() {
    let Some(kannel) = Kannel::start() else {
        return;
    };
    // Its fake network takes every message: what it says of that is a failure to the first site.
    run(Engine::Sqlite, async |place| {
        let site = by_kannel(place, &kannel, "[\"1\", \"8\"]").await;
        let seen = message(&site, |one| one.state == MessageState::Undelivered).await;
        assert_eq!(seen.why, "the gateway kannel says that it did not arrive");
        assert_eq!(events(&site).await, 1);
    });
    run(Engine::Sqlite, async |place| {
        let site = by_kannel(place, &kannel, "[\"2\", \"16\"]").await;
        let begun = Instant::now();
        let port = site.running.metrics[0].port();
        loop {
            let counted = Browser::new(port, "http://localhost").get("/metrics").await;
            let other = "countersign_gateway_reports_total{gateway=\"kannel\",result=\"other\"} ";
            let (_, times) = counted.text.split_once(other).unwrap();
            if !times.starts_with('0') {
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "{}", counted.text);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        message(&site, |one| one.state == MessageState::Sent).await;
        assert_eq!(events(&site).await, 0);
    });
}

#[test]
fn a_modem_behind_a_real_gateway_reports() {
    // A permanent error: the number isn't reached.
    let Some(kannel) = Kannel::start_by_modem(0x46) else {
        return;
    };
    run(Engine::Sqlite, async |place| {
        let site = by_kannel(place, &kannel, "[\"2\", \"16\"]").await;
        let seen = message(&site, |one| one.state == MessageState::Undelivered).await;
        assert_eq!(seen.why, "the gateway kannel says that it did not arrive");
        assert_eq!(events(&site).await, 1);
    });
}
