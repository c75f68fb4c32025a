//! The settings that the door reads: how long things last, the attempt budget, passwords and their
//! hashing, the audit log.

use domain::setting::{Setting, Type};

use super::row;

/// How long a sign-in and what follows it last.
pub const SESSIONS: &[Setting] = &[
    row(
        "sessions.preset",
        Type::Word(&["default", "aal2"]),
        "\"default\"",
        "\"aal2\" takes what NIST SP 800-63B recommends: sessions end after an hour unused and after 24 hours at \
         the latest.",
    ),
    row(
        "sessions.idle_minutes",
        Type::Number(1, 525_600),
        "",
        "Minutes after which an unused session ends. Left out: the preset's, 10080 (7 days) or 60.",
    ),
    row(
        "sessions.longest_hours",
        Type::Number(1, 8_760),
        "",
        "Hours after which a session ends, used or not. Left out: the preset's, 720 (30 days) or 24.",
    ),
    row(
        "sessions.admin_idle_minutes",
        Type::Number(1, 525_600),
        "60",
        "Minutes after which an administrator's unused session ends.",
    ),
    row(
        "sessions.admin_longest_hours",
        Type::Number(1, 8_760),
        "12",
        "Hours after which an administrator's session ends, used or not.",
    ),
    row(
        "sign_in.minutes",
        Type::Number(1, 60),
        "10",
        "Minutes within which the second factor has to follow the password.",
    ),
    row(
        "step_up.minutes",
        Type::Number(1, 60),
        "10",
        "Minutes for which a proof is fresh enough for something sensitive.",
    ),
    row(
        "known_browsers.days",
        Type::Number(1, 3_650),
        "180",
        "Days for which a browser that has completed a sign-in stays known.",
    ),
];

/// The attempt budget.
pub const LIMITS: &[Setting] = &[
    row(
        "limits.free",
        Type::Number(1, 100),
        "5",
        "Wrong answers in a row that cost no wait; each further one does.",
    ),
    row(
        "limits.first_wait_seconds",
        Type::Number(1, 3_600),
        "1",
        "Seconds of the first wait; each further one is twice as long.",
    ),
    row(
        "limits.longest_wait_seconds",
        Type::Number(1, 86_400),
        "3600",
        "Seconds of the longest wait.",
    ),
    row(
        "limits.strangers",
        Type::Number(1, 100),
        "90",
        "Wrong answers in a row from unknown browsers after which these aren't looked at any more.",
    ),
    row(
        "limits.known",
        Type::Number(1, 100),
        "10",
        "Wrong answers in a row after which a known browser isn't known any more.",
    ),
    row(
        "limits.authenticator",
        Type::Number(1, 100),
        "100",
        "Wrong answers in a row on one authenticator after which it is disabled.",
    ),
    row(
        "limits.address",
        Type::Number(1, 1_000_000),
        "20",
        "Wrong answers that one address (IPv6: one /56) may give within limits.address_minutes.",
    ),
    row(
        "limits.address_minutes",
        Type::Number(1, 1_440),
        "10",
        "The minutes in which an address's wrong answers are counted.",
    ),
    row(
        "limits.confirm",
        Type::Number(1, 100),
        "5",
        "Wrong answers on the page that asks again before something sensitive, after which that session ends.",
    ),
    row(
        "limits.networks",
        Type::Numbers,
        "",
        "A network's own instead of limits.address, as limits.networks.\"10.0.0.0/8\" = 2000.",
    ),
];

/// Passwords and their hashing.
pub const PASSWORDS: &[Setting] = &[
    row(
        "password.least",
        Type::Number(8, 256),
        "15",
        "The least number of characters of a password that stands alone.",
    ),
    row(
        "password.least_with_factor",
        Type::Number(8, 256),
        "8",
        "The least number of characters of a password beside a second factor.",
    ),
    row(
        "password.words",
        Type::List,
        "[]",
        "Words of this site that no password may be, nor be hardly more than: the organisation's name, its products.",
    ),
    row(
        "argon2.memory_kib",
        Type::Number(64, 4_194_304),
        "19456",
        "The memory of one password hash (Argon2id), in KiB. Stored hashes are upgraded at the next sign-in.",
    ),
    row(
        "argon2.passes",
        Type::Number(1, 100),
        "2",
        "How many times a hash goes over its memory.",
    ),
    row(
        "argon2.threads",
        Type::Number(0, 1_024),
        "0",
        "How many hashes are computed at once; 0 is one a core.",
    ),
    row(
        "argon2.queue",
        Type::Number(2, 100_000),
        "64",
        "How many sign-ins may wait for a hash; beyond it people are asked to come back in a moment.",
    ),
];

/// The audit log.
pub const AUDIT: &[Setting] = &[
    row(
        "audit.days",
        Type::Number(1, 36_500),
        "400",
        "Days for which the audit log is kept.",
    ),
    row(
        "audit.address_days",
        Type::Number(1, 36_500),
        "90",
        "Days after which addresses and browsers are removed from it.",
    ),
];
