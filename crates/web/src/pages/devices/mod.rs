//! Connected browsers and devices: one's own sessions and device passwords in one list, each with a
//! name, a place and a way to disconnect it. Ending this session is signing out.

use askama::Template;
use domain::{Refusal, Stop};
use door::{Freshness, LiveSession};
use look::page::Nav;
use look::words::{Texts, Words};

use self::entry::Entry;
use self::limits::Typed;
use self::list::List;
use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::said::said;
use crate::sheet::Sheet;

mod entry;
mod limits;
mod list;
pub(crate) mod passwords;
mod reach;
pub(crate) mod sessions;

pub(crate) const TEXTS: Texts = look::texts!("devices");

const HERE: &str = "/settings/devices";

const DONE: [(&str, &str); 6] = [
    ("renamed", "devices-renamed"),
    ("disconnected", "devices-disconnected"),
    ("password", "devices-password-disconnected"),
    ("limited", "devices-limited"),
    ("others", "devices-others-disconnected"),
    ("all", "devices-all-disconnected"),
];

#[derive(Template)]
#[template(path = "pages/devices/devices.html")]
struct Devices<'a> {
    words: &'a Words,
    status: String,
    alert: String,
    /// Where one confirms who one is, which making a device password asks for; empty where that is fresh.
    confirm: String,
    list: List,
    /// The form's one-time number, and what was typed into it.
    number: String,
    typed_name: String,
    name_error: String,
    typed: Typed,
    /// How many sessions there are besides this one.
    others: i64,
    /// How many device passwords.
    passwords: i64,
}

/// What was refused, and where it stands.
enum RefusedAt {
    Page(Refusal),
    /// In the form that makes a device password.
    New(Refusal),
}

pub(crate) async fn show(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    draw(asked, live, None).await
}

/// The words in UTC, in which limits are typed and told.
fn utc(asked: &Asked) -> Words {
    asked.door().words(asked.words.language(), "UTC")
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}

async fn draw(asked: &Asked, live: &LiveSession, wrong: Option<RefusedAt>) -> Result<Answer, Stop> {
    let (door, words, utc) = (asked.door(), &asked.words, utc(asked));
    let sessions = door.own_sessions(live).await?;
    let passwords = door.own_device_passwords(live).await?;
    let entries = sessions
        .iter()
        .map(|session| Entry::session(session, words))
        .chain(
            passwords
                .iter()
                .map(|password| Entry::password(password, words, &utc)),
        );
    let fresh = door.freshness(live).await?;
    let mut body = Devices {
        words,
        status: said(asked, &DONE),
        alert: String::new(),
        confirm: if fresh == Freshness::None {
            asked.with_next("/confirm", asked.web.next(HERE).as_ref())
        } else {
            String::new()
        },
        list: List::of(entries.collect(), &asked.query),
        number: door.form_number(),
        typed_name: String::new(),
        name_error: String::new(),
        typed: Typed::default(),
        others: count(sessions.iter().filter(|session| !session.this).count()),
        passwords: count(passwords.len()),
    };
    let refusal = match wrong {
        None => {
            return Sheet::new(asked, "devices-title", &body)?
                .nav(Nav::Devices)
                .answer();
        }
        Some(RefusedAt::Page(refusal)) => {
            body.alert = words.refusal(&refusal);
            refusal
        }
        Some(RefusedAt::New(refusal)) => {
            body.typed_name = asked.form.get("name").to_owned();
            body.typed = Typed::sent(&asked.form);
            if refusal == Refusal::InvalidLabel {
                body.name_error = words.refusal(&refusal);
            } else if !body.typed.refuse(&refusal, words) {
                body.alert = words.refusal(&refusal);
            }
            refusal
        }
    };
    Sheet::new(asked, "devices-title", &body)?
        .nav(Nav::Devices)
        .refused(&refusal)
        .waits(false)
        .back(HERE.to_owned())
        .answer()
}
