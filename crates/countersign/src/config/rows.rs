//! The program's own settings: where it is reached, what it keeps, what it writes, and what pages say
//! about the site. The door and each factor declare theirs beside their code.

use domain::Language;
use domain::setting::{Setting, Type};
use door::Registry;

/// Where it is reached, what it keeps, and what it writes.
pub const PROGRAM: &[Setting] = &[
    Setting::plain(
        "listen",
        Type::Text,
        "\"localhost:8232\"",
        "Where the server listens, as HOST:PORT. \"localhost\" is 127.0.0.1 and [::1]; port 0 takes a free one.",
    ),
    Setting::plain(
        "public_url",
        Type::Text,
        "",
        "The one address that people use: https and a host, without a path. \
         Left out: http://localhost with the port that is listened on.",
    ),
    Setting::plain(
        "data",
        Type::Text,
        "\"countersign-data\"",
        "The folder that holds the database and the key file.",
    ),
    Setting {
        key: "database",
        holds: Type::Text,
        default: "",
        doc: "A PostgreSQL database, as postgres://user:password@host/name; several hosts may stand with commas \
              between. Left out: countersign.db, an SQLite file in the data folder.",
        secret: true,
    },
    Setting::plain(
        "outbox.write_to",
        Type::Text,
        "",
        "A file that messages to people are written to, a JSON object a line, in place of being sent: for tests, and \
         to look at them. Refused unless public_url is this machine's, since what stands in it opens accounts.",
    ),
    Setting::plain(
        "postgres.pool",
        Type::Number(1, 1_000),
        "16",
        "How many connections to PostgreSQL a server holds at most.",
    ),
    Setting::plain(
        "postgres.prepared",
        Type::Switch,
        "true",
        "Whether statements are prepared. Tried at start: behind a pooler that can't carry them (pgbouncer before \
         1.21) none are, which is told in the log until this is switched off.",
    ),
    Setting::plain(
        "postgres.durability",
        Type::Word(&["synchronous", "local"]),
        "",
        "What a commit waits for: \"synchronous\" has the start refused where no standby is synchronous, \"local\" \
         says that a standby that takes over may have forgotten the last commits, a used code among them. Left \
         out: that is told in the log and by \"countersign doctor\" where there are asynchronous standbys.",
    ),
    Setting::plain(
        "key_file",
        Type::Text,
        "",
        "The file with the master key, without which the database can't be read. \
         Left out: countersign.key in the data folder.",
    ),
    Setting::plain(
        "trusted_proxies",
        Type::List,
        "[\"127.0.0.0/8\", \"::1/128\"]",
        "Networks of the proxies in front, whose X-Forwarded-For is believed; nobody else's is. With a public_url \
         of another machine than this it has to be written, unless TLS is our own; [] is none.",
    ),
    Setting::plain(
        "metrics_listen",
        Type::Text,
        "\"127.0.0.1:8233\"",
        "Where Prometheus finds /metrics, as HOST:PORT; port 0 takes a free one, empty switches it off.",
    ),
    Setting::plain(
        "gate.listen",
        Type::Text,
        "",
        "Where proxies ask /gate/check, as HOST:PORT, never by TLS; \"listen\" then doesn't answer it. \
         Left out: they ask on \"listen\".",
    ),
    Setting::plain(
        "tls.certificate",
        Type::Text,
        "",
        "A file with the certificate that \"listen\" speaks TLS by, in PEM, and after it those that lead to a root. \
         Looked at every minute. Left out: plain HTTP, for a proxy in front.",
    ),
    Setting::plain(
        "tls.key",
        Type::Text,
        "",
        "The file with its key, in PEM (PKCS#8, PKCS#1 or SEC1), which not everybody on the machine may read.",
    ),
    Setting::plain(
        "shutdown.drain",
        Type::Number(0, 300),
        "5",
        "For how many seconds after a SIGTERM requests are still taken while /readyz says no, so that a balancer \
         sends the next ones elsewhere.",
    ),
    Setting::plain(
        "log_level",
        Type::Word(&["error", "warn", "info", "debug", "trace"]),
        "\"info\"",
        "How much is logged to standard error.",
    ),
];

// What is chosen where nothing is: the first of the list, as a file would say it.
macro_rules! first {
    ($first:literal => $($rest:tt)+) => {
        concat!("\"", $first, "\"")
    };
}

/// What pages say about the site.
pub const SITE: &[Setting] = &[
    Setting::plain(
        "site.name",
        Type::Text,
        "\"Countersign\"",
        "The name of the site, shown on every page.",
    ),
    Setting::plain(
        "site.support_text",
        Type::Text,
        "",
        "Whom to ask for help, in one sentence, shown wherever a page refuses or waits.",
    ),
    Setting::plain(
        "site.support_url",
        Type::Text,
        "",
        "The address of a page or mailbox where help is given (https: or mailto:).",
    ),
    Setting::plain(
        "site.privacy_url",
        Type::Text,
        "",
        "The address of the site's privacy statement, linked at the foot of pages.",
    ),
    Setting::plain(
        "site.time_zone",
        Type::Text,
        "\"UTC\"",
        "The time zone for people who haven't chosen one, as Europe/Stockholm.",
    ),
    Setting::plain(
        "site.language",
        Type::Word(Language::TAGS),
        domain::languages!(first),
        "The language for people whose browser asks for none that there is.",
    ),
    Setting::plain(
        "site.country",
        Type::Text,
        "",
        "The country whose telephone numbers people write as they dial them at home, by its two letters, as \"SE\". \
         Left out: that of site.language, SE for Swedish and US for English.",
    ),
];

/// All settings of the whole program, in the order of the sample: its own, those of messages, then the door's
/// and its factors'.
pub fn declared(factors: &Registry) -> Vec<&'static [Setting]> {
    [
        PROGRAM,
        SITE,
        post::settings::SETTINGS,
        post::gateway::SETTINGS,
    ]
    .into_iter()
    .chain(door::settings(factors))
    .collect()
}
