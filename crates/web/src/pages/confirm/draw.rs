//! The page that confirms who one is: what it says, and what it asks for.

use askama::Template;
use domain::next::Next;
use domain::{Kind, Refusal, Stop};
use door::{Choices, LiveSession, Question, Ways};
use look::words::Words;
use look::{Fragment, script};

use super::{here, is_lost};
use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::challenge::{Put, alert, devices, is_shut};
use crate::pages::choice::{Way, button_of, name_of, told, ways};
use crate::sheet::Sheet;

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
    /// The question of a kind; without one the password is asked for.
    put: Put,
    /// The account, so that password managers know whose password is meant.
    account: &'a str,
    devices: String,
    button: String,
    kinds: Vec<Way>,
    /// Where new codes are made, which is all that the password opens; empty where it doesn't.
    codes: String,
    /// Where "I don't have it with me" leads; empty where it doesn't help.
    without: String,
    /// The way back to the strong kind.
    with: String,
}

/// The question of a kind, where it is asked; else why it isn't.
async fn question_of(
    asked: &Asked,
    live: &LiveSession,
    kind: Option<&Kind>,
    refusal: Option<Refusal>,
) -> Result<(Option<Question>, Option<Refusal>), Stop> {
    let Some(kind) = kind else {
        return Ok((None, refusal));
    };
    let question = asked.door().step_up_question(live, kind, &asked.words);
    match question.await {
        Ok(question) => Ok((Some(question), refusal)),
        Err(Stop::Refused(shut)) if is_shut(&shut) => Ok((None, Some(shut))),
        Err(stop) => Err(stop),
    }
}

/// What was wrong, or why what would be strong enough isn't asked for.
fn said(
    words: &Words,
    own: &Ways,
    kind: Option<&Kind>,
    lost: bool,
    refusal: Option<&Refusal>,
) -> String {
    let all = own.all();
    match (kind, refusal) {
        (Some(kind), refusal) => alert(words, &all, kind, refusal),
        (None, Some(refusal)) => words.refusal(refusal),
        (None, None) if !lost && own.kinds.is_without_kinds() => {
            let first = own.kinds.kinds.first();
            first.map_or_else(String::new, |first| told(words, &all, &first.kind))
        }
        (None, None) => String::new(),
    }
}

/// Where new codes are made.
fn codes_at(asked: &Asked) -> String {
    let own = asked.door().own_fallback();
    own.map_or_else(String::new, |(kind, _)| {
        format!("/settings/security#{kind}")
    })
}

/// How far somebody is, by which the page says what comes next.
struct Stage<'a> {
    kind: Option<&'a Kind>,
    lost: bool,
    /// The password is asked for.
    by_password: bool,
    /// One of the ways that are shown can answer.
    opens: bool,
    /// New codes are all that is open.
    codes: bool,
    /// What there is comes by mail.
    mailed: bool,
    /// Whatever could answer is new, and waits until it counts in full.
    new: bool,
}

impl Stage<'_> {
    /// The key of the first sentence.
    const fn lede(&self) -> &'static str {
        match (self.lost, self.by_password, self.kind) {
            (true, true, _) if self.mailed => "confirm-lede-mailed-password",
            (true, false, _) if self.mailed && (self.opens || self.kind.is_some()) => {
                "confirm-lede-mailed"
            }
            (true, true, _) if self.new => "confirm-lede-new-password",
            (true, true, _) => "confirm-lede-lost-password",
            (true, false, None) if self.codes => "confirm-lede-codes",
            (true, false, None) if !self.opens => "confirm-lede-nothing",
            (true, false, None) if self.new => "confirm-lede-new",
            (true, false, None) => "confirm-lede-lost",
            (false, _, None) if self.opens => "confirm-lede-choose",
            _ => "confirm-lede",
        }
    }

    /// Where the form goes; empty where there is nothing to type.
    fn action(&self, is_asked: bool) -> String {
        match self.kind {
            Some(kind) if is_asked => format!("/confirm/{kind}"),
            None if self.by_password => "/confirm".to_owned(),
            _ => String::new(),
        }
    }
}

/// The ways that are shown beside what is asked for.
fn shown<'a>(
    asked: &Asked,
    own: &'a Ways,
    kind: Option<&Kind>,
    lost: bool,
) -> (&'a Choices, Vec<Way>) {
    let shown = if lost { &own.others } else { &own.kinds };
    let all = shown.kinds.iter().chain(&shown.fallbacks);
    let others = all.filter(|choice| Some(&choice.kind) != kind);
    let others = ways(&asked.words, others, &here(asked, "/confirm", lost));
    (shown, others)
}

/// What the button says that answers.
fn button(words: &Words, kind: Option<&Kind>) -> String {
    match kind {
        Some(kind) => button_of(words, kind, "confirm-go"),
        None => words.t("confirm-go"),
    }
}

pub(super) async fn draw(
    asked: &Asked,
    live: &LiveSession,
    own: &Ways,
    kind: Option<&Kind>,
    refusal: Option<Refusal>,
) -> Result<Answer, Stop> {
    let (words, lost, next) = (&asked.words, is_lost(asked), asked.next());
    let (question, refusal) = question_of(asked, live, kind, refusal).await?;
    let by_password = kind.is_none() && (own.password || (lost && !own.password_given));
    let (among, mut kinds) = shown(asked, own, kind, lost);
    if by_password {
        kinds.clear();
    }
    let opens = kinds.iter().any(|way| !way.href.is_empty());
    let stage = Stage {
        kind,
        lost,
        by_password,
        opens,
        codes: lost && !by_password && !opens && own.codes,
        mailed: own.mailed,
        new: is_without_enough(own) && is_new(asked, live).await?,
    };
    let alert = said(words, own, kind, lost, refusal.as_ref());
    let tells = refusal.is_none() && !alert.is_empty();
    let asks = lost || !kinds.is_empty() || refusal.is_some();
    let put = Put::new(asked, kind, question, asks);
    let scripts = put.scripts();
    let to = |lost| here(asked, "/confirm", lost);
    let body = Confirm {
        words,
        lede: words.t(stage.lede()),
        alert,
        action: stage.action(put.question.is_some()),
        next: next.as_ref().map_or("", Next::as_str),
        lost,
        put,
        account: &live.name,
        devices: kind.map_or_else(String::new, |kind| devices(words, among, kind)),
        button: button(words, kind),
        kinds,
        codes: Some(codes_at(asked))
            .filter(|_| stage.codes)
            .unwrap_or_default(),
        without: Some(to(true))
            .filter(|_| helps(own) && !lost)
            .unwrap_or_default(),
        with: Some(to(false))
            .filter(|_| lost && !own.mailed && !is_without_enough(own))
            .unwrap_or_default(),
    };
    let body = Fragment::of(&body)?.with(&scripts);
    let title = kind.map_or_else(|| words.t("confirm-title"), |kind| name_of(words, kind));
    let page = kind.map_or_else(|| "/confirm".to_owned(), |kind| format!("/confirm/{kind}"));
    let sheet = Sheet::around(asked, title, body)
        .scripts(&[&script::ONE_TIME, &script::COUNTDOWN, &script::SHOW])
        .leads_to(next.as_ref().and_then(Next::origin))
        .back(here(asked, &page, lost));
    match &refusal {
        Some(refusal) => sheet.refused(refusal).answer(),
        None => sheet.waits(tells).answer(),
    }
}

/// Whether nothing on the account is enough by itself, as where all that could answer is new: the password goes first.
pub(super) fn is_without_enough(own: &Ways) -> bool {
    own.kinds.kinds.is_empty() && helps(own)
}

/// Whether everything that could answer waits until it counts in full.
async fn is_new(asked: &Asked, live: &LiveSession) -> Result<bool, Stop> {
    let own = asked.door().own_factors(live).await?;
    let mut standing = own.iter().filter(|one| !one.fallback && !one.suspended);
    Ok(standing.all(|one| one.counts_from.is_some()))
}

/// Whether "I don't have it with me" leads anywhere.
fn helps(own: &Ways) -> bool {
    let others = !own.others.kinds.is_empty() || !own.others.fallbacks.is_empty();
    !own.password && (own.codes || others)
}
