//! What messages look like, and that nothing becomes a header or a link.

use super::*;
use crate::Mailbox;

fn frame() -> Frame {
    Frame {
        from: Mailbox::read("Åsas sajt <id@example.org>").unwrap(),
        reply_to: Some(Mailbox::read("help@example.org").unwrap()),
        site: Line::of("id.example.org"),
        support: Line::of("Call Ada on <1234>."),
        origin: "https://id.example.org".to_owned(),
        host: "id.example.org".to_owned(),
    }
}

fn written(subject: &str, text: &str) -> String {
    let message = Message {
        id: "01K-abc_9".to_owned(),
        made: Timestamp::from_seconds(2_000_000_000),
        to: Address::read("ada@example.org").unwrap(),
        language: Language::FIRST,
        subject: Line::of(subject),
        text: Secret::new(text.to_owned()),
    };
    let written = message.write(&frame(), None).unwrap();
    String::from_utf8(written.bytes.expose().clone()).unwrap()
}

fn html(text: &str) -> String {
    html::page(&frame(), "en", &Line::of("A subject"), text).unwrap()
}

#[test]
fn a_message_says_what_it_is() {
    let all = written("Password changed", "It was you.\n");
    let (headers, body) = all.split_once("\r\n\r\n").unwrap();
    for line in [
        "Date: Wed, 18 May 2033 03:33:20 +0000",
        "From: =?UTF-8?B?w4VzYXMgc2FqdA==?= <id@example.org>",
        "Reply-To: help@example.org",
        "To: ada@example.org",
        "Subject: Password changed",
        "Message-ID: <01K-abc_9@id.example.org>",
        "Auto-Submitted: auto-generated",
        "Content-Language: en",
        "MIME-Version: 1.0",
        "Content-Type: multipart/alternative;",
        " boundary=\"=_01K-abc_9\"",
    ] {
        assert!(headers.lines().any(|own| own == line), "{line}\n{headers}");
    }
    assert!(body.starts_with("--=_01K-abc_9\r\nContent-Type: text/plain; charset=utf-8\r\n"));
    assert!(body.ends_with("\r\n--=_01K-abc_9--\r\n"));
    // The same each time: who gets it twice sees it once.
    assert_eq!(all, written("Password changed", "It was you.\n"));
}

#[test]
fn nothing_becomes_a_header() {
    let all = written(
        "a\r\nBcc: eve@evil.example\r\n\r\nbody",
        "text\r\n.\r\nMAIL FROM:<eve@evil.example>\rlone\n\nBcc: x\n",
    );
    let (headers, _) = all.split_once("\r\n\r\n").unwrap();
    assert!(!headers.contains("\r\nBcc"), "{headers}");
    assert!(all.bytes().all(|byte| byte.is_ascii()));
    let bare = all.replace("\r\n", "");
    assert!(
        !bare.contains(['\r', '\n']),
        "a line ends by both or not at all"
    );
}

#[test]
fn the_page_asks_nobody_for_anything_and_links_to_us_alone() {
    let page = html(
        "Hello <b>Åsa</b> & \"co\"\nhttps://id.example.org/a?b=1&c=2.\n\nhttp://evil.example/ <a href=\"x\">\n\
         https://id.example.org\"onclick=\"x\nNew device: https://id.example.org/a?b=1\n",
    );
    assert!(
        page.contains("Hello &#60;b&#62;Åsa&#60;/b&#62; &#38; &#34;co&#34;<br>"),
        "{page}"
    );
    let link = "https://id.example.org/a?b=1&#38;c=2";
    assert!(
        page.contains(&format!("<a href=\"{link}\">{link}</a>.")),
        "{page}"
    );
    assert_eq!(page.matches("<a ").count(), 1, "{page}");
    assert_eq!(page.matches("://").count(), 2, "{page}");
    for never in [
        "<img",
        "src=",
        "url(",
        "<script",
        "<link",
        "evil.example",
        "@import",
        "onclick=\"",
    ] {
        assert!(!page.contains(never), "{never}: {page}");
    }
    assert!(page.contains("prefers-color-scheme: dark"));
    assert!(page.contains("Call Ada on &#60;1234&#62;."));
}

#[test]
fn a_subject_keeps_the_sites_own_name_and_links_nowhere_else() {
    let all = written("id.example.org: evil.example was added", "x");
    assert!(
        all.contains("\r\nSubject: id.example.org: evil. example was added\r\n"),
        "{all}"
    );
}

#[test]
fn a_message_id_that_is_an_address_stands_in_brackets() {
    assert_eq!(domain_of("127.0.0.1"), "[127.0.0.1]");
    assert_eq!(domain_of("localhost"), "localhost");
}
