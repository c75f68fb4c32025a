//! The second proof at sign-in. One kind goes straight to its question; of several one chooses; what
//! helps out always stands last, and there is always a way to cancel.

mod beside;
mod put;

use askama::Template;
use domain::next::Next;
use domain::{Kind, Refusal, Stop};
use door::{Choices, NewSession, Pending, Progress, Shut};
use look::words::{Texts, Words};
use look::{Fragment, script};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::admitted::admitted;
use crate::pages::choice::{Way, button_of, name_of, told, ways};
use crate::pages::security::offer;
use crate::sheet::Sheet;

use beside::others;
pub(crate) use beside::{alert, devices, is_shut};
pub(crate) use put::Put;

pub(crate) const TEXTS: Texts = look::texts!("challenge");

const BASE: &str = "/login/challenge";

#[derive(Template)]
#[template(path = "pages/challenge/choose.html")]
struct Choose<'a> {
    words: &'a Words,
    alert: String,
    kinds: Vec<Way>,
    fallbacks: Vec<Way>,
    shut: bool,
}

#[derive(Template)]
#[template(path = "pages/challenge/question.html")]
struct Question<'a> {
    words: &'a Words,
    action: String,
    alert: String,
    put: Put,
    /// Where the person was going, for an answer that is sent twice.
    next: &'a str,
    devices: String,
    button: String,
    others: Vec<Way>,
}

/// The selection screen, where there is something to select.
pub(crate) async fn choose(asked: &Asked, pending: &Pending) -> Result<Answer, Stop> {
    let choices = asked.door().choices(pending, &asked.visitor).await?;
    if choices.kinds.is_empty() && choices.fallbacks.is_empty() {
        return Ok(Answer::to("/login/setup"));
    }
    if let Some(only) = choices.only() {
        return Ok(Answer::to(&format!("{BASE}/{}", only.kind)));
    }
    if let ([], [only]) = (choices.kinds.as_slice(), choices.fallbacks.as_slice()) {
        return Ok(Answer::to(&format!("{BASE}/{}", only.kind)));
    }
    select(asked, &choices, None)
}

fn select(asked: &Asked, choices: &Choices, refusal: Option<&Refusal>) -> Result<Answer, Stop> {
    let words = &asked.words;
    let shut = choices.is_shut();
    let alert = match (refusal, choices.kinds.first()) {
        (Some(refusal), _) => words.refusal(refusal),
        (None, Some(first)) if choices.is_without_kinds() => match first.shut {
            Some(Shut::Off) if shut => words.t("challenge-shut"),
            _ => told(words, choices, &first.kind),
        },
        _ => String::new(),
    };
    let says_whom = shut || !alert.is_empty();
    let body = Choose {
        words,
        alert,
        kinds: ways(words, choices.kinds.iter(), BASE),
        fallbacks: ways(words, choices.fallbacks.iter(), BASE),
        shut,
    };
    let mut sheet = Sheet::new(asked, "challenge-title", &body)?;
    if let Some(refusal) = refusal {
        sheet = sheet.refused(refusal);
    }
    sheet.waits(says_whom).answer()
}

/// The question of a kind.
pub(crate) async fn ask(asked: &Asked, pending: &Pending) -> Result<Answer, Stop> {
    draw(asked, pending, &asked.kind()?, None).await
}

/// Has a kind ask that has to before it can be answered: for the first time, or once more.
pub(crate) async fn send(asked: &Asked, pending: &Pending) -> Result<Answer, Stop> {
    let kind = asked.kind()?;
    let sent = asked
        .door()
        .ask(pending, &kind, &asked.form, &asked.words, &asked.visitor)
        .await;
    match sent {
        Ok(()) => Ok(Answer::to(&format!("{BASE}/{kind}"))),
        Err(Stop::Refused(refusal)) if stays(&refusal) => {
            asked.web.metrics().refused(refusal.key());
            draw(asked, pending, &kind, Some(refusal)).await
        }
        // Removed since it was to be asked.
        Err(Stop::Refused(Refusal::NoSuch)) => Ok(Answer::to(BASE)),
        Err(stop) => Err(stop),
    }
}

/// The answer to it.
pub(crate) async fn answer(asked: &Asked, pending: &Pending) -> Result<Answer, Stop> {
    let kind = asked.kind()?;
    let answered = asked
        .door()
        .answer(pending, &kind, &asked.form, &asked.visitor)
        .await;
    match answered {
        Ok(Progress::In(new)) if asked.form.get("able") == "alone" => {
            offered(asked, pending, new).await
        }
        Ok(outcome) => Ok(admitted(asked, &outcome, "/")),
        Err(Stop::Refused(refusal)) if stays(&refusal) => {
            asked.web.metrics().came("refused");
            asked.web.metrics().refused(refusal.key());
            draw(asked, pending, &kind, Some(refusal)).await
        }
        // Removed since it was asked for.
        Err(Stop::Refused(Refusal::NoSuch)) => {
            let choices = asked.door().choices(pending, &asked.visitor).await?;
            if choices.kinds.is_empty() && choices.fallbacks.is_empty() {
                return Ok(Answer::to(BASE));
            }
            select(asked, &choices, Some(&Refusal::WrongCode(kind)))
        }
        Err(stop) => Err(stop),
    }
}

/// A browser that could sign in without a password is told of it, once, on the way to where it was going.
async fn offered(asked: &Asked, pending: &Pending, new: NewSession) -> Result<Answer, Stop> {
    // Not being able to tell is no reason to keep anybody from going on.
    let offers = asked.door().offers_after(pending, &new).await;
    let next = asked.web.next(&new.next);
    let answer = admitted(asked, &Progress::In(new), "/");
    if !offers.unwrap_or(false) {
        return Ok(answer);
    }
    Ok(answer.on_to(&asked.with_next(offer::PATH, next.as_ref())))
}

/// Refusals after which the same question is the way on.
pub(crate) const fn stays(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::WrongCode(_)
            | Refusal::NotACode(_)
            | Refusal::WrongPassword
            | Refusal::ClockOff(_)
            | Refusal::KindOff(_)
            | Refusal::Suspended(_)
            | Refusal::AskedAgain(_)
            | Refusal::AskedJustNow(_)
            | Refusal::MailboxUnfit
            | Refusal::MessagesSpent(_)
            | Refusal::NumberElsewhere(_)
            | Refusal::NumberNotMobile
            | Refusal::NotYet(_)
            | Refusal::Wait(_)
            | Refusal::Locked
            | Refusal::Busy
    )
}

async fn draw(
    asked: &Asked,
    pending: &Pending,
    kind: &Kind,
    refusal: Option<Refusal>,
) -> Result<Answer, Stop> {
    let words = &asked.words;
    let choices = asked.door().choices(pending, &asked.visitor).await?;
    let (question, refusal) = match asked.door().question(pending, kind, words).await {
        Ok(question) => (Some(question), refusal),
        // The kind isn't asked for: the page says why, and what else there is.
        Err(Stop::Refused(shut)) if is_shut(&shut) => (None, Some(shut)),
        Err(stop) => return Err(stop),
    };
    let next = asked.web.next(&pending.next);
    let asks = choices.kinds.len() > 1 || refusal.is_some();
    let put = Put::new(asked, Some(kind), question, asks);
    let scripts = put.scripts();
    let body = Question {
        words,
        action: format!("{BASE}/{kind}"),
        alert: alert(words, &choices, kind, refusal.as_ref()),
        put,
        next: next.as_ref().map_or("", Next::as_str),
        devices: devices(words, &choices, kind),
        button: button_of(words, kind, "web-continue"),
        others: ways(words, others(&choices, kind), BASE),
    };
    let mut sheet = Sheet::around(asked, name_of(words, kind), Fragment::of(&body)?)
        .scripts(&[&script::ONE_TIME, &script::COUNTDOWN])
        .scripts(asked.door().able().as_slice())
        .scripts(&scripts)
        .leads_to(next.as_ref().and_then(Next::origin));
    if let Some(refusal) = &refusal {
        sheet = sheet.refused(refusal);
    }
    sheet.answer()
}
