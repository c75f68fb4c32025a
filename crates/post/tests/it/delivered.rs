//! What goes to a real server comes out of it as it was written.

use post::smtp::Encryption;
use testing::mail::{Exim, read};

use crate::place::{letter, mail, sent, server, signed_in};

const GAP: char = '\u{200a}';

/// Subjects and texts of every kind.
fn every() -> Vec<(String, String)> {
    let long_name = "Hans-Åke Öberg-Ängström ".repeat(8);
    let long_word = "åäö".repeat(2_000);
    [
        (
            "Countersign: Password changed",
            "It was you.\nWhen: 29 November 2026, 21:10",
        ),
        (
            "Räksmörgås: lösenordet är ändrat",
            "Åäö, ÅÄÖ — ”så här”.\n\nKod: 1234 5678\n",
        ),
        (
            "🙂👩\u{200d}👩\u{200d}👧\u{200d}👦 🏳️\u{200d}🌈",
            "👩\u{200d}👩\u{200d}👧\u{200d}👦 🇸🇪 e\u{301}\n",
        ),
        ("שלום עולם: סיסמה", "הסיסמה שונתה.\nمرحبا بالعالم\n"),
        (long_name.trim(), long_name.as_str()),
        ("A long line", long_word.as_str()),
        (
            "Dots",
            ".\n..\n.a\n\nFrom here\nFrom: eve\n=3D = =\n trailing \t\n",
        ),
        ("=?UTF-8?B?YQ==?=", "<p>&amp; \"quoted\"</p>\n"),
    ]
    .map(|(subject, text)| (subject.to_owned(), text.to_owned()))
    .to_vec()
}

/// What a page says, its marks taken away and its signs read.
fn said(html: &str) -> String {
    let (_, main) = html.split_once("<main>").unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    let (mut out, mut inside) = (String::new(), false);
    for c in main
        .replace("<br>\n", "\n")
        .replace("</p>\n<p", "\n\n</p><p")
        .chars()
    {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    for (sign, c) in [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ] {
        out = out.replace(sign, c);
    }
    out.chars().filter(|c| *c != GAP).collect()
}

fn lines(text: &str) -> Vec<String> {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = text.lines().map(words);
    all.filter(|line| !line.is_empty()).collect()
}

fn is_as_written(raw: &[u8], to: &str, subject: &str, text: &str) {
    let seen = read(raw);
    let raw = String::from_utf8_lossy(raw);
    for line in raw.lines() {
        assert!(line.len() <= 200, "{line}");
    }
    assert_eq!(seen["wrong"], serde_json::json!([]), "{raw}");
    let header = |name: &str| seen["headers"][name][0].as_str().unwrap().to_owned();
    assert_eq!(header("subject"), subject);
    assert_eq!(header("to"), to);
    // Python quotes a name that has signs in it.
    assert_eq!(
        header("from").replace('"', ""),
        "Räksmörgås & Söner 🙂 <id@example.org>"
    );
    assert_eq!(header("reply-to"), "\"Help, desk\" <help@example.org>");
    assert_eq!(header("date"), "Wed, 18 May 2033 03:33:20 +0000");
    assert_eq!(header("auto-submitted"), "auto-generated");
    let id = format!("<id-{}@id.example.org>", subject.len() + text.len());
    assert_eq!(header("message-id"), id);
    assert_eq!(
        seen["headers"]
            .as_object()
            .unwrap()
            .values()
            .filter(|all| all.as_array().unwrap().len() > 1)
            .count(),
        0
    );
    assert_eq!(seen["type"], "multipart/alternative");
    let parts = seen["parts"].as_array().unwrap();
    let types: Vec<_> = parts
        .iter()
        .map(|part| (&part["type"], &part["charset"]))
        .collect();
    assert_eq!(
        types,
        [
            (&"text/plain".into(), &"utf-8".into()),
            (&"text/html".into(), &"utf-8".into())
        ]
    );
    let plain = parts[0]["text"].as_str().unwrap().replace(GAP, "");
    let (body, foot) = plain
        .rsplit_once("\n-- \n")
        .unwrap_or_else(|| panic!("{plain:?}"));
    assert_eq!(body.trim_end(), text.trim_end());
    assert_eq!(foot.trim_end(), "Räksmörgås\nRing Åsa på 012-34 56.");
    assert_eq!(
        lines(&said(parts[1]["text"].as_str().unwrap())),
        lines(text)
    );
}

#[tokio::test]
async fn what_is_handed_to_a_real_server_comes_out_as_it_was_written() {
    let Some(exim) = Exim::start() else { return };
    let reached = |port, encryption| server(port, encryption, &exim.certificate());
    let by_starttls = mail(signed_in(reached(exim.starttls, Encryption::StartTls)));
    let by_tls = mail(signed_in(reached(exim.tls, Encryption::Tls)));
    for (at, (subject, text)) in every().iter().enumerate() {
        let (mail, to) = match at % 2 {
            0 => (&by_starttls, "ada@example.org"),
            _ => (&by_tls, "anna.o'brien+two@example.org"),
        };
        let came = sent(mail, &letter(to, subject, text)).await;
        assert_eq!(came, Ok(()), "{}", exim.log());
        is_as_written(&exim.next(), to, subject, text);
    }
    // With letters that not every server takes.
    let came = sent(&by_tls, &letter("åsa.用户@example.org", "Hej", "Hej")).await;
    assert_eq!(came, Ok(()), "{}", exim.log());
    is_as_written(&exim.next(), "åsa.用户@example.org", "Hej", "Hej");

    // A recipient who isn't there is refused for good; what the administrator can mend isn't.
    for (to, for_good, why) in [
        ("nobody@example.org", true, "the recipient (550 5.1.1)"),
        ("ada@elsewhere.example", false, "the recipient (550 5.7.1)"),
    ] {
        let (never, said) = sent(&by_tls, &letter(to, "x", "x")).await.unwrap_err();
        assert!(never == for_good && said.contains(why), "{said}");
    }
    let without = mail(reached(exim.tls, Encryption::Tls));
    let (never, said) = sent(&without, &letter("ada@example.org", "x", "x"))
        .await
        .unwrap_err();
    assert!(!never, "{said}");
    let mut wrong = signed_in(reached(exim.tls, Encryption::Tls));
    wrong.login.as_mut().unwrap().user = "eve".to_owned();
    let (never, said) = sent(&mail(wrong), &letter("ada@example.org", "x", "x"))
        .await
        .unwrap_err();
    assert!(
        !never && said.contains("refuses user and password (535"),
        "{said}"
    );
}
