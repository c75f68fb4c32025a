//! Preferences: display name, language, look and time zone, e-mail addresses, messages. A form for each part;
//! a post changes what it names and leaves the rest.

pub(crate) mod emails;
pub(crate) mod notices;
mod zones;

use askama::Template;
use domain::{Refusal, Stop};
use door::{EmailView, Freshness, LiveSession, UnconfirmedView};
use look::page::{Nav, Theme};
use look::script;
use look::words::{Texts, Words};

use self::notices::Notices;
use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::said::said;
use crate::rules::cookies::Cookie;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = look::texts!("settings");

const DONE: [(&str, &str); 2] = [
    ("name", "settings-name-saved"),
    ("look", "settings-look-saved"),
];

/// The same beside the addresses, to which a form of theirs leads back.
const EMAIL_DONE: [(&str, &str); 4] = [
    ("email-sent", "settings-email-sent"),
    ("email", "settings-email-added"),
    ("email-main", "settings-email-main-saved"),
    ("email-removed", "settings-email-removed"),
];

#[derive(Template)]
#[template(path = "pages/settings/settings.html")]
struct Settings<'a> {
    words: &'a Words,
    status: String,
    display_name: &'a str,
    name_error: String,
    theme: Theme,
    zone: &'a str,
    zones: &'static [&'static str],
    site_zone: &'a str,
    zone_error: String,
    email_status: String,
    emails: Vec<EmailView>,
    unconfirmed: Vec<Unconfirmed>,
    /// Whether only an administrator changes addresses.
    emails_fixed: bool,
    /// Why none can be added; empty where one can.
    no_more_emails: String,
    email: &'a str,
    email_error: String,
    notices: Notices,
    /// Whether changing addresses asks who one is first.
    asks: bool,
}

/// An address that waits for its code, with what is wrong with the one that was typed.
struct Unconfirmed {
    view: UnconfirmedView,
    error: String,
}

/// What was refused, and in which part.
enum RefusedAt {
    Name(Refusal),
    Preferences(Refusal),
    Email(Refusal),
    /// The code for the address of this id, or another one that was asked for.
    EmailCode(String, Refusal),
    /// The number to which text messages were to go.
    Number(Refusal),
}

impl RefusedAt {
    const fn refusal(&self) -> &Refusal {
        let (Self::Name(refusal)
        | Self::Preferences(refusal)
        | Self::Email(refusal)
        | Self::EmailCode(_, refusal)
        | Self::Number(refusal)) = self;
        refusal
    }
}

pub(crate) async fn show(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    draw(asked, live, None).await
}

/// The display name, or language, look and time zone.
pub(crate) async fn save(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let form = &asked.form;
    if form.has("display_name") {
        let name = form.get("display_name");
        let saved = asked.door().set_display_name(live, name, &asked.visitor);
        return match saved.await {
            Ok(()) => Ok(Answer::to("/settings?done=name")),
            Err(Stop::Refused(refusal @ Refusal::InvalidDisplayName)) => {
                draw(asked, live, Some(RefusedAt::Name(refusal))).await
            }
            Err(stop) => Err(stop),
        };
    }
    let given = |name: &str, now: &str| {
        let text = if form.has(name) { form.get(name) } else { now };
        text.trim().to_owned()
    };
    let language = given("language", asked.words.lang());
    let language = asked
        .door()
        .language(&language)
        .ok_or(Refusal::UnknownChoice)?;
    // Who has chosen no theme has none kept.
    let theme = Theme::read(&live.theme).unwrap_or_default().as_str();
    let (zone, theme) = (given("zone", &live.zone), given("theme", theme));
    let saved = asked.door().set_preferences(live, language, &zone, &theme);
    match saved.await {
        Ok(()) => Ok(Answer::to("/settings?done=look").set(Cookie::Language, language.tag())),
        Err(Stop::Refused(refusal @ Refusal::UnknownChoice)) => {
            draw(asked, live, Some(RefusedAt::Preferences(refusal))).await
        }
        Err(stop) => Err(stop),
    }
}

/// What was typed, where it was refused, so that it can be mended; nothing too long for that.
fn typed<'a>(asked: &'a Asked, field: &str) -> &'a str {
    let typed = asked.form.get(field);
    if typed.len() <= 512 { typed } else { "" }
}

async fn draw(asked: &Asked, live: &LiveSession, wrong: Option<RefusedAt>) -> Result<Answer, Stop> {
    let (door, words) = (asked.door(), &asked.words);
    let profile = door.profile(live).await?;
    let said_wrong = wrong
        .as_ref()
        .map_or_else(String::new, |wrong| words.refusal(wrong.refusal()));
    let (mut name_error, mut zone_error, mut email_error, mut number_error) =
        <(String, String, String, String)>::default();
    let (mut display_name, mut zone, mut email) =
        (profile.display_name.as_str(), live.zone.as_str(), "");
    match &wrong {
        Some(RefusedAt::Name(_)) => {
            (name_error, display_name) = (said_wrong.clone(), typed(asked, "display_name"));
        }
        Some(RefusedAt::Preferences(_)) => {
            (zone_error, zone) = (said_wrong.clone(), typed(asked, "zone"));
        }
        Some(RefusedAt::Email(_)) => {
            (email_error, email) = (said_wrong.clone(), typed(asked, "email"));
        }
        Some(RefusedAt::Number(_)) => number_error.clone_from(&said_wrong),
        Some(RefusedAt::EmailCode(..)) | None => {}
    }
    let unconfirmed = |view: UnconfirmedView| Unconfirmed {
        error: match &wrong {
            Some(RefusedAt::EmailCode(id, _)) if *id == view.id => said_wrong.clone(),
            _ => String::new(),
        },
        view,
    };
    let no_more = profile.no_more_emails;
    let body = Settings {
        words,
        status: said(asked, &DONE),
        display_name,
        name_error,
        theme: Theme::read(&live.theme).unwrap_or_default(),
        zone,
        zones: &zones::OFFERED,
        site_zone: &door.config().zone,
        zone_error,
        email_status: said(asked, &EMAIL_DONE),
        emails: profile.emails,
        unconfirmed: profile.unconfirmed.into_iter().map(unconfirmed).collect(),
        emails_fixed: profile.emails_fixed,
        no_more_emails: no_more.map_or_else(String::new, |why| words.refusal(&why)),
        email,
        email_error,
        notices: Notices::of(asked, live, number_error).await?,
        asks: door.freshness(live).await? != Freshness::Full,
    };
    let mut sheet = Sheet::new(asked, "settings-title", &body)?
        .nav(Nav::Preferences)
        .scripts(&[&script::THEME]);
    if let Some(wrong) = &wrong {
        sheet = sheet.refused(wrong.refusal()).waits(false);
    }
    sheet.answer()
}
