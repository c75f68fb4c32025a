//! The start page: who is signed in, when that was last, what needs doing, a card each with one thing to
//! do, and the programs that one may open.

use askama::Template;
use domain::event::Action;
use domain::{Assurance, Kind, Refusal, Stop, Timestamp};
use door::activity::EventView;
use door::{FactorView, LiveSession, OwnProgram};
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::gate::enter::scheme;
use crate::sheet::Sheet;
use look::browser::Browser;

pub(crate) const TEXTS: Texts = look::texts!("home");

/// From how few codes on it is time for new ones.
const FEW: i64 = 3;

/// How far back the sign-in before this one is looked for.
const EVENTS: i64 = 100;

#[derive(Template)]
#[template(path = "pages/home/home.html")]
struct Home<'a> {
    words: &'a Words,
    name: &'a str,
    before: Option<Before>,
    /// There was no sign-in before this one.
    first: bool,
    todo: Vec<Todo>,
    protected: bool,
    programs: Vec<Program>,
}

/// A program that may be opened.
struct Program {
    href: String,
    icon: String,
    name: String,
    /// Where it is, or what it needs first.
    text: String,
}

impl Program {
    fn of(program: OwnProgram, words: &Words, now: Timestamp) -> Self {
        Self {
            href: program.url,
            icon: program.icon,
            name: program.name,
            text: match (program.needs, program.later) {
                (None, _) => program.host,
                (_, Some((name, why))) => later(words, &name, &why, now),
                (Some(Assurance::PhishingResistant), None) => words.t("home-program-key"),
                (Some(_), None) => words.t("home-program-factor"),
            },
        }
    }
}

/// What somebody has that a program accepts later.
fn later(words: &Words, name: &str, why: &Refusal, now: Timestamp) -> String {
    match why {
        Refusal::NotRipe(at) => {
            let moment = words.soon(*at, now);
            let values = [("name", name), ("moment", moment.as_str())];
            words.with("home-program-later", &values)
        }
        _ => words.with("home-program-later-seen", &[("name", name)]),
    }
}

/// The sign-in before this one.
struct Before {
    at: Timestamp,
    browser: String,
    address: String,
}

/// Something that needs doing.
#[derive(Debug, PartialEq, Eq)]
struct Todo {
    icon: &'static str,
    title: &'static str,
    text: &'static str,
    go: &'static str,
    href: String,
    /// Whether it can't wait.
    urgent: bool,
}

pub(crate) async fn show(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let (door, words) = (asked.door(), &asked.words);
    let factors = door.own_factors(live).await?;
    let required = door.must_have_factor(live).await?;
    let codes = door.own_fallback().map(|(kind, _)| kind);
    let events = door.activity(live, None, EVENTS).await?;
    let before = earlier(&events, live.since());
    let name = match live.display_name.as_str() {
        "" => live.name.as_str(),
        name => name,
    };
    let body = Home {
        words,
        name: &live.name,
        first: before.is_none() && i64::try_from(events.len()).is_ok_and(|found| found < EVENTS),
        before: before.map(|event| Before {
            at: event.moment(),
            browser: Browser::read(&event.agent).words(words),
            address: event.address.clone(),
        }),
        todo: todo(&factors, codes.as_ref(), required),
        programs: programs(asked, live).await?,
        protected: factors.iter().any(|factor| !factor.fallback),
    };
    let title = words.with("home-title", &[("name", name)]);
    Sheet::around(asked, title, look::Fragment::of(&body)?).answer()
}

async fn programs(asked: &Asked, live: &LiveSession) -> Result<Vec<Program>, Stop> {
    let from = asked.network.told.then_some(asked.network.address);
    let own = asked.door().own_programs(live, scheme(asked), from).await?;
    let own = own.into_iter();
    Ok(own
        .map(|program| Program::of(program, &asked.words, asked.door().now()))
        .collect())
}

/// The newest completed sign-in before a session began.
fn earlier(events: &[EventView], since: Timestamp) -> Option<&EventView> {
    events.iter().find(|event| {
        event.told().is_some_and(Action::is_sign_in)
            && event.outcome == "done"
            && event.moment() < since
    })
}

/// What needs doing, most urgent first.
fn todo(factors: &[FactorView], codes: Option<&Kind>, required: bool) -> Vec<Todo> {
    let mut all = Vec::new();
    let mut own = factors.iter().filter(|factor| !factor.fallback).peekable();
    if own.peek().is_none() {
        all.push(Todo {
            icon: "shield-check",
            title: "home-factor",
            text: if required {
                "home-factor-required"
            } else {
                "home-factor-kindly"
            },
            go: "home-factor-go",
            href: "/settings/security".to_owned(),
            urgent: required,
        });
        // Codes alone protect nothing: first things first.
        return all;
    }
    if let Some(codes) = codes {
        let made = factors.iter().find(|factor| factor.kind == *codes);
        let (title, text, go) = match made.map(|made| made.left) {
            None => ("home-codes", "home-codes-make", "home-codes-make-go"),
            Some(0) => (
                "home-codes-none",
                "home-codes-none-left",
                "home-codes-new-go",
            ),
            Some(left) if left <= FEW => {
                ("home-codes-few", "home-codes-few-left", "home-codes-new-go")
            }
            Some(_) => ("", "", ""),
        };
        if !title.is_empty() {
            all.push(Todo {
                icon: "list-ordered",
                title,
                text,
                go,
                href: format!("/settings/security#{codes}"),
                urgent: made.is_some(),
            });
        }
    }
    if own.all(|factor| factor.suspended) {
        all.push(Todo {
            icon: "smartphone",
            title: "home-suspended",
            text: "home-suspended-all",
            go: "home-suspended-go",
            href: "/settings/security".to_owned(),
            urgent: true,
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(kind: &'static str, fallback: bool, left: i64, suspended: bool) -> FactorView {
        FactorView {
            id: String::new(),
            kind: Kind::of(kind),
            name: String::new(),
            added: Timestamp::from_micros(0),
            used: None,
            suspended,
            counts_from: None,
            leaving: None,
            until: None,
            left,
            fallback,
            off: false,
        }
    }

    #[test]
    fn what_needs_doing_is_said_most_urgent_first() {
        let app = || factor("app", false, 0, false);
        let codes = |left| factor("codes", true, left, false);
        let cases: [(Vec<FactorView>, bool, &[&str]); 10] = [
            (vec![], false, &["home-factor-kindly"]),
            (vec![], true, &["home-factor-required"]),
            (vec![codes(10)], false, &["home-factor-kindly"]),
            (vec![app()], false, &["home-codes-make"]),
            (
                vec![app(), factor("given", true, 1, false)],
                false,
                &["home-codes-make"],
            ),
            (vec![app(), codes(10)], false, &[]),
            (vec![app(), codes(4)], true, &[]),
            (vec![app(), codes(3)], false, &["home-codes-few-left"]),
            (vec![app(), codes(0)], false, &["home-codes-none-left"]),
            (
                vec![factor("app", false, 0, true), codes(9)],
                false,
                &["home-suspended-all"],
            ),
        ];
        for (factors, required, expected) in cases {
            let found = todo(&factors, Some(&Kind::of("codes")), required);
            let texts: Vec<&str> = found.iter().map(|todo| todo.text).collect();
            assert_eq!(texts, expected, "{factors:?}");
        }
    }
}
