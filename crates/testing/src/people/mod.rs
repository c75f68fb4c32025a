//! People to test with: an account, its authenticator app, and what its browser holds.

mod app;
mod browser;
mod codes;
mod fob;
mod guest;
mod token;

use domain::secret::Token;
use domain::{Form, Kind, Random, Refusal, Secret, Stop};
use door::administration::NewAccount;
use door::{Actor, At, Door, LiveSession, PageRequest, Pending, Progress, Shown};

pub use app::{App, begin, enrol, sign_in, with_app};
pub use browser::{Browser, as_session, as_token};
pub use codes::{backup_codes, codes_shown, make_codes};
pub use fob::{Fob, begin_token, confirm_token, enrol_token, enrolment};
pub use guest::{guest, hand_over, nonce};
pub use token::{FidoToken, Moment, PRESENT, SYNCABLE, SYNCED, VERIFIED, options};

use crate::Place;

/// The password that everybody has in tests.
pub const PASSWORD: &str = "vinterns blåa timmar";
/// The kind of an authenticator app.
pub const TOTP: Kind = Kind::of("totp");
/// A token that counts presses.
pub const HOTP: Kind = Kind::of("hotp");
/// A hardware token as second factor.
pub const SECURITY_KEY: Kind = Kind::of("security-key");
/// A credential that signs in by itself.
pub const PASSKEY: Kind = Kind::of("passkey");
/// The origin that doors of tests have.
pub const ORIGIN: &str = "http://localhost:8232";
/// Ten codes on paper.
pub const BACKUP: Kind = Kind::of("backup-code");
/// A code from an administrator.
pub const BYPASS: Kind = Kind::of("bypass-code");

/// A form of these fields, in this order.
pub fn form(fields: &[(&str, &str)]) -> Form {
    Form::new(
        fields
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
    )
}

/// The refusal of a result that must be one.
pub fn refusal<T>(result: Result<T, Stop>) -> Refusal {
    match result {
        Ok(_) => panic!("not refused"),
        Err(Stop::Refused(refusal)) => refusal,
        Err(Stop::Fault(fault)) => panic!("a fault: {fault}"),
    }
}

/// Adds an account by the command line.
pub async fn add(door: &Door, name: &str, admin: bool) {
    let password = Some(Secret::new(PASSWORD.to_owned()));
    let new = NewAccount {
        name: name.into(),
        password,
        admin,
        ..NewAccount::default()
    };
    door.add_account(&Actor::COMMAND_LINE, new).await.unwrap();
}

/// Signs in as far as a password goes.
pub async fn by_password(door: &Door, name: &str, browser: &Browser) -> Result<Progress, Stop> {
    door.sign_in(name, PASSWORD, "", &browser.seen).await
}

/// A session of an account without factors.
pub async fn session(door: &Door, name: &str, browser: &mut Browser) -> LiveSession {
    match by_password(door, name, browser).await.unwrap() {
        Progress::In(new) => browser.keep(&new),
        other => panic!("{other:?}"),
    }
    browser.live(door).await
}

/// The pending sign-in that a right password makes.
pub async fn pending(door: &Door, name: &str, browser: &Browser) -> (Token, Pending) {
    match by_password(door, name, browser).await.unwrap() {
        Progress::Owed(token) | Progress::SetUp(token) => {
            let pending = door.pending(&token).await.unwrap().expect("pending");
            (token, pending)
        }
        Progress::In(_) => panic!("nothing was owed"),
    }
}

/// Posts to a factor's page.
pub async fn post(
    door: &Door,
    at: At<'_>,
    kind: &Kind,
    path: &str,
    id: Option<&str>,
    fields: &[(&str, &str)],
    browser: &Browser,
) -> Result<Shown, Stop> {
    let words = door.words(domain::Language::FIRST, "");
    let id = id.map(|id| id.parse().unwrap());
    let asked = PageRequest {
        kind,
        path,
        id,
        next: "",
    };
    door.post_factor_page(at, &asked, &form(fields), &words, &browser.seen)
        .await
}

/// Answers a pending sign-in by a code.
pub async fn answer(
    door: &Door,
    pending: &Pending,
    kind: &Kind,
    code: &str,
    browser: &Browser,
) -> Result<Progress, Stop> {
    door.answer(pending, kind, &form(&[("code", code)]), &browser.seen)
        .await
}

/// The actions of an account's events, newest first.
pub async fn events(door: &Door, name: &str) -> Vec<String> {
    let query = door::activity::Query {
        account: Some(name.into()),
        before: None,
        most: 1000,
    };
    let events = door.audit(&Actor::COMMAND_LINE, &query).await.unwrap();
    events
        .into_iter()
        .map(|event| format!("{} {}", event.action, event.outcome))
        .collect()
}

/// Something random, for tests that need another id.
pub fn other_id(place: &Place) -> String {
    let random: &dyn Random = &**place.random();
    domain::ids::EnrolmentId::new(random).to_string()
}
pub(crate) fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text
        .split_once(from)
        .unwrap_or_else(|| panic!("{from} in {text}"))
        .1;
    rest.split_once(to).unwrap().0
}
