//! Recent activity: what happened to one's own account, newest first, in one's own language and time
//! zone. It is a view of the audit log.

use askama::Template;
use domain::event::Action;
use domain::{Kind, Stop, Timestamp};
use door::LiveSession;
use door::activity::{Cursor, EventView};
use look::page::Nav;
use look::words::{Texts, Words};

use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::choice::name_of;
use crate::sheet::Sheet;
use look::browser::Browser;

pub(crate) const TEXTS: Texts = look::texts!("activity");

/// Events on a page.
const MOST: i64 = 40;

#[derive(Template)]
#[template(path = "pages/activity/activity.html")]
struct Activity<'a> {
    words: &'a Words,
    rows: Vec<Row>,
    /// Whether this isn't the newest page.
    later: bool,
    /// The next page; empty where there is none.
    older: String,
    /// Whether people may have got text messages that tell of something.
    texts: bool,
}

/// An event in words.
struct Row {
    what: String,
    detail: String,
    times: i64,
    refused: bool,
    at: Timestamp,
    browser: String,
    address: String,
}

impl Row {
    fn of(event: &EventView, words: &Words) -> Self {
        Self {
            // One of a newer program has no text here; its name is better than nothing.
            what: event
                .text_key()
                .map_or_else(|| event.action.clone(), |key| words.t(&key)),
            detail: detail(event, words),
            times: event.times,
            refused: event.outcome != "done",
            at: event.moment(),
            browser: place(event, words),
            address: event.address.clone(),
        }
    }
}

/// From which browser; what is older than addresses are kept says so.
fn place(event: &EventView, words: &Words) -> String {
    if event.actor.starts_with("command-line") {
        words.t("activity-command-line")
    } else if event.agent.is_empty() && event.address.is_empty() {
        words.t("activity-forgotten")
    } else {
        Browser::read(&event.agent).words(words)
    }
}

/// Which factor, and what its owner calls it.
fn detail(event: &EventView, words: &Words) -> String {
    let kind = |text: &str| Kind::read(text).map(|kind| called(words, &kind));
    match (event.told(), event.detail.as_str()) {
        // The proofs that made a session, as kinds.
        (Some(action), proofs) if action.is_sign_in() && !proofs.is_empty() => {
            let all: Vec<String> = proofs.split(" + ").filter_map(kind).collect();
            all.join(" + ")
        }
        (Some(Action::SessionEnded), "confirm") => words.t("activity-wrong-answers"),
        // Why an answer was wrong is a word for the log.
        (Some(Action::SignInCode | Action::SignInPasswordless | Action::StepUp), _) => {
            kind(&event.kind).unwrap_or_default()
        }
        (_, name) => {
            let kind = kind(&event.kind).filter(|_| event.kind != Kind::PASSWORD.as_str());
            let both = [kind.unwrap_or_default(), name.to_owned()];
            let both: Vec<String> = both.into_iter().filter(|text| !text.is_empty()).collect();
            both.join(" · ")
        }
    }
}

fn called(words: &Words, kind: &Kind) -> String {
    if *kind == Kind::PASSWORD {
        words.t("activity-password")
    } else {
        name_of(words, kind)
    }
}

/// A place in the list, as `before` has it: microseconds and the event's id. What can't be read is the
/// newest place.
fn read_place(text: &str) -> Option<Cursor> {
    let (micros, id) = text.split_once('.')?;
    Some(Cursor {
        at: Timestamp::from_micros(micros.parse().ok()?),
        id: id.parse().ok()?,
    })
}

fn write_place(event: &EventView) -> String {
    format!("{}.{}", event.at, event.id)
}

pub(crate) async fn show(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let words = &asked.words;
    let before = read_place(asked.query.get("before"));
    let most = usize::try_from(MOST).unwrap_or_default();
    let events = asked.door().activity(live, before, MOST + 1).await?;
    let last = events.get(most.saturating_sub(1));
    let body = Activity {
        words,
        texts: asked.door().texts(),
        older: match last {
            Some(last) if events.len() > most => {
                format!("/settings/activity?before={}", write_place(last))
            }
            _ => String::new(),
        },
        later: before.is_some(),
        rows: events
            .iter()
            .take(most)
            .map(|event| Row::of(event, words))
            .collect(),
    };
    Sheet::new(asked, "activity-title", &body)?
        .nav(Nav::Activity)
        .answer()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(action: &str, outcome: &str, kind: &str, detail: &str) -> EventView {
        EventView {
            id: "ab".repeat(16),
            at: 1_790_000_000_000_000,
            actor: String::new(),
            subject: None,
            action: action.into(),
            outcome: outcome.into(),
            kind: kind.into(),
            detail: detail.into(),
            address: "192.0.2.1".into(),
            agent: "curl/8".into(),
            request: String::new(),
            times: 1,
        }
    }

    #[test]
    fn a_place_in_the_list_is_read_as_it_was_written() {
        let event = event("sign-in", "done", "", "");
        let read = read_place(&write_place(&event)).unwrap();
        assert_eq!(
            (read.at.micros(), read.id.to_string()),
            (event.at, event.id)
        );
        for wrong in ["", ".", "1", "1.", "x.ab", "1.zz", "-", "1.ab.cd"] {
            assert!(read_place(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn v16_3_1_an_event_says_which_factor_and_what_it_is_called() {
        let words = Words::new(
            crate::catalogue(&door::Registry::built_in()).unwrap(),
            domain::Language::FIRST,
            "UTC",
        );
        let cases = [
            (event("factor.renamed", "done", "", "Phone"), "Phone"),
            (
                event("session.ended", "done", "", "confirm"),
                "After too many wrong tries",
            ),
            (event("sign-in", "done", "", "password"), "Password"),
            (
                event("sign-in.new-browser", "done", "", "password"),
                "Password",
            ),
            (
                event("sign-in", "done", "some-kind", "password + some-kind"),
                "Password + some-kind",
            ),
            (
                event("code.used-again", "refused", "some-kind", ""),
                "some-kind",
            ),
            (
                event("factor.added", "done", "some-kind", "Phone"),
                "some-kind · Phone",
            ),
            (
                event("sign-in.alone", "refused", "some-kind", "unknown"),
                "some-kind",
            ),
            (
                event("factor.copied", "refused", "some-kind", "Phone"),
                "some-kind · Phone",
            ),
            (event("password.changed", "done", "password", ""), ""),
        ];
        for (event, text) in cases {
            let row = Row::of(&event, &words);
            assert_eq!(row.detail, text, "{}", event.action);
            assert!(
                !row.what.contains('⟦') && row.what != event.action,
                "{}",
                row.what
            );
        }
        let newer = Row::of(&event("moon.landed", "done", "", ""), &words);
        assert_eq!(newer.what, "moon.landed");
    }
}
