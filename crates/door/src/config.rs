//! What the door is told at its making: lengths of time, limits, the site.

use domain::budget::Limits;
use domain::setting::{Setting, Settings, Type};
use domain::{Language, Span};

/// How long things last.
#[derive(Clone, Debug)]
pub struct Lengths {
    /// A pending sign-in.
    pub pending: Span,
    /// A session without requests.
    pub idle: Span,
    /// A session at most.
    pub longest: Span,
    /// An administrator's session without requests.
    pub admin_idle: Span,
    /// An administrator's session at most.
    pub admin_longest: Span,
    /// How young a proof must be for sensitive things.
    pub step_up: Span,
    /// A known browser's mark.
    pub known: Span,
    /// The set-up link.
    pub set_up_link: Span,
    /// An invite.
    pub invite: Span,
    /// The audit log.
    pub audit: Span,
    /// Addresses and browsers in the audit log.
    pub audit_addresses: Span,
}

/// Everything the door is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// How long things last.
    pub lengths: Lengths,
    /// The attempt budget.
    pub limits: Limits,
    /// Address budgets of networks: the network, and its number.
    pub networks: Vec<(ipnet::IpNet, i64)>,
    /// Least characters of a password alone, and beside a factor.
    pub password_least: (u16, u16),
    /// Words of the site that no password may be.
    pub password_words: Vec<String>,
    /// Argon2id: KiB, passes.
    pub argon2: (u32, u32),
    /// Threads that hash; 0 for one a core.
    pub hashing_threads: usize,
    /// Hashes that may wait.
    pub hashing_queue: usize,
    /// The site's name.
    pub site: String,
    /// The language of accounts that have chosen none.
    pub language: Language,
    /// The time zone of accounts that have chosen none.
    pub zone: String,
    /// All settings, for the factors.
    pub settings: Settings,
}

/// The door's own settings.
pub const SETTINGS: &[Setting] = &[
    number(
        "sessions.idle_minutes",
        1,
        525_600,
        "10080",
        "Minutes after which a session without requests ends.",
    ),
    number(
        "sessions.longest_hours",
        1,
        8_760,
        "720",
        "Hours after which every session ends.",
    ),
    number(
        "sessions.admin_idle_minutes",
        1,
        525_600,
        "60",
        "The same for administrators, in minutes.",
    ),
    number(
        "sessions.admin_longest_hours",
        1,
        8_760,
        "12",
        "The same for administrators, in hours.",
    ),
    Setting {
        key: "sessions.preset",
        holds: Type::Word(&["default", "aal2"]),
        default: "\"default\"",
        doc: "\"aal2\" sets 1 hour without requests and 24 hours at most, as NIST SP 800-63B-4 recommends at AAL2.",
        secret: false,
    },
    number(
        "sign_in.minutes",
        1,
        60,
        "10",
        "Minutes that a sign-in may wait for its second factor.",
    ),
    number(
        "step_up.minutes",
        1,
        60,
        "10",
        "Minutes for which a proof opens sensitive pages.",
    ),
    number(
        "known_browsers.days",
        1,
        3_650,
        "180",
        "Days for which a browser that has signed in is known.",
    ),
    number(
        "limits.free",
        1,
        100,
        "5",
        "Wrong answers in a row that cost no wait.",
    ),
    number(
        "limits.first_wait_seconds",
        1,
        3_600,
        "1",
        "The first wait; each further one is twice as long.",
    ),
    number(
        "limits.longest_wait_seconds",
        1,
        86_400,
        "3600",
        "The longest wait.",
    ),
    number(
        "limits.strangers",
        1,
        1_000_000,
        "90",
        "Wrong answers in a row from unknown browsers after which these are refused unlooked at.",
    ),
    number(
        "limits.known",
        1,
        1_000_000,
        "10",
        "Wrong answers in a row after which a known browser loses its mark.",
    ),
    number(
        "limits.authenticator",
        1,
        1_000_000,
        "100",
        "Wrong answers in a row after which an authenticator is disabled.",
    ),
    number(
        "limits.address",
        1,
        1_000_000,
        "20",
        "Wrong answers from one address (IPv6: one /56) within limits.address_minutes.",
    ),
    number(
        "limits.address_minutes",
        1,
        1_440,
        "10",
        "The window of limits.address, in minutes.",
    ),
    number(
        "limits.confirm",
        1,
        1_000_000,
        "5",
        "Wrong answers when confirming who one is that end the session.",
    ),
    Setting {
        key: "limits.networks",
        holds: Type::Numbers,
        default: "",
        doc: "A number of its own in place of limits.address for a network: limits.networks.\"10.0.0.0/8\" = 2000.",
        secret: false,
    },
    number(
        "password.least",
        8,
        64,
        "15",
        "Least characters of a password that stands alone.",
    ),
    number(
        "password.least_with_factor",
        8,
        64,
        "8",
        "Least characters of a password beside a second factor.",
    ),
    Setting {
        key: "password.words",
        holds: Type::List,
        default: "[]",
        doc: "Words that no password may be: the organisation's name, its products, its town.",
        secret: false,
    },
    number(
        "argon2.memory_kib",
        8,
        4_194_304,
        "19456",
        "Argon2id: memory of one hash, in KiB.",
    ),
    number(
        "argon2.passes",
        1,
        64,
        "2",
        "Argon2id: passes over the memory.",
    ),
    number(
        "argon2.threads",
        0,
        256,
        "0",
        "Hashes made at once; 0 is one a core.",
    ),
    number(
        "argon2.queue",
        2,
        100_000,
        "64",
        "Hashes that may wait; half of them are kept for known browsers.",
    ),
    number(
        "audit.days",
        1,
        36_500,
        "400",
        "Days for which the audit log is kept.",
    ),
    number(
        "audit.address_days",
        1,
        36_500,
        "90",
        "Days for which addresses and browsers in it are kept.",
    ),
];

const fn number(
    key: &'static str,
    least: i64,
    most: i64,
    default: &'static str,
    doc: &'static str,
) -> Setting {
    Setting {
        key,
        holds: Type::Number(least, most),
        default,
        doc,
        secret: false,
    }
}

impl Config {
    /// Reads the door's part of the settings. Missing values are the defaults of the contract.
    pub fn of(settings: &Settings) -> Self {
        let or = |key: &str, default: i64| settings.number(key).unwrap_or(default);
        let aal2 = settings.text("sessions.preset") == "aal2";
        let (idle, longest) = if aal2 {
            (Span::hours(1), Span::hours(24))
        } else {
            (
                Span::minutes(or("sessions.idle_minutes", 10_080)),
                Span::hours(or("sessions.longest_hours", 720)),
            )
        };
        let small = |key: &str, default: u16| {
            settings
                .number(key)
                .and_then(|n| u16::try_from(n).ok())
                .unwrap_or(default)
        };
        let word = |key: &str, default: u32| {
            settings
                .number(key)
                .and_then(|n| u32::try_from(n).ok())
                .unwrap_or(default)
        };
        let size = |key: &str, default: usize| {
            settings
                .number(key)
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(default)
        };
        let named = |key: &str, default: &str| match settings.text(key) {
            "" => default.to_owned(),
            text => text.to_owned(),
        };
        Self {
            lengths: Lengths {
                pending: Span::minutes(or("sign_in.minutes", 10)),
                idle,
                longest,
                admin_idle: Span::minutes(or("sessions.admin_idle_minutes", 60)).min(idle),
                admin_longest: Span::hours(or("sessions.admin_longest_hours", 12)).min(longest),
                step_up: Span::minutes(or("step_up.minutes", 10)),
                known: Span::days(or("known_browsers.days", 180)),
                set_up_link: Span::hours(1),
                invite: Span::hours(72),
                audit: Span::days(or("audit.days", 400)),
                audit_addresses: Span::days(or("audit.address_days", 90)),
            },
            limits: Limits {
                free: or("limits.free", 5),
                first_wait: Span::seconds(or("limits.first_wait_seconds", 1)),
                longest_wait: Span::seconds(or("limits.longest_wait_seconds", 3_600)),
                strangers: or("limits.strangers", 90),
                known: or("limits.known", 10),
                authenticator: or("limits.authenticator", 100),
                address: or("limits.address", 20),
                address_window: Span::minutes(or("limits.address_minutes", 10)),
                confirm: or("limits.confirm", 5),
            },
            networks: settings
                .numbers("limits.networks")
                .filter_map(|(network, number)| Some((network.parse().ok()?, number)))
                .collect(),
            password_least: (
                small("password.least", 15),
                small("password.least_with_factor", 8),
            ),
            password_words: settings.list("password.words").to_vec(),
            argon2: (word("argon2.memory_kib", 19_456), word("argon2.passes", 2)),
            hashing_threads: size("argon2.threads", 0),
            hashing_queue: size("argon2.queue", 64),
            site: named("site.name", "Countersign"),
            language: Language::read(settings.text("site.language")).unwrap_or_default(),
            zone: named("site.time_zone", "UTC"),
            settings: settings.clone(),
        }
    }
}
