//! The rows of what may be set of mail.

use domain::setting::{Setting, Type};

pub(super) const SERVER: &str = "mail.server";
pub(super) const TLS: &str = "mail.tls";
pub(super) const USER: &str = "mail.user";
pub(super) const PASSWORD: &str = "mail.password";
pub(super) const TOKEN: &str = "mail.token_command";
pub(super) const FROM: &str = "mail.from";
pub(super) const REPLY_TO: &str = "mail.reply_to";
pub(super) const HELO: &str = "mail.helo";
pub(super) const SELECTOR: &str = "mail.dkim.selector";
pub(super) const KEY: &str = "mail.dkim.key";

/// What may be set of mail.
pub const SETTINGS: &[Setting] = &[
    Setting::plain(
        SERVER,
        Type::Text,
        "",
        "The mail server that messages to people are handed to, by its name. Left out: none are sent.",
    ),
    Setting::plain(
        "mail.port",
        Type::Number(1, 65_535),
        "",
        "Its port. Left out: 465, with tls = \"starttls\" 587, with \"none\" 25.",
    ),
    Setting::plain(
        TLS,
        Type::Word(&["tls", "starttls", "none"]),
        "\"tls\"",
        "How it is spoken to: by TLS from the first byte, or by TLS after STARTTLS, without which nothing is said; \
         \"none\" is for a server on this machine.",
    ),
    Setting::plain(
        USER,
        Type::Text,
        "",
        "Who signs in there. Left out: nobody does.",
    ),
    Setting {
        secret: true,
        ..Setting::plain(
            PASSWORD,
            Type::Text,
            "",
            "The password to sign in there with, at many hosts one made for this program alone.",
        )
    },
    Setting::plain(
        TOKEN,
        Type::List,
        "",
        "A program and its arguments, run without a shell, that prints a token: it is shown in place of a password \
         (XOAUTH2), for hosts that take none.",
    ),
    Setting::plain(
        FROM,
        Type::Text,
        "",
        "From whom messages are, as id@example.org or Example <id@example.org>.",
    ),
    Setting::plain(
        REPLY_TO,
        Type::Text,
        "",
        "Where answers to them go. Left out: to mail.from.",
    ),
    Setting::plain(
        HELO,
        Type::Text,
        "",
        "What this machine calls itself there. Left out: the host of public_url.",
    ),
    Setting::plain(
        "mail.connections",
        Type::Number(1, 100),
        "2",
        "How many connections to the mail server a node has at once at most.",
    ),
    Setting::plain(
        "mail.kept_connections",
        Type::Number(0, 100),
        "1",
        "How many of them are kept for some seconds for the next message.",
    ),
    Setting::plain(
        SELECTOR,
        Type::Text,
        "",
        "What messages are signed as by DKIM, where the mail server doesn't sign: the name before ._domainkey and the \
         domain of mail.from in the DNS.",
    ),
    Setting::plain(
        KEY,
        Type::Text,
        "",
        "The file with the key that they are signed with, in PEM (RSA of 2,048 bits or more, or Ed25519), which not \
         everybody on the machine may read.",
    ),
];
