//! What is set of gateways, how a request is filled, and when one rests.

use domain::setting::Value;
use proptest::prelude::*;

use super::hole::Within;
use super::read::GATEWAYS;
use super::*;

fn settings(all: &[&[(&str, &str)]]) -> domain::setting::Settings {
    let table = |rows: &&[(&str, &str)]| {
        let mut table = domain::setting::Settings::default();
        for (key, text) in *rows {
            let value = match *key {
                "headers" | "report_failed" => {
                    Value::List(text.split('|').map(str::to_owned).collect())
                }
                _ => Value::Text((*text).to_owned()),
            };
            table.set(key, value);
        }
        table
    };
    let mut settings = domain::setting::Settings::default();
    settings.set(GATEWAYS, Value::Tables(all.iter().map(table).collect()));
    settings
}

const ORIGIN: &str = "https://id.example.org";
const URL: (&str, &str) = ("url", "https://gateway.example.org/send");

#[test]
fn what_can_not_be_is_told_with_its_place() {
    let name = ("name", "one");
    for (set, key, says) in [
        (&[URL][..], "name", "must be 1 to 40"),
        (&[("name", "a b"), URL], "name", "must be 1 to 40"),
        (&[name], "url", "must be an address"),
        (
            &[name, ("url", "ftp://example.org/")],
            "url",
            "must be an address",
        ),
        (
            &[name, ("url", "https://example.org")],
            "url",
            "must be an address",
        ),
        (
            &[name, ("url", "https://{to}/send")],
            "url",
            "must be an address",
        ),
        (
            &[name, ("url", "https://ada:x@example.org/")],
            "url",
            "must be an address",
        ),
        (&[name, URL, ("body", "a={msisdn}")], "body", "has {msisdn}"),
        (
            &[name, URL, ("headers", "Nothing")],
            "headers",
            "Name: value",
        ),
        (
            &[name, URL, ("headers", "X: {text}")],
            "headers",
            "can't hold {text}",
        ),
        (
            &[
                name,
                URL,
                ("headers", "Content-Type: text/csv"),
                ("body", "a"),
            ],
            "body",
            "text/csv",
        ),
        (
            &[name, URL, ("body", "{secret}")],
            "secret_file",
            "is needed",
        ),
        (
            &[name, URL, ("secret_file", "/etc/passwd")],
            "secret_file",
            "put nowhere",
        ),
        (
            &[
                name,
                URL,
                ("body", "{secret}"),
                ("secret_file", "/etc/passwd"),
            ],
            "secret_file",
            "by everybody",
        ),
        (
            &[name, URL, ("report_field", "status")],
            "report_field",
            "comes from nowhere",
        ),
        (
            &[name, URL, ("report_failed", "failed")],
            "report_failed",
            "is looked for nowhere",
        ),
        (
            &[name, URL, ("body", "a={report}"), ("report_failed", "x")],
            "report_field",
            "is needed",
        ),
        (
            &[name, URL, ("body", "a={report}"), ("report_field", "x")],
            "report_failed",
            "is needed",
        ),
        (
            &[
                name,
                URL,
                ("body", "a={report}"),
                ("report_field", "a\nb"),
                ("report_failed", "x"),
            ],
            "report_field",
            "must be a field's name",
        ),
        (
            &[
                name,
                URL,
                ("body", "a={report}"),
                ("report_field", "x"),
                ("report_failed", "failed|"),
            ],
            "report_failed",
            "must be texts",
        ),
        (
            &[name, URL, ("body", "{secret}"), ("secret_file", "/nowhere")],
            "secret_file",
            "can't be read",
        ),
    ] {
        let Err(wrong) = read(&settings(&[set]), ORIGIN, &Tls::of_the_system()) else {
            panic!("{set:?}");
        };
        assert_eq!(wrong.place, format!("{GATEWAYS}.0.{key}"), "{set:?}");
        assert!(wrong.why.contains(says), "{set:?}: {}", wrong.why);
        assert!(!wrong.why.contains("hunter2"), "{}", wrong.why);
    }
    let twice = settings(&[&[name, URL], &[name, URL]]);
    let wrong = read(&twice, ORIGIN, &Tls::of_the_system()).err().unwrap();
    assert_eq!(wrong.place, format!("{GATEWAYS}.1.name"));
    let mut networks = domain::setting::Settings::default();
    networks.set(super::read::NETWORKS, Value::List(vec!["here".into()]));
    assert!(read(&networks, ORIGIN, &Tls::of_the_system()).is_err());
    let none = read(&settings(&[]), ORIGIN, &Tls::of_the_system());
    assert!(none.unwrap().is_empty());
}

#[test]
fn what_is_put_there_is_encoded_for_where_it_stands() {
    let text = Secret::new("Kod: 12 \"34\" & <å>\n@id #1".to_owned());
    let message = TextMessage {
        to: "+46701234567",
        text: &text,
        id: "a1",
        report: "https://id.example.org/gateway/one/a1/b-2_3",
    };
    for (within, template, filled) in [
        (
            Within::Url,
            "to={to}&n={digits}&t={text}&k={secret}",
            "to=%2B46701234567&n=46701234567&t=Kod%3A%2012%20%2234%22%20%26%20%3C%C3%A5%3E%0A%40id%20%231&k=s%22%3A%20t",
        ),
        (
            Within::Json,
            "{\"to\": \"{to}\", \"a\": {}, \"t\": \"{text}\", \"k\": \"{secret}\"}",
            "{\"to\": \"+46701234567\", \"a\": {}, \"t\": \"Kod: 12 \\\"34\\\" & <å>\\n@id #1\", \"k\": \"s\\\": t\"}",
        ),
        (
            Within::Xml,
            "<t>{text}</t>",
            "<t>Kod: 12 &quot;34&quot; &amp; &lt;å&gt;\n@id #1</t>",
        ),
        (
            Within::Url,
            "u={report}%3Fd%3D%25d",
            "u=https%3A%2F%2Fid.example.org%2Fgateway%2Fone%2Fa1%2Fb-2_3%3Fd%3D%25d",
        ),
        (Within::Header, "Basic {basic} {id}", "Basic cyI6IHQ= a1"),
    ] {
        let template = Template::read(template, within).unwrap();
        assert_eq!(*template.filled(&message, "s\": t"), filled);
    }
}

proptest! {
    #[test]
    fn no_text_leaves_its_place(typed in "(.|[\"\\\\&=<>{}%\r\n]){0,60}") {
        let text = Secret::new(typed.clone());
        let message = TextMessage { to: "+1", text: &text, id: "a", report: "" };
        let json = Template::read("{\"t\": \"{text}\"}", Within::Json).unwrap();
        let read: serde_json::Value = serde_json::from_str(&json.filled(&message, "")).unwrap();
        prop_assert_eq!(read["t"].as_str().unwrap(), &typed);
        let form = Template::read("a={text}&b=1", Within::Url).unwrap();
        let form = form.filled(&message, "");
        prop_assert_eq!(form.matches(['&', '=', '\n', '\r', ' ', '#']).count(), 3, "{}", *form);
        let header = Template::read("{secret}", Within::Header).unwrap();
        prop_assert!(!header.filled(&message, &typed).contains(['\r', '\n']));
        // Braces that are no holes stay, whatever they are.
        drop(Template::read(&typed, Within::Json));
    }
}

#[test]
fn one_that_fails_again_and_again_rests_ever_longer_and_is_then_asked_once() {
    let (rest, begun) = (Rest::default(), Instant::now());
    let after = |seconds| begun + Duration::from_secs(seconds);
    let fails = |at| rest.came(rest.ask(at), true, at);
    fails(begun);
    fails(begun);
    rest.came(rest.ask(begun), false, begun);
    let late = rest.ask(begun);
    for _ in 0..3 {
        assert!(!rest.rests(begun), "a message that was taken begins anew");
        fails(begun);
    }
    // What was on its way meanwhile makes it no longer.
    rest.came(late, true, after(5));
    assert!(rest.rests(after(59)) && !rest.rests(after(60)));
    let again = rest.ask(after(60));
    assert!(rest.rests(after(60)), "one asks, and others go on");
    rest.came(again, true, after(60));
    assert!(
        rest.rests(after(179)) && !rest.rests(after(180)),
        "twice as long"
    );
    for _ in 0..9 {
        fails(after(180));
    }
    assert!(rest.rests(after(180 + 599)) && !rest.rests(after(180 + 600)));
    rest.came(rest.ask(after(180 + 600)), false, after(180 + 600));
    assert!(!rest.rests(after(180 + 600)));
}
