//! What people see: the question, and the page that confirms one.

use askama::Template;
use domain::account::Label;
use domain::event::{Action, Event};
use domain::ids::EnrolmentId;
use domain::{Form, Refusal, Stop, Timestamp};
use factors::{
    Binding, Change, Claim, Context, Doing, Effect, Enrolment, MOST, Needs, Page, Question, Shown,
    Standing, enrolment,
};
use look::fragment::Fragment;
use look::words::Words;
use serde::Serialize;

use crate::codes;
use crate::factor::KIND;

/// The rows that are mounted.
pub(crate) const PAGES: &[Page] = &[
    Page {
        path: "",
        needs: Needs::SetUp,
        run: begin,
    },
    Page {
        path: "/{id}/confirm",
        needs: Needs::SetUp,
        run: confirm,
    },
];

#[derive(Template)]
#[template(path = "question.html")]
struct Field<'a> {
    w: &'a Words,
    /// Until when the code is good that was sent; empty where none was.
    until: String,
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct Confirm<'a> {
    w: &'a Words,
    standing: &'a Standing,
    action: String,
    id: EnrolmentId,
    alert: String,
}

/// What a script is told.
#[derive(Serialize)]
struct Wanted {
    /// Until when the code is good that was sent, in seconds since 1970; none where none was.
    until: Option<i64>,
}

/// The field, once a code is on its way.
pub(crate) async fn question(at: &Context<'_>, of: &[Enrolment]) -> Result<Question, Stop> {
    let mut until = None;
    for one in of {
        until = until.max(codes::asked(at, one).await?);
    }
    let wanted = Wanted {
        until: until.map(Timestamp::seconds),
    };
    let question = Question::drawn(&wanted, |wanted| {
        let until = wanted.until.map(Timestamp::from_seconds);
        Fragment::of(&Field {
            w: at.words,
            until: until.map_or_else(String::new, |until| at.words.clock(until)),
        })
    })?;
    Ok(question.asked(until.is_some()))
}

fn begin<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        if standing.enrolments.len() >= usize::from(MOST) {
            return Err(Refusal::TooMany(MOST).into());
        }
        let name = Label::read_or(form.get("name"), &at.words.t("sent-code-default-name"))?;
        let new = enrolment::New {
            id: standing.fresh,
            account: standing.owner.id,
            kind: &KIND,
            name: name.as_str(),
            added: at.now,
            confirmed: false,
            until: None,
            codes_left: 0,
            sealed: None,
        };
        let binding = Binding::to(new.account, new.kind, new.id);
        let (keep, letter) = codes::send(at, new.id, new.name, binding);
        let page = page(at, standing, new.id, None)?;
        Ok(Shown::Change(Box::new(Change {
            effect: Effect::Prepares(vec![letter]),
            guards: vec![enrolment::insert(new), keep],
            statements: Vec::new(),
            event: None,
            show: Some(("sent-code-set-up", page)),
        })))
    })
}

fn confirm<'a>(at: &'a Context<'a>, standing: &'a Standing, form: &'a Form) -> Doing<'a, Shown> {
    Box::pin(async move {
        let of = standing.named().ok_or(Refusal::NoSuch)?;
        if of.exists() {
            return Ok(Shown::Overview);
        }
        let Some(guard) = codes::consume(at, of, form.get("code").trim()).await? else {
            let refusal = Refusal::WrongCode(KIND);
            let page = page(at, standing, of.id, Some(&refusal))?;
            return Ok(Shown::Refused(refusal, "sent-code-set-up", page));
        };
        let claim = Claim::new(of.id, guard).and(enrolment::confirm(of, 0, at.now));
        let event = Event::done(Action::FactorAdded, of.account);
        Ok(Shown::Change(Box::new(Change {
            effect: Effect::Confirms(claim),
            guards: Vec::new(),
            statements: Vec::new(),
            event: Some(event.of_kind(&KIND).detail(&of.name)),
            show: None,
        })))
    })
}

fn page(
    at: &Context<'_>,
    standing: &Standing,
    id: EnrolmentId,
    refusal: Option<&Refusal>,
) -> Result<Fragment, Stop> {
    Ok(Fragment::of(&Confirm {
        w: at.words,
        standing,
        action: standing.confirm_at(id),
        id,
        alert: refusal.map_or_else(String::new, |refusal| at.words.refusal(refusal)),
    })?)
}
