//! Connected browsers and devices: one's own sessions, each with a name, a place and a way to end it.
//! Ending this one is signing out.

use askama::Template;
use domain::ids::SessionId;
use domain::{Refusal, Stop};
use door::{LiveSession, SessionView};
use look::page::Nav;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::browser::Browser;
use crate::pages::logout;
use crate::pages::said::said;
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = Texts {
    component: "devices",
    english: include_str!("en.ftl"),
    swedish: include_str!("sv.ftl"),
};

const HERE: &str = "/settings/devices";

const DONE: [(&str, &str); 3] = [
    ("renamed", "devices-renamed"),
    ("disconnected", "devices-disconnected"),
    ("others", "devices-others-disconnected"),
];

#[derive(Template)]
#[template(path = "pages/devices/devices.html")]
struct Devices<'a> {
    words: &'a Words,
    status: String,
    alert: String,
    items: Vec<Item>,
    /// How many there are besides this one.
    others: i64,
}

/// A session in words.
struct Item {
    id: String,
    icon: &'static str,
    title: String,
    meta: String,
    badge: String,
    this: bool,
}

impl Item {
    fn of(session: &SessionView, words: &Words) -> Self {
        let browser = Browser::read(&session.agent);
        let called = browser.words(words);
        let (made, seen) = (
            words.moment(session.made_at()),
            words.moment(session.seen_at()),
        );
        let values = [
            ("browser", called.as_str()),
            ("address", &session.address),
            ("made", &made),
            ("seen", &seen),
        ];
        let key = if session.name.is_empty() {
            "devices-meta"
        } else {
            "devices-meta-named"
        };
        Self {
            id: session.id.clone(),
            icon: browser.icon,
            meta: words.with(key, &values),
            title: if session.name.is_empty() {
                called
            } else {
                session.name.clone()
            },
            badge: if session.this {
                words.t("devices-this")
            } else {
                String::new()
            },
            this: session.this,
        }
    }

    /// The id of its name's field: unique on the page.
    fn field(&self) -> String {
        format!("name-{}", self.id)
    }
}

/// The list.
pub(crate) async fn show(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    draw(asked, live, None).await
}

/// Gives one a name.
pub(crate) async fn rename(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id: SessionId = asked.id()?;
    let name = asked.form.get("name");
    let renamed = asked.door().rename_session(live, id, name, &asked.visitor);
    match renamed.await {
        Ok(()) => Ok(Answer::to("/settings/devices?done=renamed")),
        Err(Stop::Refused(refusal @ Refusal::InvalidLabel)) => {
            draw(asked, live, Some(refusal)).await
        }
        Err(stop) => Err(stop),
    }
}

/// Ends one.
pub(crate) async fn disconnect(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id: SessionId = asked.id()?;
    if id == live.id() {
        return logout::sign_out(asked).await;
    }
    asked.door().end_session(live, id, &asked.visitor).await?;
    Ok(Answer::to("/settings/devices?done=disconnected"))
}

/// Ends all others.
pub(crate) async fn disconnect_others(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    asked
        .door()
        .end_other_sessions(live, &asked.visitor)
        .await?;
    Ok(Answer::to("/settings/devices?done=others"))
}

async fn draw(asked: &Asked, live: &LiveSession, refusal: Option<Refusal>) -> Result<Answer, Stop> {
    let words = &asked.words;
    let mut sessions = asked.door().own_sessions(live).await?;
    // Stable: this one first, then as they came, newest use first.
    sessions.sort_by_key(|session| !session.this);
    let others = sessions.iter().filter(|session| !session.this);
    let body = Devices {
        words,
        status: said(asked, &DONE),
        alert: refusal
            .as_ref()
            .map_or_else(String::new, |refusal| words.refusal(refusal)),
        others: i64::try_from(others.count()).unwrap_or(i64::MAX),
        items: sessions
            .iter()
            .map(|session| Item::of(session, words))
            .collect(),
    };
    let mut sheet = Sheet::new(asked, "devices-title", &body)?.nav(Nav::Devices);
    if let Some(refusal) = &refusal {
        sheet = sheet.refused(refusal).waits(false).back(HERE.to_owned());
    }
    sheet.answer()
}
