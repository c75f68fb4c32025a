//! The door's own settings: how long things last, the attempt budget, passwords and their hashing,
//! the audit log. The numbers are what a site has that sets nothing.

use domain::setting::{Setting, Type};

/// The door's own settings.
pub(crate) const SETTINGS: &[Setting] = &[
    other(
        "sessions.preset",
        Type::Word(&["default", "aal2"]),
        "\"default\"",
        "\"aal2\" takes what NIST SP 800-63B-4 recommends: sessions end after an hour unused and after 24 hours at the latest. sessions.idle_minutes and sessions.longest_hours go before it.",
    ),
    number(
        "sessions.idle_minutes",
        1,
        525_600,
        "",
        "Minutes after which an unused session ends. Left out: the preset's, 10080 (7 days) or 60.",
    ),
    number(
        "sessions.longest_hours",
        1,
        8_760,
        "",
        "Hours after which a session ends, used or not. Left out: the preset's, 720 (30 days) or 24.",
    ),
    other(
        "sessions.stay",
        Type::Word(&["ask", "always", "never"]),
        "\"ask\"",
        "Whether people stay signed in when they close the browser: \"ask\" shows \"Stay signed in\" on the sign-in page, never ticked beforehand.",
    ),
    number(
        "sessions.browser_hours",
        1,
        8_760,
        "12",
        "Hours after which a session ends that ends with the browser, if it is still open then.",
    ),
    number(
        "sign_in.minutes",
        1,
        60,
        "10",
        "Minutes within which the second factor has to follow the password.",
    ),
    number(
        "step_up.minutes",
        1,
        60,
        "10",
        "Minutes for which a proof is fresh enough for something sensitive.",
    ),
    number(
        "known_browsers.days",
        1,
        3_650,
        "180",
        "Days for which a browser that has completed a sign-in stays known.",
    ),
    number(
        "limits.free",
        1,
        1_000_000,
        "5",
        "Wrong answers in a row that cost no wait; each further one does.",
    ),
    number(
        "limits.first_wait_seconds",
        1,
        3_600,
        "1",
        "Seconds of the first wait; each further one is twice as long.",
    ),
    number(
        "limits.longest_wait_seconds",
        1,
        86_400,
        "3600",
        "Seconds of the longest wait.",
    ),
    number(
        "limits.strangers",
        1,
        1_000_000,
        "60",
        "Wrong answers in a row from unknown browsers after which these aren't looked at any more.",
    ),
    number(
        "limits.known",
        1,
        1_000_000,
        "10",
        "Wrong answers in a row after which a known browser isn't known any more.",
    ),
    number(
        "limits.gate_strangers",
        1,
        1_000_000,
        "20",
        "Distinct wrong passwords sent to protected hosts from unknown networks, after which an account's own password isn't taken there from these.",
    ),
    number(
        "limits.gate_networks",
        1,
        1_000_000,
        "9",
        "The same from the networks from which it was right within 30 days, all together; beyond it these are unknown too.",
    ),
    number(
        "limits.authenticator",
        1,
        1_000_000,
        "100",
        "Wrong answers in a row on one authenticator after which it is disabled. NIST allows at most 100.",
    ),
    number(
        "limits.address",
        1,
        1_000_000,
        "20",
        "Wrong answers that one address (IPv6: one /56) may give within limits.address_minutes, at sign-in and to protected hosts apart.",
    ),
    number(
        "limits.address_minutes",
        1,
        1_440,
        "10",
        "The minutes in which an address's wrong answers are counted.",
    ),
    number(
        "limits.confirm",
        1,
        1_000_000,
        "5",
        "Wrong answers on the page that asks again before something sensitive, after which that session ends.",
    ),
    other(
        "limits.networks",
        Type::Numbers,
        "",
        "A network's own number instead of limits.address, as limits.networks.\"10.0.0.0/8\" = 2000.",
    ),
    number(
        "password.least",
        8,
        64,
        "15",
        "The least number of characters of a password that stands alone.",
    ),
    number(
        "password.least_with_factor",
        8,
        64,
        "8",
        "The least number of characters of a password beside a second factor.",
    ),
    other(
        "password.words",
        Type::List,
        "[]",
        "Words of this site that no password may be, nor be hardly more than: the organisation's name, its products.",
    ),
    number(
        "argon2.memory_kib",
        8,
        4_194_304,
        "19456",
        "The memory of one password hash (Argon2id), in KiB. What is kept at another cost is kept anew at the next sign-in.",
    ),
    number(
        "argon2.passes",
        1,
        64,
        "2",
        "How many times a hash goes over its memory.",
    ),
    number(
        "argon2.threads",
        0,
        256,
        "0",
        "How many hashes are computed at once; 0 is one a core, or fewer where they would take more than half of the memory.",
    ),
    number(
        "argon2.queue",
        2,
        100_000,
        "64",
        "How many sign-ins may wait for a hash, half of the places kept for known browsers; beyond it people are asked to come back in a moment.",
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
        "Days after which addresses and browsers are removed from it.",
    ),
];

const fn number(
    key: &'static str,
    least: i64,
    most: i64,
    default: &'static str,
    doc: &'static str,
) -> Setting {
    other(key, Type::Number(least, most), default, doc)
}

const fn other(
    key: &'static str,
    holds: Type,
    default: &'static str,
    doc: &'static str,
) -> Setting {
    Setting {
        key,
        holds,
        default,
        doc,
        secret: false,
    }
}
