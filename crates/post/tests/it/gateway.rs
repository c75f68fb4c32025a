//! Text messages handed to gateways: to Kannel, out of whose network they come as a telephone gets them; and to some
//! that answer as real ones do on bad days.

use domain::Secret;
use domain::setting::{Settings, Value};
use post::gateway::{Asked, Gateways, NotTaken, TextMessage, read};
use post::tls::Tls;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use testing::text::{Answering, Kannel, SECRET, SENDER};

const ORIGIN: &str = "https://id.example.org";

/// Settings of these gateways, in which this machine may be asked.
fn settings(all: &[&[(&str, String)]]) -> Settings {
    let table = |rows: &&[(&str, String)]| {
        let mut table = Settings::default();
        for (key, text) in *rows {
            let value = match *key {
                "timeout_seconds" => Value::Number(text.parse().unwrap()),
                "headers" | "report_failed" => {
                    Value::List(text.split('|').map(str::to_owned).collect())
                }
                _ => Value::Text(text.clone()),
            };
            table.set(key, value);
        }
        table
    };
    let mut settings = Settings::default();
    settings.set(
        "text_message.gateway",
        Value::Tables(all.iter().map(table).collect()),
    );
    settings.set(
        "outbound.networks",
        Value::List(vec!["127.0.0.0/8".to_owned()]),
    );
    settings
}

fn gateways(all: &[&[(&str, String)]]) -> Gateways {
    read(&settings(all), ORIGIN, &Tls::of_the_system()).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

async fn sent(gateways: &Gateways, text: &str) -> Vec<Asked> {
    let text = Secret::new(text.to_owned());
    let message = TextMessage {
        to: "+46701234567",
        text: &text,
        id: "a1b2",
        report: "a1b2/c3",
    };
    gateways.send(&message).await
}

/// One that is asked without TLS, for a second at most.
fn of(name: &str, gateway: &Answering) -> Vec<(&'static str, String)> {
    vec![
        ("name", name.to_owned()),
        ("url", format!("http://127.0.0.1:{}/send", gateway.port)),
        (
            "body",
            "{\"to\": \"{to}\", \"text\": \"{text}\"}".to_owned(),
        ),
        ("success", "\"accepted\"".to_owned()),
        ("timeout_seconds", "1".to_owned()),
    ]
}

const TAKES: &str =
    "HTTP/1.1 202 Accepted\r\nContent-Length: 24\r\n\r\n{\"status\": \"accepted\"}\r\n";

#[tokio::test]
async fn what_is_handed_to_kannel_comes_out_of_its_network() {
    let Some(kannel) = Kannel::start() else {
        return;
    };
    let folder = testing::Folder::new();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, format!("{SECRET}\n")).unwrap();
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let url = |sender: &str| {
        format!(
            "http://127.0.0.1:{}/cgi-bin/sendsms?username={sender}&password={{secret}}&to={{to}}&text={{text}}\
             &charset=UTF-8&coding=0",
            kannel.port
        )
    };
    let gateway = |sender: &str| {
        vec![
            ("name", "kannel".to_owned()),
            ("method", "GET".to_owned()),
            ("url", url(sender)),
            ("secret_file", secret.to_str().unwrap().to_owned()),
            ("success", "Accepted".to_owned()),
        ]
    };
    let text = "Åsas kafé: 1234 5678 & <så>\n@id.example.org #12345678";
    let came = sent(&gateways(&[&gateway(SENDER)]), text).await;
    assert_eq!(
        came,
        [Asked {
            gateway: "kannel".to_owned(),
            came: Ok(())
        }]
    );
    let (to, came) = kannel.message("#12345678");
    assert_eq!((to.as_str(), came.as_str()), ("+46701234567", text));
    // Whoever isn't known there is told so, and the next gateway is asked.
    let came = sent(&gateways(&[&gateway("eve")]), "x").await;
    assert_eq!(
        came[0].came,
        Err(NotTaken::Broken("it answers 403".to_owned()))
    );
}

#[tokio::test]
async fn of_several_the_first_that_takes_it_sends_it() {
    let dead = Answering::plainly(None).await;
    let lies = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"status\": \"failed\"}";
    let wrong = Answering::plainly(Some(lies)).await;
    let elsewhere = Answering::plainly(Some(TAKES)).await;
    let leads = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:{}/\r\nContent-Length: 0\r\n\r\n",
        elsewhere.port
    );
    let redirects = Answering::plainly(Some(leads.leak())).await;
    let cuts = Answering::plainly(Some(
        "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n\"accepted\"",
    ))
    .await;
    let endless = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n{}",
        "x".repeat(70_000)
    );
    let endless = Answering::plainly(Some(endless.leak())).await;
    let (good, last) = (
        Answering::plainly(Some(TAKES)).await,
        Answering::plainly(Some(TAKES)).await,
    );
    let all = [
        of("dead", &dead),
        of("wrong", &wrong),
        of("redirects", &redirects),
        of("cuts", &cuts),
        of("endless", &endless),
        of("good", &good),
        of("last", &last),
    ];
    let all: Vec<_> = all.iter().map(Vec::as_slice).collect();
    let gateways = gateways(&all);
    let said = |came: &[Asked]| -> Vec<String> {
        let one = |one: &Asked| match &one.came {
            Ok(()) => format!("{}: taken", one.gateway),
            Err(why) => format!("{}: {}", one.gateway, why.why()),
        };
        came.iter().map(one).collect()
    };
    let came = sent(&gateways, "Kod \"1\"").await;
    let expected = [
        "dead: it takes too long",
        "wrong: it answers 200, and not what \"success\" says",
        "redirects: it answers 307",
        "cuts: its answer doesn't end",
        "endless: its answer doesn't end",
        "good: taken",
    ];
    assert_eq!(said(&came), expected);
    assert_eq!(
        elsewhere.asked(),
        Vec::<String>::new(),
        "no redirect is followed"
    );
    assert_eq!(last.asked(), Vec::<String>::new());
    let asked = good.asked();
    assert!(
        asked.len() == 1 && asked[0].starts_with("POST /send HTTP/1.1\r\n"),
        "{asked:?}"
    );
    assert!(
        asked[0].contains("content-type: application/json")
            && asked[0].ends_with("{\"to\": \"+46701234567\", \"text\": \"Kod \\\"1\\\"\"}"),
        "{asked:?}"
    );

    // What fails again and again isn't waited for any more.
    for _ in 0..2 {
        sent(&gateways, "x").await;
    }
    let begun = tokio::time::Instant::now();
    let came = said(&sent(&gateways, "x").await);
    assert!(
        begun.elapsed() < std::time::Duration::from_millis(900),
        "{came:?}"
    );
    // One that answers, and doesn't take this one, doesn't rest for that.
    let resting = came.iter().filter(|one| one.contains("rests"));
    assert_eq!(resting.count(), 4, "{came:?}");
    assert!(came[1].starts_with("wrong: it answers 200"), "{came:?}");
    assert_eq!(came.last().unwrap(), "good: taken");
}

#[tokio::test]
async fn each_is_told_where_it_says_what_became_of_a_message() {
    let (refuses, takes) = (
        Answering::plainly(Some(
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        ))
        .await,
        Answering::plainly(Some(TAKES)).await,
    );
    let reporting = |name: &str, gateway: &Answering| {
        let mut rows = of(name, gateway);
        rows[2].1 = "{\"to\": \"{to}\", \"report\": \"{report}\"}".to_owned();
        rows.push(("report_field", "status".to_owned()));
        rows.push(("report_failed", "failed".to_owned()));
        rows
    };
    let rows = [reporting("first", &refuses), reporting("second", &takes)];
    let came = sent(&gateways(&[&rows[0], &rows[1]]), "x").await;
    assert!(came[1].came.is_ok(), "{came:?}");
    for (name, gateway) in [("first", &refuses), ("second", &takes)] {
        let asked = gateway.asked().swap_remove(0);
        let body = format!("\"report\": \"{ORIGIN}/gateway/{name}/a1b2/c3\"}}");
        assert!(asked.ends_with(&body), "{asked}");
    }
}

#[tokio::test]
async fn a_certificate_has_to_be_right_and_a_network_of_ones_own_named() {
    let right = Answering::by_tls(TAKES, "localhost").await;
    let wrong = Answering::by_tls(TAKES, "gateway.example.org").await;
    let mut roots = RootCertStore::empty();
    for gateway in [&right, &wrong] {
        roots
            .add(CertificateDer::from_pem_file(gateway.certificate()).unwrap())
            .unwrap();
    }
    let tls = Tls::trusting(roots);
    let of = |gateway: &Answering| {
        let mut rows = of("one", gateway);
        rows[1].1 = format!("https://localhost:{}/send", gateway.port);
        rows
    };
    for (gateway, named, says) in [
        (&right, "127.0.0.0/8", ""),
        (&wrong, "127.0.0.0/8", "TLS doesn't come about"),
        (&right, "10.0.0.0/8", "outbound.networks"),
    ] {
        let mut settings = settings(&[&of(gateway)]);
        settings.set("outbound.networks", Value::List(vec![named.to_owned()]));
        let came = sent(
            &read(&settings, ORIGIN, &tls).unwrap_or_else(|wrong| panic!("{wrong:?}")),
            "x",
        )
        .await;
        match &came[0].came {
            Ok(()) => assert_eq!(says, ""),
            Err(why) => assert!(!says.is_empty() && why.why().contains(says), "{why:?}"),
        }
    }
    // Nobody but those named is asked without TLS, whoever they are.
    let mut plain = of(&right);
    plain[1].1 = "http://93.184.216.34:1/send".to_owned();
    let came = sent(&gateways(&[&plain]), "x").await;
    assert!(
        matches!(&came[0].came, Err(NotTaken::Broken(why)) if why.contains("outbound.networks")),
        "{came:?}"
    );
}

#[tokio::test]
async fn where_all_rest_one_is_asked_all_the_same() {
    let gone = Answering::plainly(Some(TAKES)).await;
    let rows = of("one", &gone);
    let gateways = gateways(&[&rows]);
    let port = gone.port;
    drop(gone);
    for _ in 0..4 {
        let came = sent(&gateways, "x").await;
        assert!(came[0].came.is_err(), "{came:?}");
        assert!(!format!("{came:?}").contains("rests"), "{came:?}");
    }
    let back = Answering::plainly_at(port, TAKES).await;
    let came = sent(&gateways, "x").await;
    assert!(came[0].came.is_ok(), "{came:?}");
    assert_eq!(back.asked().len(), 1);
}
