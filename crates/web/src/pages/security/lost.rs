//! After a sign-in with a code in place of the factor: what happened to it? The session is whole and
//! every other page is open; this one offers to replace the factor or to suspend it, and says how many
//! codes are left.

use askama::Template;
use domain::next::Next;
use domain::{Kind, Refusal, Stop};
use door::{FactorView, LiveSession};
use look::page::Nav;
use look::words::Words;

use super::FEW;
use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::said::said;
use crate::sheet::Sheet;

const DONE: [(&str, &str); 1] = [("suspended", "security-suspended")];

#[derive(Template)]
#[template(path = "pages/security/lost.html")]
struct Lost<'a> {
    words: &'a Words,
    status: String,
    next: &'a str,
    /// What may have been lost, and answers as yet.
    devices: Vec<Device>,
    left: String,
    /// Few are left, or none.
    warning: String,
    /// Where new ones are made, and the number of that form, where the last one has just been used.
    codes: Option<(String, String)>,
}

struct Device {
    name: String,
    icon: &'static str,
    /// Where it is suspended.
    action: String,
}

/// The kinds that one could have lost: the strongest that the account has, with their icons.
async fn strongest(asked: &Asked, live: &LiveSession) -> Result<Vec<(Kind, &'static str)>, Stop> {
    let ways = asked.door().step_up_ways(live).await?;
    let kinds = ways.kinds.kinds.into_iter();
    Ok(kinds.map(|choice| (choice.kind, choice.icon)).collect())
}

pub(crate) async fn show(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let (door, words, next) = (asked.door(), &asked.words, asked.next());
    let kinds = strongest(asked, live).await?;
    if kinds.is_empty() {
        return Ok(Answer::to(next.as_ref().map_or("/", Next::as_str)));
    }
    let factors = door.own_factors(live).await?;
    let sections = door.sections(live, "", None, words).await?;
    let device = |factor: &FactorView| {
        let (_, icon) = kinds.iter().find(|(kind, _)| *kind == factor.kind)?;
        let section = sections.iter().find(|part| part.kind == factor.kind)?;
        let action = format!("/settings/security/{}/{}/suspend", section.path, factor.id);
        (!factor.suspended).then(|| Device {
            name: factor.name.clone(),
            icon,
            action,
        })
    };
    let Codes {
        left,
        warning,
        make,
    } = codes(asked, &factors);
    let body = Lost {
        words,
        status: said(asked, &DONE),
        next: next.as_ref().map_or("", Next::as_str),
        devices: factors.iter().filter_map(device).collect(),
        left,
        warning,
        codes: make.map(|path| (path, door.form_number())),
    };
    Sheet::new(asked, "security-lost-title", &body)?
        .nav(Nav::Security)
        .leads_to(next.as_ref().and_then(Next::origin))
        .answer()
}

/// What is said of one's own codes.
#[derive(Default)]
struct Codes {
    left: String,
    warning: String,
    /// Where new ones are made, where none is left.
    make: Option<String>,
}

/// How many codes are left, and whether that is few, in the factor's own words.
fn codes(asked: &Asked, factors: &[FactorView]) -> Codes {
    let words = &asked.words;
    let own = asked.door().own_fallback();
    let made = own.and_then(|(kind, path)| {
        let made = factors.iter().find(|factor| factor.kind == kind)?;
        Some((made, path))
    });
    let Some((FactorView { kind, left, .. }, path)) = made else {
        return Codes::default();
    };
    match *left {
        0 => Codes {
            warning: words.t("security-lost-last-code"),
            make: Some(format!("/settings/security/{path}")),
            left: String::new(),
        },
        few => Codes {
            left: words.n(&format!("{kind}-left"), few),
            warning: if few <= FEW {
                words.t(&format!("{kind}-few-left"))
            } else {
                String::new()
            },
            make: None,
        },
    }
}

/// The answer: to the form that adds another, or on.
pub(crate) async fn answer(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    match asked.form.get("what") {
        "replace" => {
            let kinds = strongest(asked, live).await?;
            let place = kinds
                .first()
                .map_or_else(String::new, |(kind, _)| format!("#{kind}"));
            let target = format!("/settings/security?done=replace{place}");
            Ok(Answer::to(&target))
        }
        "elsewhere" => {
            let next = asked.next();
            Ok(Answer::to(next.as_ref().map_or("/", Next::as_str)))
        }
        _ => Err(Refusal::UnknownChoice.into()),
    }
}
