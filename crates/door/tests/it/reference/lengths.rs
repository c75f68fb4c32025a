//! How long things last and how often something may go wrong, where nothing else is set.

use domain::Span;
use domain::budget::Limits;
use domain::setting::{Settings, Value};
use door::{Config, Lengths};
use testing::reference::{is_in_the_reference, table};

use super::spoken;

type Row = (&'static str, String, &'static str);

/// Every length: one that is added has to have its row.
fn lengths(lengths: &Lengths) -> Vec<Row> {
    let Lengths {
        pending,
        idle,
        longest,
        browser,
        step_up,
        ripens,
        known,
        set_up_link,
        invite,
        audit,
        audit_addresses,
    } = *lengths;
    [
        ("a pending sign-in", pending, "sign_in.minutes"),
        (
            "a session that stays, without a request",
            idle,
            "sessions.idle_minutes",
        ),
        (
            "a session that stays, at most",
            longest,
            "sessions.longest_hours",
        ),
        (
            "a session until the browser closes, at most",
            browser,
            "sessions.browser_hours",
        ),
        (
            "how young a proof is for what asks who one is",
            step_up,
            "step_up.minutes",
        ),
        (
            "how long a factor waits that gives more than what authorised it",
            ripens,
            "enrolments.ripen_hours",
        ),
        ("a known browser", known, "known_browsers.days"),
        ("the set-up link", set_up_link, ""),
        ("an invite", invite, ""),
        ("an event of the audit log", audit, "audit.days"),
        (
            "address and browser in it",
            audit_addresses,
            "audit.address_days",
        ),
    ]
    .map(|(what, long, setting)| (what, spoken(long), setting))
    .to_vec()
}

/// Every limit, likewise.
fn limits(limits: &Limits) -> Vec<Row> {
    let Limits {
        free,
        first_wait,
        longest_wait,
        strangers,
        known,
        gate_strangers,
        gate_networks,
        authenticator,
        address,
        address_window,
        confirm,
        begun,
        asked_wait,
        asked_enrolment,
        asked_target,
        asked_account,
        asked_address,
    } = *limits;
    let number = |number: i64| number.to_string();
    vec![
        (
            "wrong answers in a row without a wait",
            number(free),
            "limits.free",
        ),
        (
            "the first wait; each further one is twice as long",
            spoken(first_wait),
            "limits.first_wait_seconds",
        ),
        (
            "the longest wait",
            spoken(longest_wait),
            "limits.longest_wait_seconds",
        ),
        (
            "wrong in a row from unknown browsers, until these are refused",
            number(strangers),
            "limits.strangers",
        ),
        (
            "wrong in a row from a known browser, until it is unknown",
            number(known),
            "limits.known",
        ),
        (
            "wrong in a row on one authenticator, until it is locked",
            number(authenticator),
            "limits.authenticator",
        ),
        (
            "wrong answers of an address",
            number(address),
            "limits.address",
        ),
        (
            "the time in which they are counted",
            spoken(address_window),
            "limits.address_minutes",
        ),
        (
            "distinct wrong passwords at the gate from unknown networks, until they aren't looked at from there",
            number(gate_strangers),
            "limits.gate_strangers",
        ),
        (
            "the same from all known networks together",
            number(gate_networks),
            "limits.gate_networks",
        ),
        (
            "wrong answers at `/confirm`, until the session ends",
            number(confirm),
            "limits.confirm",
        ),
        (
            "sign-ins of an account that wait for a second factor, before browsers that it doesn't know begin none",
            number(begun),
            "limits.begun",
        ),
        (
            "until a code is sent again to whoever waits for it",
            spoken(asked_wait),
            "",
        ),
        (
            "codes sent of one enrolment in an hour, half of them kept for known browsers",
            number(asked_enrolment),
            "",
        ),
        (
            "codes sent to confirm one number or address in a day, whoever asks",
            number(asked_target),
            "",
        ),
        (
            "codes sent to one account in a day, half of them kept for known browsers",
            number(asked_account),
            "",
        ),
        (
            "the same for one visitor's address in an hour",
            number(asked_address),
            "",
        ),
    ]
}

/// How long a password has to be.
fn passwords(config: &Config) -> Vec<Row> {
    let least = config.password_least;
    vec![
        (
            "characters of a password at least",
            least.alone.to_string(),
            "password.least",
        ),
        (
            "the same beside a factor",
            least.beside_factor.to_string(),
            "password.least_with_factor",
        ),
    ]
}

/// What is called a setting's is set by it.
fn is_set_by(setting: &str, what: &str, was: &str) {
    let mut settings = Settings::default();
    settings.set(setting, Value::Number(7));
    let config = Config::of(&settings);
    let now = [
        lengths(&config.lengths),
        limits(&config.limits),
        passwords(&config),
    ]
    .concat();
    let (_, value, _) = now.iter().find(|(name, ..)| *name == what).unwrap();
    assert_ne!(value, was, "{setting} doesn't set: {what}");
}

#[test]
fn the_reference_lists_every_length_and_limit() {
    let config = Config::of(&Settings::default());
    for (part, rows) in [
        ("lengths", lengths(&config.lengths)),
        ("limits", limits(&config.limits)),
        ("passwords", passwords(&config)),
    ] {
        let rows = rows.into_iter().map(|(what, value, setting)| {
            if setting.is_empty() {
                return [what.to_owned(), value, String::new()];
            }
            is_set_by(setting, what, &value);
            [what.to_owned(), value, format!("`{setting}`")]
        });
        is_in_the_reference(part, &table(["what", "default", "setting"], rows));
    }
}

#[test]
fn a_length_is_said_in_its_largest_unit() {
    let cases = [
        (Span::seconds(1), "1 second"),
        (Span::seconds(90), "90 seconds"),
        (Span::minutes(60), "1 hour"),
        (Span::hours(25), "25 hours"),
        (Span::days(7), "7 days"),
    ];
    for (span, said) in cases {
        assert_eq!(spoken(span), said);
    }
}
