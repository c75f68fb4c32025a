//! Making ten new codes, shown once; the old ones stop working in the same moment.

use askama::Template;
use domain::event::{Action, Event};
use domain::{Form, Stop};
use look::fragment::Fragment;
use look::words::Words;
use serde::Serialize;

use super::codes;
use super::factor::KIND;
use crate::binding::Binding;
use crate::{
    Change, Context, Doing, Effect, Enrolment, Needs, Page, Question, Shown, Standing, enrolment,
    kept_code,
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

#[derive(Template)]
#[template(path = "backup_code/add.html")]
struct Add<'a> {
    w: &'a Words,
    base: &'a str,
    number: &'a str,
    left: Option<i64>,
    left_words: String,
    made: String,
    /// Whether making codes is what this person should do next.
    next: bool,
}

#[derive(Template)]
#[template(path = "backup_code/shown.html")]
struct Codes<'a> {
    w: &'a Words,
    site: &'a str,
    account: &'a str,
    date: String,
    codes: &'a [String],
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

/// How many are left, and the form that makes new ones.
pub(crate) fn add(at: &Context<'_>, standing: &Standing) -> Result<Fragment, Stop> {
    let of = standing.confirmed().next();
    Ok(Fragment::of(&Add {
        w: at.words,
        base: &standing.base,
        number: &standing.number,
        left: of.map(|enrolment| enrolment.codes_left),
        left_words: of
            .map(|enrolment| at.words.n("backup-code-left", enrolment.codes_left))
            .unwrap_or_default(),
        made: of
            .map(|enrolment| at.words.day(enrolment.added))
            .unwrap_or_default(),
        next: standing.has_factor && of.is_none_or(|enrolment| enrolment.codes_left == 0),
    })?)
}

fn make<'a>(at: &'a Context<'a>, standing: &'a Standing, _: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
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
        let date = at.words.day(at.now);
        let page = Codes {
            w: at.words,
            site: at.site,
            account: &standing.owner.name,
            file: file(at, &standing.owner.name, &date, &shown),
            date,
            codes: &shown,
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

/// The codes as a file of text, which a link carries in itself.
fn file(at: &Context<'_>, account: &str, date: &str, codes: &[String]) -> String {
    let mut text = format!("{}\n{account}\n{date}\n\n", at.site);
    for (place, code) in (1..).zip(codes) {
        text.push_str(&format!("{place:2}. {code}\n"));
    }
    text.push('\n');
    text.push_str(&at.words.t("backup-code-keep"));
    text.push('\n');
    let escaped = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC);
    format!("data:text/plain;charset=utf-8,{escaped}")
}
