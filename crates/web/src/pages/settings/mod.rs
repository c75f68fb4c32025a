//! Preferences: display name, language, look and time zone, e-mail addresses. A form for each part;
//! a post changes what it names and leaves the rest.

use askama::Template;
use domain::ids::EmailId;
use domain::{Refusal, Stop};
use door::{EmailView, Freshness, LiveSession};
use look::page::{Nav, Theme};
use look::script;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::said::said;
use crate::rules::cookies::Cookie;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = look::texts!("settings");

const DONE: [(&str, &str); 4] = [
    ("name", "settings-name-saved"),
    ("look", "settings-look-saved"),
    ("email", "settings-email-added"),
    ("email-removed", "settings-email-removed"),
];

/// Zones that are offered while typing; any other of the IANA's is taken as well.
const ZONES: [&str; 36] = [
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Toronto",
    "Asia/Dubai",
    "Asia/Jakarta",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Atlantic/Reykjavik",
    "Australia/Perth",
    "Australia/Sydney",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Copenhagen",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Oslo",
    "Europe/Paris",
    "Europe/Stockholm",
    "Pacific/Auckland",
    "UTC",
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
    emails: Vec<EmailView>,
    email: &'a str,
    email_error: String,
    /// Whether changing addresses asks who one is first.
    asks: bool,
}

/// What was refused, and in which part.
enum RefusedAt {
    Name(Refusal),
    Preferences(Refusal),
    Email(Refusal),
}

impl RefusedAt {
    const fn refusal(&self) -> &Refusal {
        let (Self::Name(refusal) | Self::Preferences(refusal) | Self::Email(refusal)) = self;
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

/// Adds an e-mail address.
pub(crate) async fn add_email(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let added = asked
        .door()
        .add_email(live, asked.form.get("email"), &asked.visitor);
    match added.await {
        Ok(()) => Ok(Answer::to("/settings?done=email")),
        Err(Stop::Refused(
            refusal @ (Refusal::InvalidEmail | Refusal::EmailTaken | Refusal::TooMany(_)),
        )) => draw(asked, live, Some(RefusedAt::Email(refusal))).await,
        Err(stop) => Err(stop),
    }
}

pub(crate) async fn remove_email(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id: EmailId = asked.id()?;
    asked.door().remove_email(live, id, &asked.visitor).await?;
    Ok(Answer::to("/settings?done=email-removed"))
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
    let (mut name_error, mut zone_error, mut email_error) =
        (String::new(), String::new(), String::new());
    let (mut display_name, mut zone, mut email) =
        (profile.display_name.as_str(), live.zone.as_str(), "");
    match wrong {
        Some(RefusedAt::Name(_)) => {
            (name_error, display_name) = (said_wrong, typed(asked, "display_name"));
        }
        Some(RefusedAt::Preferences(_)) => (zone_error, zone) = (said_wrong, typed(asked, "zone")),
        Some(RefusedAt::Email(_)) => (email_error, email) = (said_wrong, typed(asked, "email")),
        None => {}
    }
    let body = Settings {
        words,
        status: said(asked, &DONE),
        display_name,
        name_error,
        theme: Theme::read(&live.theme).unwrap_or_default(),
        zone,
        zones: &ZONES,
        site_zone: &door.config().zone,
        zone_error,
        emails: profile.emails,
        email,
        email_error,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_that_is_offered_exists_and_they_stand_in_order() {
        assert!(ZONES.iter().all(|zone| look::words::is_zone(zone)));
        assert!(ZONES.is_sorted());
    }
}
