//! Making ten new codes, shown once; the old ones stop working in the same moment.

use askama::Template;
use domain::event::{Action, Event};
use domain::{Form, Stop};
use look::fragment::Fragment;
use look::words::Words;
use serde::Serialize;

use super::codes;
use super::factor::KIND;
use super::sheet::Sheet;
use crate::binding::Binding;
use crate::{
    Button, Card, Change, Context, Doing, Effect, Enrolment, Needs, Page, Question, Shown,
    Standing, enrolment, kept_code,
};

/// How many are made.
const TEN: i64 = 10;

/// The rows that are mounted.
pub(crate) const PAGES: &[Page] = &[Page {
    path: "",
    needs: Needs::Codes,
    run: make,
}];

#[derive(Template)]
#[template(path = "backup_code/question.html")]
struct Field<'a> {
    w: &'a Words,
    prompt: String,
    left: String,
}

/// Asked before codes that still work are replaced.
#[derive(Template)]
#[template(path = "backup_code/sure.html")]
struct Sure<'a> {
    w: &'a Words,
    base: &'a str,
    number: &'a str,
    next: &'a str,
    cancel: &'a str,
    left: String,
    made: String,
}

#[derive(Template)]
#[template(path = "backup_code/shown.html")]
struct Codes<'a> {
    w: &'a Words,
    sheet: &'a Sheet<'a>,
    /// The same as a file of text, which a link carries in itself.
    file: String,
    onward: &'a str,
}

/// What is asked for.
#[derive(Serialize)]
struct Wanted {
    /// The number of the code that is next; none where none is left.
    number: Option<i64>,
    /// How many are left.
    left: usize,
}

/// The field, and which code is next (NIST SP 800-63B-4 §3.1.2.2: the verifier prompts for it).
pub(crate) async fn question(at: &Context<'_>, of: &[Enrolment]) -> Result<Question, Stop> {
    let mut places = Vec::new();
    for enrolment in of {
        places.extend(codes::places(at.reader, enrolment.id).await?);
    }
    let wanted = Wanted {
        number: places.first().copied(),
        left: places.len(),
    };
    Ok(Question::drawn(&wanted, |wanted| {
        let left = i64::try_from(wanted.left).unwrap_or(i64::MAX);
        Fragment::of(&Field {
            w: at.words,
            prompt: match wanted.number {
                Some(next) => at.words.n("backup-code-question", next),
                None => at.words.t("backup-code-question-any"),
            },
            left: at.words.n("backup-code-left", left),
        })
    })?)
}

/// What they are, how many are left, and the button that makes new ones.
pub(crate) fn card(at: &Context<'_>, standing: &Standing) -> Result<Card, Stop> {
    let words = at.words;
    let said = ["backup-code-what", "backup-code-keep"].map(|key| words.t(key));
    let of = standing.confirmed().next();
    Ok(Card {
        line: words.t("backup-code-about"),
        has: of.map_or_else(String::new, |of| {
            words.n("backup-code-left-short", of.codes_left)
        }),
        button: Button::Own(words.t(match of {
            Some(_) => "backup-code-make-new",
            None => "backup-code-make",
        })),
        ..Card::plain(&KIND, words).helped(&said, None)?
    })
}

/// Whether codes that still work are to be replaced.
fn sure(at: &Context<'_>, standing: &Standing, of: &Enrolment) -> Result<Shown, Stop> {
    let day = at.words.day(of.added);
    let page = Fragment::of(&Sure {
        w: at.words,
        base: &standing.base,
        number: &standing.number,
        next: &standing.next,
        cancel: standing.onward(),
        left: at.words.n("backup-code-left", of.codes_left),
        made: at.words.with("backup-code-made", &[("day", &day)]),
    })?;
    Ok(Shown::Fragment("backup-code-sure-title", page))
}

fn make<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        if let Some(of) = standing.confirmed().find(|of| of.codes_left > 0)
            && !form.has("sure")
        {
            return sure(at, standing, of);
        }
        let keys = at.reader.keys();
        let (account, id) = (standing.owner.id, standing.fresh);
        let binding = Binding::to(account, &KIND, id);
        let mut shown = Vec::new();
        let mut statements = Vec::new();
        for place in 1..=TEN {
            let code = kept_code::make(at.random);
            let kept = kept_code::keep(keys, at.hashing, at.random, KIND.as_str(), &binding, &code)
                .await?;
            statements.push(codes::insert(id, place, kept));
            shown.push(kept_code::grouped(&code));
        }
        let sheet = Sheet::of(at, &standing.owner.name, &shown);
        let page = Codes {
            w: at.words,
            sheet: &sheet,
            file: sheet.file(at.words),
            onward: standing.onward(),
        };
        let page = Fragment::of(&page)?;
        let new = enrolment::New {
            id,
            account,
            kind: &KIND,
            name: "",
            added: at.now,
            confirmed: true,
            until: None,
            codes_left: TEN,
            sealed: None,
        };
        // The old enrolment goes first: both change the card file, in this order.
        statements.insert(0, enrolment::remove_kind(account, &KIND));
        Ok(Shown::Change(Box::new(Change {
            effect: Effect::Replaces,
            guards: vec![enrolment::insert(new)],
            statements,
            event: Some(Event::done(Action::CodesMade, account).of_kind(&KIND)),
            show: Some(("backup-code-shown", page)),
        })))
    })
}
