//! Step-up: confirming who one is before something sensitive. The account's strongest kind, or the
//! password where there is none; "I don't have it with me" takes the password and another way.

use askama::Template;
use domain::next::Next;
use domain::{Kind, Refusal, Stop};
use door::{LiveSession, NewSession, Stands, Ways};
use look::words::{Texts, Words};
use look::{Fragment, script};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::challenge::{alert, devices, is_shut, stays};
use crate::pages::choice::{Way, button_of, name_of, sends, told, ways};
use crate::sheet::Sheet;

pub(crate) const TEXTS: Texts = Texts {
    component: "confirm",
    english: include_str!("en.ftl"),
    swedish: include_str!("sv.ftl"),
};

#[derive(Template)]
#[template(path = "pages/confirm/confirm.html")]
struct Confirm<'a> {
    words: &'a Words,
    lede: String,
    alert: String,
    /// Where the form goes; empty where there is nothing to type.
    action: String,
    next: &'a str,
    lost: bool,
    /// The question of a kind; none asks for the password.
    question: Option<Fragment>,
    /// The account, so that password managers know whose password is meant.
    account: &'a str,
    devices: String,
    button: String,
    /// What has the kind ask, for the first time or once more; empty where it doesn't.
    sends: String,
    /// It has to ask before it can be answered.
    to_ask: bool,
    /// Nothing begins by itself: there are other ways, or it has just gone wrong.
    asks: bool,
    kinds: Vec<Way>,
    /// Where new codes are made, which is all that the password opens; empty where it doesn't.
    codes: String,
    /// Where "I don't have it with me" leads; empty where it doesn't help.
    without: String,
    /// The way back to the strong kind.
    with: String,
}

/// A page of this folder with the target kept, and whether the factor is lost.
fn here(asked: &Asked, page: &str, lost: bool) -> String {
    let page = asked.with_next(page, asked.next().as_ref());
    match (lost, page.contains('?')) {
        (false, _) => page,
        (true, true) => format!("{page}&lost=1"),
        (true, false) => format!("{page}?lost=1"),
    }
}

fn is_lost(asked: &Asked) -> bool {
    asked.query.has("lost") || asked.form.has("lost")
}

/// One way goes straight to its page; of several one chooses.
pub(crate) async fn choose(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let ways = asked.door().step_up_ways(live).await?;
    let lost = is_lost(asked);
    if !lost
        && !ways.password
        && let Some(only) = ways.kinds.only()
    {
        return Ok(Answer::to(&here(
            asked,
            &format!("/confirm/{}", only.kind),
            false,
        )));
    }
    draw(asked, live, &ways, None, None).await
}

/// The password: enough where there is no factor, else the first half of the narrow way.
pub(crate) async fn password(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let given = asked
        .door()
        .step_up_by_password(live, asked.form.get("password"), &asked.visitor)
        .await;
    match given {
        Ok(new) => by_password(asked, live, &new).await,
        Err(stop) => {
            let ways = asked.door().step_up_ways(live).await?;
            refused(asked, live, &ways, None, stop).await
        }
    }
}

/// On from a right password.
pub(crate) async fn by_password(
    asked: &Asked,
    live: &LiveSession,
    new: &NewSession,
) -> Result<Answer, Stop> {
    if asked.door().step_up_ways(live).await?.password {
        return Ok(done(asked, new));
    }
    Ok(Answer::to(&here(asked, "/confirm", true)).signed_in(new))
}

/// The question of a kind.
pub(crate) async fn ask(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let ways = asked.door().step_up_ways(live).await?;
    draw(asked, live, &ways, Some(&asked.kind()?), None).await
}

/// Has a kind ask that has to before it can be answered: for the first time, or once more.
pub(crate) async fn send(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let kind = asked.kind()?;
    let sent = asked
        .door()
        .step_up_ask(live, &kind, &asked.words, &asked.visitor)
        .await;
    match sent {
        Ok(()) => {
            let page = format!("/confirm/{kind}");
            Ok(Answer::to(&here(asked, &page, is_lost(asked))))
        }
        Err(stop) => {
            let ways = asked.door().step_up_ways(live).await?;
            refused(asked, live, &ways, Some(&kind), stop).await
        }
    }
}

/// The answer to it.
pub(crate) async fn answer(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let kind = asked.kind()?;
    let answered = asked
        .door()
        .step_up(live, &kind, &asked.form, &asked.visitor)
        .await;
    match answered {
        Ok(new) => Ok(done(asked, &new)),
        Err(stop) => {
            let ways = asked.door().step_up_ways(live).await?;
            refused(asked, live, &ways, Some(&kind), stop).await
        }
    }
}

/// Back to where it was asked.
pub(crate) fn done(asked: &Asked, new: &NewSession) -> Answer {
    let next = asked.next();
    Answer::to(next.as_ref().map_or("/settings/security", Next::as_str)).signed_in(new)
}

async fn refused(
    asked: &Asked,
    live: &LiveSession,
    ways: &Ways,
    kind: Option<&Kind>,
    stop: Stop,
) -> Result<Answer, Stop> {
    match stop {
        Stop::Refused(Refusal::SignInOver) => Ok(Answer::to("/login?over=confirm")),
        Stop::Refused(refusal) if stays(&refusal) => {
            asked.web.metrics().refused(refusal.key());
            draw(asked, live, ways, kind, Some(refusal)).await
        }
        // Removed since it was asked for.
        Stop::Refused(Refusal::NoSuch) if let Some(kind) = kind => {
            let refusal = Refusal::WrongCode(kind.clone());
            draw(asked, live, ways, None, Some(refusal)).await
        }
        stop => Err(stop),
    }
}

async fn draw(
    asked: &Asked,
    live: &LiveSession,
    own: &Ways,
    kind: Option<&Kind>,
    refusal: Option<Refusal>,
) -> Result<Answer, Stop> {
    let (words, lost) = (&asked.words, is_lost(asked));
    let (question, refusal) = match kind {
        Some(kind) => match asked.door().step_up_question(live, kind, words).await {
            Ok(question) => (Some(question), refusal),
            Err(Stop::Refused(shut)) if is_shut(&shut) => (None, Some(shut)),
            Err(stop) => return Err(stop),
        },
        None => (None, refusal),
    };
    let shown = if lost { &own.others } else { &own.kinds };
    let asks_password = kind.is_none() && (own.password || (lost && !own.password_given));
    let kinds = if asks_password {
        Vec::new()
    } else {
        let all = shown.kinds.iter().chain(&shown.fallbacks);
        ways(
            words,
            all.filter(|choice| Some(&choice.kind) != kind),
            &here(asked, "/confirm", lost),
        )
    };
    let action = match kind {
        Some(kind) if question.is_some() => format!("/confirm/{kind}"),
        None if asks_password => "/confirm".to_owned(),
        _ => String::new(),
    };
    let all = own.all();
    let alert = match (kind, &refusal) {
        (Some(kind), refusal) => alert(words, &all, kind, refusal.as_ref()),
        (None, Some(refusal)) => words.refusal(refusal),
        // What would be strong enough isn't asked for.
        (None, None) if !lost && own.kinds.is_without_kinds() => {
            let first = own.kinds.kinds.first();
            first.map_or_else(String::new, |first| told(words, &all, &first.kind))
        }
        (None, None) => String::new(),
    };
    let tells = refusal.is_none() && !alert.is_empty();
    let opens = kinds.iter().any(|way| !way.href.is_empty());
    let codes = lost && !asks_password && !opens && own.codes;
    let helps = own.codes || !own.others.kinds.is_empty() || !own.others.fallbacks.is_empty();
    let next = asked.next();
    let lede = match (lost, asks_password, kind) {
        (true, true, _) => "confirm-lede-lost-password",
        (true, false, None) if codes => "confirm-lede-codes",
        (true, false, None) if !opens => "confirm-lede-nothing",
        (true, false, None) => "confirm-lede-lost",
        (false, _, None) if opens => "confirm-lede-choose",
        _ => "confirm-lede",
    };
    let stands = question.as_ref().map_or(Stands::Open, |one| one.stands);
    let question = question.map(|one| one.fragment);
    let scripts = question
        .as_ref()
        .map_or_else(Vec::new, |one| one.scripts().to_vec());
    let body = Confirm {
        words,
        lede: words.t(lede),
        alert,
        action,
        next: next.as_ref().map_or("", Next::as_str),
        lost,
        question,
        account: &live.name,
        devices: kind.map_or_else(String::new, |kind| devices(words, shown, kind)),
        button: kind.map_or_else(
            || words.t("confirm-go"),
            |kind| button_of(words, kind, "confirm-go"),
        ),
        sends: kind.map_or_else(String::new, |kind| sends(words, kind, stands)),
        to_ask: stands == Stands::ToAsk,
        asks: lost || !kinds.is_empty() || refusal.is_some(),
        kinds,
        codes: if codes {
            asked
                .door()
                .own_fallback()
                .map_or_else(String::new, |(kind, _)| {
                    format!("/settings/security#{kind}")
                })
        } else {
            String::new()
        },
        without: if helps && !lost && !own.password {
            here(asked, "/confirm", true)
        } else {
            String::new()
        },
        with: if lost {
            here(asked, "/confirm", false)
        } else {
            String::new()
        },
    };
    let title = kind.map_or_else(|| words.t("confirm-title"), |kind| name_of(words, kind));
    let page = kind.map_or_else(|| "/confirm".to_owned(), |kind| format!("/confirm/{kind}"));
    let mut sheet = Sheet::around(asked, title, Fragment::of(&body)?)
        .scripts(&[&script::ONE_TIME, &script::COUNTDOWN])
        .scripts(&scripts)
        .leads_to(next.as_ref().and_then(Next::origin))
        .back(here(asked, &page, lost));
    if let Some(refusal) = &refusal {
        sheet = sheet.refused(refusal);
    }
    if tells {
        sheet = sheet.waits(true);
    }
    sheet.answer()
}
