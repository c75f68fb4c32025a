//! For each kind of factor, how somebody comes to have one and how it is answered: a file a kind, and
//! a line here. The suites that walk the registry fail by name for a kind without one.

mod backup_code;
mod bypass_code;
mod delivered;
mod email_code;
mod hotp;
mod text_message;
mod totp;
mod webauthn;

pub use delivered::Inbox;
pub use text_message::add_number;
pub use webauthn::{add_token, begin_token};

use std::pin::Pin;

use domain::Kind;
use domain::ids::EnrolmentId;
use door::Door;

use crate::Place;
use crate::people::Browser;

/// An async answer from behind a trait object.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where somebody is who enrols.
pub struct Scene<'a> {
    /// The place, for its clock.
    pub place: &'a Place,
    pub door: &'a Door,
    pub name: &'a str,
    /// A browser that is signed in to it; it stays so.
    pub browser: &'a mut Browser,
}

/// One kind of factor, in the hands of somebody who uses it.
pub trait Driver: Send + Sync {
    fn kind(&self) -> Kind;

    /// Enrols as people do.
    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>>;
}

/// What somebody holds after enrolling.
pub trait Holder: Send + Sync {
    /// A right answer that was never given. Time may go by, less than a minute.
    fn fresh<'a>(&'a mut self, place: &'a Place, door: &'a Door) -> Doing<'a, Given>;

    /// What is posted to have it asked, where it has to be before it can be answered.
    fn asks(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// What is sent to answer a question of this page: what is typed, or what a token signs of it.
    fn say(&self, given: &Given, question: &str) -> String {
        let _ = question;
        given.code.clone()
    }

    /// Answers that are nearly this right one, and wrong.
    fn nearly(&self, place: &Place, right: &Given) -> Vec<String>;
}

/// A right answer, as the form of its kind brings it.
#[derive(Clone, Debug)]
pub struct Given {
    /// What is typed; of a token, how often it has signed.
    pub code: String,
    /// Of which enrolment it is.
    pub enrolment: EnrolmentId,
}

/// Every driver there is.
pub const ALL: &[&dyn Driver] = &[
    &totp::Totp,
    &hotp::Hotp,
    &text_message::TextMessage,
    &email_code::EmailCode,
    &backup_code::BackupCode,
    &bypass_code::BypassCode,
    &webauthn::SecurityKey,
    &webauthn::Passkey,
];

/// The driver of a kind.
///
/// # Panics
/// When it has none.
pub fn of(kind: &Kind) -> &'static dyn Driver {
    let driver = ALL.iter().find(|driver| driver.kind() == *kind);
    *driver.unwrap_or_else(|| panic!("{kind} has no driver in crates/testing/src/drivers"))
}

/// Letters and digits nearly like these: one too few, one too many, the first or the last another.
fn nearly_like(code: &str) -> Vec<String> {
    let (first, last) = (&code[..1], &code[code.len() - 1..]);
    let other = |letter: &str| if letter == "7" { "8" } else { "7" };
    vec![
        code[1..].to_owned(),
        format!("{code}0"),
        format!("{}{}", other(first), &code[1..]),
        format!("{}{}", &code[..code.len() - 1], other(last)),
    ]
}
