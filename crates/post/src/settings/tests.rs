//! Settings of mail that can be, and those that can't.

use domain::setting::Value;

use super::*;

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let mut settings = Settings::default();
    for (key, text) in pairs {
        let value = match *key {
            "mail.port" => Value::Number(text.parse().unwrap()),
            TOKEN => Value::List(text.split(' ').map(str::to_owned).collect()),
            _ => Value::Text((*text).to_owned()),
        };
        settings.set(key, value);
    }
    settings
}

fn read(pairs: &[(&str, &str)]) -> Result<Option<Outgoing>, Misfit> {
    let all = settings(pairs);
    Outgoing::read(&all, "https://id.example.org", "id.example.org")
}

const BOTH: [(&str, &str); 2] = [
    (SERVER, "mail.example.org"),
    (FROM, "Example <id@example.org>"),
];

#[test]
fn without_a_server_there_is_no_mail() {
    assert!(
        read(&[(FROM, "id@example.org"), (USER, "x")])
            .unwrap()
            .is_none()
    );
}

#[test]
fn a_server_is_reached_on_the_port_that_goes_with_its_tls() {
    for (more, port, encryption) in [
        (&[][..], 465, Encryption::Tls),
        (&[(TLS, "starttls")], 587, Encryption::StartTls),
        (
            &[(TLS, "none"), (SERVER, "127.0.0.1")],
            25,
            Encryption::None,
        ),
        (&[(TLS, "none"), (SERVER, "[::1]")], 25, Encryption::None),
        (
            &[(TLS, "none"), (SERVER, "localhost")],
            25,
            Encryption::None,
        ),
        (&[("mail.port", "2525")], 2525, Encryption::Tls),
    ] {
        let all = read(&[&BOTH, more].concat()).unwrap().unwrap();
        assert_eq!((all.server.port, all.server.encryption), (port, encryption));
        assert!(!all.server.host.contains('['));
    }
    let all = read(&BOTH).unwrap().unwrap();
    assert_eq!(all.server.helo, "id.example.org");
    assert_eq!(all.frame.from.name.as_str(), "Example");
    let all = Outgoing::read(&settings(&BOTH), "http://127.0.0.1:8232", "127.0.0.1");
    assert_eq!(all.unwrap().unwrap().server.helo, "[127.0.0.1]");
}

#[test]
fn what_can_not_be_is_told_with_the_way_on() {
    for (more, key, says) in [
        (&[(FROM, "")][..], SERVER, "needs \"mail.from\" beside it"),
        (
            &[(FROM, "example")],
            FROM,
            "must be one address, as id@example.org",
        ),
        (
            &[(FROM, "a@example.org, b@example.org")],
            FROM,
            "must be one address",
        ),
        (&[(FROM, "å@example.org")], FROM, "must be one address"),
        (
            &[(FROM, "a\r\nBcc: b@example.org <a@example.org>")],
            FROM,
            "not \"a\\r\\nBcc",
        ),
        (&[(REPLY_TO, "x")], REPLY_TO, "must be one address"),
        (
            &[(SERVER, "mail.example.org:465")],
            SERVER,
            "without a port, not",
        ),
        (
            &[(SERVER, "smtp://mail.example.org")],
            SERVER,
            "must be a host's name",
        ),
        (
            &[(SERVER, "mail..example.org")],
            SERVER,
            "must be a host's name",
        ),
        (
            &[(TLS, "none")],
            TLS,
            "for a server on this machine: make it \"tls\" or \"starttls\"",
        ),
        (
            &[(HELO, "my machine\r\nMAIL")],
            HELO,
            "must be a host's name or address",
        ),
        (
            &[(USER, "ada")],
            USER,
            "needs \"mail.password_file\" or \"mail.token_command\"",
        ),
        (
            &[(PASSWORD, "hunter2")],
            PASSWORD,
            "needs \"mail.user\" beside it",
        ),
        (&[(TOKEN, "token")], TOKEN, "needs \"mail.user\" beside it"),
        (
            &[(USER, "ada"), (PASSWORD, "hunter2"), (TOKEN, "token")],
            TOKEN,
            "can't both be",
        ),
        (
            &[(SELECTOR, "a")],
            SELECTOR,
            "needs \"mail.dkim.key\" beside it",
        ),
        (&[(KEY, "a")], KEY, "needs \"mail.dkim.selector\" beside it"),
        (
            &[(SELECTOR, "a"), (KEY, "/nonexistent/key")],
            KEY,
            "names /nonexistent/key, which can't be read",
        ),
        (
            &[(SELECTOR, "a b"), (KEY, "/nonexistent/key")],
            SELECTOR,
            "must be a name of letters",
        ),
    ] {
        // The last of two that have the same key holds.
        let said = read(&[&BOTH, more].concat()).unwrap_err();
        assert!(said.key == key && said.why.contains(says), "{said:?}");
        assert!(!said.why.contains("hunter2"), "{said:?}");
    }
}

#[test]
fn nothing_secret_is_printed_by_mistake() {
    let more = [(USER, "ada"), (PASSWORD, "hunter2")];
    let all = read(&[&BOTH[..], &more].concat()).unwrap();
    assert!(!format!("{all:?}").contains("hunter2"));
}
