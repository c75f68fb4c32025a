//! Security: the password, and every factor with its enrolments. A factor draws its own part; what is
//! posted to it goes through `factor.rs`. Lists are shown to whoever is signed in; changes ask for a
//! fresh proof.

use askama::Template;
use domain::next::Next;
use domain::{Kind, Refusal, Stop};
use door::{FactorView, Freshness, LiveSession, Section};
use look::page::Nav;
use look::script;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::said::said;
use crate::sheet::Sheet;

use state::State;

mod clients;
pub(crate) mod factor;
mod left;
pub(crate) mod lost;
pub(crate) mod next;
pub(crate) mod offer;
pub(crate) mod password;
pub(crate) mod remove;
mod state;
pub(crate) mod suspend;

pub(crate) const TEXTS: Texts = look::texts!("security");

const HERE: &str = "/settings/security";
/// The same for whoever thinks that somebody knows their password.
const STOLEN: &str = "/settings/security?stolen=1";

const DONE: [(&str, &str); 10] = [
    ("password", "security-password-changed"),
    ("password-all", "security-password-changed-all"),
    ("added", "security-added"),
    ("renamed", "security-renamed"),
    ("removed", "security-removed"),
    ("leaving", "security-leaving"),
    ("suspended", "security-suspended"),
    ("resumed", "security-resumed"),
    ("later", "security-later-said"),
    ("replace", "security-replace-said"),
];

/// After these changes the other browsers and devices are worth a look.
const OFFERS: [&str; 6] = [
    "password",
    "added",
    "removed",
    "leaving",
    "suspended",
    "resumed",
];

/// From how few codes on it is time for new ones.
const FEW: i64 = 3;

#[derive(Template)]
#[template(path = "pages/security/security.html")]
struct Security<'a> {
    words: &'a Words,
    status: String,
    /// That looking at the other devices is worth it; empty where it isn't.
    offer: String,
    alert: String,
    /// Where one was going, and gets once something has been set up; empty for nowhere.
    next: &'a str,
    /// Where one confirms who one is; empty where that is fresh.
    confirm: String,
    account: &'a str,
    password_at: String,
    password_least: u16,
    password_hint: String,
    current_error: String,
    password_error: String,
    /// How many device passwords there are.
    devices: i64,
    /// Whether they are to go with a change of the password.
    devices_go: bool,
    /// Whether somebody may know the password: then its form stands open, and says what to do.
    stolen: bool,
    required: bool,
    state: State,
    parts: Vec<Part>,
    /// That one more isn't accepted everywhere at once; empty where each is.
    waits: String,
}

/// A factor's part, under its name.
struct Part {
    title: String,
    section: Section,
}

/// What was refused, and where it stands.
pub(crate) enum RefusedAt {
    Page(Refusal),
    /// Beside the current password.
    Current(Refusal),
    /// Beside the new password.
    Password(Refusal),
}

impl RefusedAt {
    const fn refusal(&self) -> &Refusal {
        let (Self::Page(refusal) | Self::Current(refusal) | Self::Password(refusal)) = self;
        refusal
    }
}

pub(crate) async fn show(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    draw(asked, live, None).await
}

/// The kind whose pages are at the place in the path; what isn't one doesn't exist.
fn kind(asked: &Asked) -> Result<Kind, Refusal> {
    let place = asked.param("factor");
    asked.door().kind_at(place).ok_or(Refusal::NoSuch)
}

/// What is offered after a change: the device passwords where there are some, since they open without
/// a second factor; after a change of factors, the other browsers as well.
fn offer(words: &Words, done: &str, devices: i64) -> String {
    match (OFFERS.contains(&done), done, devices) {
        (false, ..) | (true, "password", 0) => String::new(),
        (true, _, 0) => words.t("security-offer"),
        (true, ..) => words.n("security-offer-devices", devices),
    }
}

/// The factor that was added last, but for what only helps out.
fn newest(own: &[FactorView]) -> Option<&FactorView> {
    own.iter()
        .filter(|factor| !factor.fallback)
        .max_by_key(|factor| factor.added)
}

/// Everything on the page, with nothing refused.
async fn body<'a>(
    asked: &'a Asked,
    live: &'a LiveSession,
    next: Option<&'a Next>,
) -> Result<Security<'a>, Stop> {
    let (door, words) = (asked.door(), &asked.words);
    let part = |section: Section| Part {
        title: door::called(words, &section.kind),
        section,
    };
    let own = door.own_factors(live).await?;
    let naming = newest(&own).filter(|_| asked.query.get("done") == "added");
    let naming = naming.and_then(|factor| factor.id.parse().ok());
    let sections = door
        .sections(live, next.map_or("", Next::as_str), naming, words)
        .await?;
    let profile = door.profile(live).await?;
    let least = door.least_password(live).await?;
    let fresh = door.freshness(live).await?;
    let status = said(asked, &DONE);
    let devices = door.own_device_passwords(live).await?.len();
    let devices = i64::try_from(devices).unwrap_or(i64::MAX);
    let stolen = asked.query.has("stolen") || asked.form.has("stolen");
    Ok(Security {
        words,
        offer: match status.is_empty() {
            true => String::new(),
            false => offer(words, asked.query.get("done"), devices),
        },
        status,
        alert: String::new(),
        next: next.map_or("", Next::as_str),
        confirm: if fresh == Freshness::None {
            let here = if stolen { STOLEN } else { HERE };
            let here = asked.with_next(here, next);
            asked.with_next("/confirm", asked.web.next(&here).as_ref())
        } else {
            String::new()
        },
        account: &live.name,
        password_at: profile.password_at.map_or_else(String::new, |at| {
            words.with("security-password-at", &[("day", &words.day(at))])
        }),
        password_least: least,
        password_hint: words.n("security-password-hint", least.into()),
        current_error: String::new(),
        password_error: String::new(),
        devices,
        devices_go: match asked.posted {
            true => asked.form.has("devices"),
            false => stolen,
        },
        stolen,
        required: door.must_have_factor(live).await?,
        state: State::of(asked, &own, &sections),
        waits: sections
            .iter()
            .find_map(|section| section.waits)
            .map_or_else(String::new, |wait| {
                words.with("security-waits", &[("wait", &words.wait(wait))])
            }),
        parts: sections.into_iter().map(part).collect(),
    })
}

async fn draw(asked: &Asked, live: &LiveSession, wrong: Option<RefusedAt>) -> Result<Answer, Stop> {
    let next = asked.next();
    let mut body = body(asked, live, next.as_ref()).await?;
    let parts = body.parts.iter().map(|part| part.section.body.scripts());
    let own = [&script::NEW_PASSWORD];
    let scripts: Vec<_> = parts.flatten().copied().chain(own).collect();
    let Some(wrong) = wrong else {
        return Sheet::new(asked, "security-title", &body)?
            .nav(Nav::Security)
            .scripts(&scripts)
            .leads_to(next.as_ref().and_then(Next::origin))
            .answer();
    };
    let text = asked.words.refusal(wrong.refusal());
    match &wrong {
        RefusedAt::Page(_) => body.alert = text,
        RefusedAt::Current(_) => body.current_error = text,
        RefusedAt::Password(_) => body.password_error = text,
    }
    let ours = matches!(
        wrong.refusal(),
        Refusal::Wait(_) | Refusal::Locked | Refusal::Busy
    );
    Sheet::new(asked, "security-title", &body)?
        .nav(Nav::Security)
        .scripts(&scripts)
        .refused(wrong.refusal())
        .waits(ours)
        .back(HERE.to_owned())
        .answer()
}
