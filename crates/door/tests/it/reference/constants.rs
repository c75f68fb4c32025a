//! Numbers that no setting changes: read where the code has them.

use testing::reference::{is_in_the_reference, table};

/// What a number is, its file beneath `crates`, and the constant's name.
const ROWS: &[(&str, &str, &str)] = &[
    (
        "characters of a backup or bypass code",
        "factors/src/kept_code.rs",
        "LENGTH",
    ),
    (
        "backup codes at once",
        "factors/src/backup_code/pages.rs",
        "TEN",
    ),
    (
        "characters of a device password",
        "domain/src/device_password.rs",
        "LENGTH",
    ),
    (
        "device passwords of an account",
        "door/src/device_password/make.rs",
        "MOST",
    ),
    (
        "enrolments of one kind on an account",
        "factors/src/listing.rs",
        "MOST",
    ),
    (
        "e-mail addresses of an account",
        "domain/src/email.rs",
        "MOST",
    ),
    (
        "characters of the code that confirms an e-mail address",
        "domain/src/email.rs",
        "CODE",
    ),
    (
        "after how long another one is sent",
        "domain/src/email.rs",
        "CODE_AGAIN",
    ),
    (
        "how long such a code is good for",
        "door/src/account/emails/unconfirmed.rs",
        "LASTS",
    ),
    (
        "wrong ones after which it is void",
        "door/src/account/emails/unconfirmed.rs",
        "WRONG",
    ),
    (
        "how long an address that its owner added gets no link",
        "domain/src/email.rs",
        "SETTLES",
    ),
    (
        "how long an address that was removed is told",
        "door/src/account/emails/former.rs",
        "TOLD",
    ),
    (
        "a link for a forgotten password",
        "door/src/forgotten/requests.rs",
        "WORTH",
    ),
    (
        "a link that stops what a message told of",
        "door/src/not_me/links.rs",
        "LASTS",
    ),
    (
        "what happens again within this time is told in one message",
        "door/src/outbox/queue.rs",
        "AGAIN",
    ),
    (
        "how long a number has to be confirmed before something can be stopped from it",
        "door/src/outbox/numbers.rs",
        "SETTLES",
    ),
    (
        "how long a number that was given up is told",
        "door/src/outbox/numbers.rs",
        "TOLD",
    ),
    (
        "how long something can be stopped from there, once",
        "door/src/outbox/numbers.rs",
        "STOPS",
    ),
    (
        "wrong answers after the right password that are told",
        "door/src/sign_in/three_wrong.rs",
        "THREE",
    ),
    (
        "backup codes left that are few",
        "factors/src/backup_code/factor.rs",
        "FEW",
    ),
    (
        "characters of a password at most",
        "domain/src/password.rs",
        "MOST",
    ),
    (
        "presses that a HOTP token may be ahead",
        "factors/src/hotp/presses.rs",
        "AHEAD",
    ),
    (
        "the same with two codes in a row",
        "factors/src/hotp/presses.rs",
        "ASTRAY",
    ),
    (
        "steps that a TOTP token's clock may be off",
        "factors/src/totp/steps.rs",
        "FAR",
    ),
    (
        "a question to a key or passkey",
        "factors/src/webauthn/challenge.rs",
        "LIFE",
    ),
    (
        "until a name that was given up may be taken",
        "door/src/account/reserved.rs",
        "YEAR",
    ),
    (
        "the same form, sent again, leads where it led",
        "door/src/sign_in/resubmission.rs",
        "AGAIN",
    ),
    (
        "a one-time number of a form is remembered",
        "door/src/form_number/mod.rs",
        "REMEMBERED",
    ),
    (
        "a ticket of a hand-over",
        "door/src/gate/enter.rs",
        "TICKET",
    ),
    ("an assertion", "door/src/gate/assertion/mod.rs", "LIFE"),
    (
        "a key that signs assertions is used",
        "door/src/gate/assertion/keys.rs",
        "PERIOD",
    ),
    (
        "a network from which the gate has seen the right password",
        "door/src/gate/networks.rs",
        "REMEMBERED",
    ),
    (
        "until an event is sealed, at most",
        "door/src/audit/unsealed.rs",
        "LONGEST",
    ),
    (
        "until a message that couldn't be sent is tried again, at first",
        "door/src/jobs/outbox.rs",
        "FIRST_REST",
    ),
    (
        "the same at most",
        "door/src/jobs/outbox.rs",
        "LONGEST_REST",
    ),
    (
        "a message is worth sending",
        "door/src/outbox/notice.rs",
        "WORTH",
    ),
    ("bytes of `next`", "domain/src/next.rs", "MOST"),
    ("bytes of a form", "web/src/rules/body.rs", "LARGEST"),
    (
        "fields of a form or query",
        "web/src/rules/body.rs",
        "MOST_FIELDS",
    ),
    ("until a form has come", "web/src/rules/body.rs", "LONGEST"),
    (
        "until a request's first head has come",
        "web/src/connection.rs",
        "FIRST_TIME",
    ),
    (
        "proxies in `X-Forwarded-For`",
        "web/src/rules/forwarded.rs",
        "MOST",
    ),
    (
        "how far the database's clock may be from this machine's",
        "web/src/machine/health.rs",
        "APART",
    ),
];

/// A constant's value as a person says it: `Span::days(31)` is "31 days", `64 * 1024` is "65536".
fn value(place: &str, name: &str) -> String {
    let file = format!("{}/../{place}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(file).unwrap();
    let line = text
        .lines()
        .find(|line| line.contains(&format!("const {name}: ")))
        .unwrap_or_else(|| panic!("{place} has no constant {name}"));
    let (_, value) = line.trim_end_matches(';').split_once(" = ").unwrap();
    let number = |text: &str| {
        let factors = text.split('*').map(|one| one.trim().replace('_', ""));
        let product: u64 = factors.map(|one| one.parse::<u64>().unwrap()).product();
        product.to_string()
    };
    let Some((_, length)) = value.split_once("::") else {
        return number(value);
    };
    let (unit, many) = length.trim_end_matches(')').split_once('(').unwrap();
    let unit = match unit {
        "from_secs" => "seconds",
        unit => unit,
    };
    let many = number(many);
    match many.as_str() {
        "1" => format!("1 {}", unit.trim_end_matches('s')),
        many => format!("{many} {unit}"),
    }
}

#[test]
fn the_reference_lists_numbers_that_no_setting_changes() {
    let rows = ROWS
        .iter()
        .map(|(what, place, name)| [(*what).to_owned(), value(place, name)]);
    is_in_the_reference("numbers", &table(["what", "how much"], rows));
}
