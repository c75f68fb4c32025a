//! The gate's settings.

use domain::setting::{Setting, Type};

pub(crate) const SETTINGS: &[Setting] = &[
    Setting::plain(
        "gate.headers",
        Type::Word(&["original", "forwarded"]),
        "",
        "Which headers tell the gate what was asked: \"original\" is X-Original-Method and X-Original-URL, \
         \"forwarded\" is X-Forwarded-Method, -Proto, -Host and -Uri. Left out: whichever are there; both are refused.",
    ),
    Setting::plain(
        "gate.cookie_domain",
        Type::Text,
        "",
        "A domain, as example.org, whose protected hosts share one cookie, for proxies that can't lead \
         /.well-known/countersign/enter at each host to Countersign. Weaker than the cookie that each host has \
         otherwise: every program beneath the domain gets to see it. \"public_url\" must be https and beneath it.",
    ),
    Setting::plain(
        "gate.cache",
        Type::Switch,
        "false",
        "Whether the gate may believe for a second what it has read from PostgreSQL: many more requests a second, \
         but what is disconnected through another node still gets in for up to a second. SQLite needs no such thing.",
    ),
    Setting::plain(
        "basic.account_password",
        Type::Word(&["single-factor-accounts", "never"]),
        "\"single-factor-accounts\"",
        "Whether clients at protected hosts may send the password of an account that has no second factor, \
         which then counts as \"single\". That of an account with one never works there.",
    ),
    Setting::plain(
        "gate.host",
        Type::Tables(HOST),
        "",
        "A protected host, once for each, in this file only. Nothing that isn't named here passes the gate.",
    ),
];

/// The icons that a program may have (Lucide's names); the first is everybody's.
pub(super) const ICONS: &[&str] = &[
    "app-window",
    "book-open",
    "calendar",
    "chart-line",
    "cloud",
    "code",
    "database",
    "film",
    "folder",
    "globe",
    "house",
    "image",
    "list-checks",
    "mail",
    "message-square",
    "music",
    "notebook-pen",
    "server",
    "users",
    "video",
];

const HOST: &[Setting] = &[
    Setting::plain(
        "host",
        Type::Text,
        "\"files.example.org\"",
        "The host, with its port unless that is 80 or 443; \"*.example.org\" is everything beneath example.org, \
         save what has a table of its own.",
    ),
    Setting::plain(
        "groups",
        Type::List,
        "[\"staff\"]",
        "Who may come in where no rule fits: members of one of these groups. Left out: every account.",
    ),
    Setting::plain(
        "assurance",
        ASSURANCE,
        "\"two-factor\"",
        "How they have to be signed in, at least. Left out: \"two-factor\".",
    ),
    Setting::plain(
        "name",
        Type::Text,
        "\"Files\"",
        "What the start page calls it, for those who may come in. Left out: the host. Empty: it isn't shown there; \
         nor is a host with a star that has no \"link\".",
    ),
    Setting::plain(
        "icon",
        Type::Word(ICONS),
        "\"folder\"",
        "Its icon there. Left out: \"app-window\".",
    ),
    Setting::plain(
        "link",
        Type::Text,
        "\"/apps/files\"",
        "Where the start page leads: a path on the host, or a whole address that the host speaks for. Left out: \"/\".",
    ),
    Setting::plain(
        "rule",
        Type::Tables(RULE),
        "",
        "A rule of the host above it. The first that fits a request decides alone; if none does, the host itself.",
    ),
];

const RULE: &[Setting] = &[
    Setting::plain(
        "path",
        Type::Text,
        "\"/reports/\"",
        "Of which paths it speaks: those beneath \"/reports/\"; without the slash at its end of \"/reports\" as well. \
         Left out: all.",
    ),
    Setting::plain(
        "methods",
        Type::List,
        "[\"GET\", \"HEAD\"]",
        "Of which methods. Left out: all.",
    ),
    Setting::plain(
        "networks",
        Type::List,
        "[\"192.0.2.0/24\"]",
        "Of requests from which networks. Left out: all.",
    ),
    Setting::plain(
        "allow",
        Type::Word(&["anyone", "nobody", "account"]),
        "\"account\"",
        "Whom it lets in: whoever asks, signed in or not; nobody; or an account, as the next two say. It has to be there.",
    ),
    Setting::plain(
        "groups",
        Type::List,
        "[\"auditors\"]",
        "Members of one of these groups, whatever the host says. Left out: every account.",
    ),
    Setting::plain(
        "assurance",
        ASSURANCE,
        "\"single\"",
        "At least this, whatever the host says. Left out: \"two-factor\".",
    ),
    Setting::plain(
        "renew",
        Type::Switch,
        "false",
        "Whether its requests keep a session from ending for want of use. Left out: true, but for those that \
         browsers mark as made by a page itself. Write false for what a page asks for again and again, where \
         it can't be told from what a person does.",
    ),
];

const ASSURANCE: Type = Type::Word(&["single", "two-factor", "phishing-resistant"]);
