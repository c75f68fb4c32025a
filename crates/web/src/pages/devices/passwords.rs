//! Device passwords: made and shown once, renamed, limited, disconnected.

use askama::Template;
use domain::ids::DevicePasswordId;
use domain::next::Next;
use domain::{Refusal, Stop};
use door::{DevicePasswordView, LiveSession, Made};
use look::Fragment;
use look::page::Nav;
use look::script;
use look::words::Words;

use super::limits::{self, Typed};
use super::{HERE, RefusedAt, draw, reach, utc};
use crate::answer::Answer;
use crate::asked::Asked;
use crate::sheet::Sheet;

#[derive(Template)]
#[template(path = "pages/devices/shown.html")]
struct Shown<'a> {
    words: &'a Words,
    user: &'a str,
    secret: &'a str,
    qr: Fragment,
    limits: String,
    /// What it opens, and what not; empty where nothing is protected.
    reach: Vec<reach::Line>,
    /// Where it was asked for.
    back: String,
}

#[derive(Template)]
#[template(path = "pages/devices/limit.html")]
struct Limit<'a> {
    words: &'a Words,
    alert: String,
    action: &'a str,
    typed: Typed,
}

/// Makes one, and shows it this once.
pub(crate) async fn make(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let made = asked
        .door()
        .make_device_password(live, &asked.form, &asked.visitor);
    match made.await {
        Ok(made) => shown(asked, live, &made).await,
        Err(Stop::Refused(
            refusal @ (Refusal::InvalidLabel
            | Refusal::InvalidLimit(..)
            | Refusal::OutOfRange(..)
            | Refusal::TooMany(_)),
        )) => draw(asked, live, Some(RefusedAt::New(refusal))).await,
        Err(stop) => Err(stop),
    }
}

async fn shown(asked: &Asked, live: &LiveSession, made: &Made) -> Result<Answer, Stop> {
    let words = &asked.words;
    let view = own(asked, live, made.id).await?;
    let next = asked.next().filter(|next| next.origin().is_none());
    let back = next.as_ref().map_or(HERE, Next::as_str).to_owned();
    // Name and password, a line each: no client's own form, so that any reader makes sense of it.
    let text = format!("{}\n{}", live.name, made.secret.expose());
    let body = Shown {
        words,
        user: &live.name,
        secret: made.secret.expose(),
        qr: look::picture::qr(&text, &words.t("devices-qr"))?,
        limits: limits::in_words(&view, &utc(asked)),
        reach: reach::lines(&made.reach, words),
        back: back.clone(),
    };
    let title = words.with("devices-shown-title", &[("name", &made.name)]);
    Sheet::around(asked, title, Fragment::of(&body)?)
        .nav(Nav::Devices)
        .scripts(&[&script::COPY])
        .back(back)
        .answer()
}

/// One of one's own; whoever else's doesn't exist.
async fn own(
    asked: &Asked,
    live: &LiveSession,
    id: DevicePasswordId,
) -> Result<DevicePasswordView, Stop> {
    let all = asked.door().own_device_passwords(live).await?;
    let written = id.to_string();
    let found = all.into_iter().find(|one| one.id == written);
    Ok(found.ok_or(Refusal::NoSuch)?)
}

/// Gives one another name.
pub(crate) async fn rename(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let (id, name) = (asked.id()?, asked.form.get("name"));
    let renamed = asked
        .door()
        .rename_device_password(live, id, name, &asked.visitor);
    match renamed.await {
        Ok(()) => Ok(Answer::to("/settings/devices?done=renamed")),
        Err(Stop::Refused(refusal @ Refusal::InvalidLabel)) => {
            draw(asked, live, Some(RefusedAt::Page(refusal))).await
        }
        Err(stop) => Err(stop),
    }
}

/// Its limits, to be changed. On a page of their own: the form in each line would make the list heavy.
pub(crate) async fn ask_limits(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let view = own(asked, live, asked.id()?).await?;
    let typed = Typed::kept(&view, &asked.words);
    draw_limits(asked, &view, typed, None)
}

/// Gives one other limits.
pub(crate) async fn limit(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let id: DevicePasswordId = asked.id()?;
    let limited = asked
        .door()
        .limit_device_password(live, id, &asked.form, &asked.visitor);
    match limited.await {
        Ok(()) => Ok(Answer::to("/settings/devices?done=limited")),
        Err(Stop::Refused(
            refusal @ (Refusal::InvalidLimit(..) | Refusal::OutOfRange(..) | Refusal::TooMany(_)),
        )) => {
            let view = own(asked, live, id).await?;
            draw_limits(asked, &view, Typed::sent(&asked.form), Some(&refusal))
        }
        Err(stop) => Err(stop),
    }
}

fn draw_limits(
    asked: &Asked,
    view: &DevicePasswordView,
    mut typed: Typed,
    refusal: Option<&Refusal>,
) -> Result<Answer, Stop> {
    let words = &asked.words;
    let stands = refusal.is_some_and(|refusal| typed.refuse(refusal, words));
    let body = Limit {
        words,
        alert: refusal
            .filter(|_| !stands)
            .map_or_else(String::new, |refusal| words.refusal(refusal)),
        action: &asked.path,
        typed,
    };
    let title = words.with("devices-limits-title", &[("name", &view.name)]);
    let mut sheet = Sheet::around(asked, title, Fragment::of(&body)?).nav(Nav::Devices);
    if let Some(refusal) = refusal {
        sheet = sheet.refused(refusal).waits(false);
    }
    sheet.answer()
}

pub(crate) async fn disconnect(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    asked
        .door()
        .disconnect_device_password(live, asked.id()?, &asked.visitor)
        .await?;
    Ok(Answer::to("/settings/devices?done=password"))
}
