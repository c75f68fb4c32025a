//! What is asked of whoever has to answer: where a code may go, or the field once one is on its way.

use askama::Template;
use domain::budget::ASK_AGAIN;
use domain::{Span, Stop};
use look::fragment::Fragment;
use look::words::Words;
use serde::Serialize;

use super::ARRIVING;
use super::table::{self, Sent};
use super::way::Way;
use crate::{Context, Enrolment, Question, Row, Standing};

/// One that a code may be sent to.
pub(super) struct Target {
    id: String,
    masked: String,
}

#[derive(Template)]
#[template(path = "delivered/question.html")]
struct Field<'a> {
    w: &'a Words,
    way: &'a Way,
    /// Where the code went; empty where none did.
    sent_to: String,
    until: String,
    /// Where one may go.
    targets: Vec<Target>,
}

#[derive(Template)]
#[template(path = "delivered/again.html")]
struct Again<'a> {
    w: &'a Words,
    way: &'a Way,
    /// To which enrolment; empty where the form says it otherwise.
    to: String,
    /// All that one may go to, where there is something to choose.
    targets: Vec<Target>,
    /// Seconds until another may be asked for.
    seconds: i64,
}

impl Again<'_> {
    fn t(&self, name: &str) -> String {
        self.w.t(&self.way.key(name))
    }

    /// Whether it isn't to be asked for now: to another target it is.
    const fn waits(&self) -> bool {
        self.seconds > 0 && self.targets.len() < 2
    }
}

/// What a script is told.
#[derive(Serialize)]
struct Wanted {
    /// Where a code may be sent: the enrolment's id, and its target as it may be shown.
    targets: Vec<(String, String)>,
    /// Where one was sent, as it may be shown; none where none was.
    target: Option<String>,
    /// Until when that one is good, in seconds since 1970.
    until: Option<i64>,
    /// Seconds until another may be asked for.
    again_in: i64,
}

impl Field<'_> {
    fn t(&self, name: &str) -> String {
        self.w.t(&self.way.key(name))
    }

    /// The only one that a code may go to.
    fn only(&self) -> Option<&Target> {
        match self.targets.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// Seconds until another code may be asked for.
pub(super) fn rest(at: &Context<'_>, sent: Sent) -> i64 {
    let rest = sent.at.plus(ASK_AGAIN).since(at.now);
    rest.max(Span::ZERO).min(ASK_AGAIN).seconds_up()
}

/// Those that answer now: the one that was used last comes first.
pub(super) fn answering<'a>(at: &Context<'_>, of: &'a [Enrolment]) -> Vec<&'a Enrolment> {
    let mut open: Vec<_> = of.iter().filter(|one| one.answers(at.now)).collect();
    open.sort_by_key(|one| std::cmp::Reverse(one.used.unwrap_or(one.added)));
    open
}

/// Where a code may go, or the field once one is on its way.
pub(super) async fn question(
    way: &Way,
    at: &Context<'_>,
    of: &[Enrolment],
) -> Result<Question, Stop> {
    let open = answering(at, of);
    let mut last: Option<(&Enrolment, Sent)> = None;
    for one in &open {
        let sent = table::asked(at, one.id).await?;
        if let Some(sent) = sent.filter(|sent| last.is_none_or(|(_, last)| sent.at > last.at)) {
            last = Some((one, sent));
        }
    }
    let masked = |one: &Enrolment| way.masked_of(at.reader.keys(), one);
    let wanted = Wanted {
        targets: open
            .iter()
            .map(|one| (one.id.to_string(), masked(one)))
            .collect(),
        target: last.map(|(one, _)| masked(one)),
        until: last.map(|(_, sent)| sent.expires.seconds()),
        again_in: last.map_or(0, |(_, sent)| rest(at, sent)),
    };
    let target = |(id, masked): &(String, String)| Target {
        id: id.clone(),
        masked: masked.clone(),
    };
    let question = Question::drawn(&wanted, |wanted| {
        let drawn = Fragment::of(&Field {
            w: at.words,
            way,
            sent_to: wanted.target.clone().unwrap_or_default(),
            until: until(at, last.map(|(_, sent)| sent)),
            targets: wanted.targets.iter().map(target).collect(),
        })?;
        Ok(drawn.with(&[&ARRIVING]))
    })?;
    let question = question.asked(last.is_some());
    Ok(match last {
        Some((one, sent)) => {
            let all = wanted.targets.iter().map(target).collect();
            let form = again_form(way, at, (one.id.to_string(), all), rest(at, sent))?;
            question.again(form)
        }
        None => question,
    })
}

/// Until when a code is good, in words.
pub(super) fn until(at: &Context<'_>, sent: Option<Sent>) -> String {
    sent.map_or_else(String::new, |sent| {
        let until = at.words.minute(sent.expires);
        at.words.with("delivered-until", &[("until", &until)])
    })
}

/// What helps where nothing comes, and what stands in the form by which another code is asked for.
pub(super) fn again_form(
    way: &Way,
    at: &Context<'_>,
    (to, targets): (String, Vec<Target>),
    seconds: i64,
) -> Result<Fragment, Stop> {
    Ok(Fragment::of(&Again {
        w: at.words,
        way,
        to,
        targets,
        seconds,
    })?)
}

/// The enrolments, each with where its codes go.
pub(super) fn rows(way: &Way, at: &Context<'_>, standing: &Standing) -> Vec<Row> {
    let row = |one: &Enrolment| {
        let masked = way.masked_of(at.reader.keys(), one);
        let row = Row::of(one, standing, at.words);
        // One that goes by where its codes go needn't say it twice.
        match masked == one.name {
            true => row,
            false => Row {
                beside: masked,
                ..row
            },
        }
    };
    standing.confirmed().map(row).collect()
}
