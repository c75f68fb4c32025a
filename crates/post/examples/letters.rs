//! Sends a sample of every message in every language to a mail server on this machine, each to an address that says
//! what it is, and prints how many: for the tests that look at them as they arrive, and for whoever wants to.
//!
//! `SSL_CERT_FILE=… letters PORT USER PASSWORD-FILE`
#![allow(clippy::expect_used, reason = "it does this one thing or ends")]

use std::sync::Arc;

use domain::setting::{Settings, Value};
use domain::{Language, Secret, Timestamp};
use door::Registry;
use door::outbox::{Channel, Letter, samples};
use look::words::{Catalogue, Words};
use post::Mail;
use post::settings::Outgoing;

const ORIGIN: &str = "https://id.example.org";

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().expect("PORT USER PASSWORD-FILE");
    let port = next().parse().expect("a port");
    let mut settings = Settings::default();
    settings.set("mail.port", Value::Number(port));
    let user = next();
    let password = std::fs::read_to_string(next()).expect("a file with the password");
    for (key, text) in [
        ("mail.server", "localhost"),
        ("mail.tls", "starttls"),
        ("mail.user", user.as_str()),
        ("mail.password", password.trim_end()),
        ("mail.from", "Åsas kafé <id@example.org>"),
        ("site.name", "Åsas kafé"),
        ("site.support_text", "Åsa, 08-12 34 56"),
    ] {
        settings.set(key, Value::Text(text.to_owned()));
    }
    let set = Outgoing::read(&settings, ORIGIN, "id.example.org").expect("settings");
    let mail = Mail::new(set.expect("a server"));
    let texts = [door::texts(&Registry::built_in()), vec![post::TEXTS]].concat();
    let catalogue = Arc::new(Catalogue::new(&texts).expect("texts"));
    let mut sent = 0_usize;
    for language in Language::ALL {
        let words = Words::new(Arc::clone(&catalogue), language, "Europe/Stockholm");
        for (n, sample) in samples(&words, "Åsas kafé", ORIGIN).into_iter().enumerate() {
            let letter = Letter {
                id: format!("{n}-{}", language.tag()),
                made: Timestamp::from_seconds(1_796_040_000),
                to: "anna".to_owned(),
                address: Some(format!("{}.{}@example.org", sample.name, language.tag())),
                language,
                subject: sample.subject,
                text: Secret::new(sample.text),
                report: String::new(),
            };
            mail.send(&letter).await.expect("sent");
            sent = sent.saturating_add(1);
        }
    }
    println!("{sent}");
}
