//! Which messages are wanted of what happens to one's account, and whether as text messages too.

use domain::{Refusal, Stop};
use door::{LiveSession, NoticeNumber, NoticeSwitch};
use look::words::Words;

use super::{RefusedAt, draw};
use crate::answer::Answer;
use crate::asked::Asked;
use crate::pages::said::said;

/// What is said beside the messages, to which a form of theirs leads back.
const DONE: [(&str, &str); 2] = [
    ("notices", "settings-notices-saved"),
    ("number", "settings-number-saved"),
];

/// What the part of messages shows.
pub(super) struct Notices {
    pub(super) status: String,
    /// Why no other number was chosen.
    pub(super) error: String,
    /// Those that can be switched off; none where none is sent.
    pub(super) switches: Vec<NoticeSwitch>,
    /// Numbers to which text messages may go.
    pub(super) numbers: Vec<NoticeNumber>,
}

impl Notices {
    pub(super) async fn of(asked: &Asked, live: &LiveSession, error: String) -> Result<Self, Stop> {
        let door = asked.door();
        Ok(Self {
            status: said(asked, &DONE),
            error,
            switches: door.notice_switches(live).await?,
            numbers: door.notice_numbers(live).await?,
        })
    }

    /// What a number is called: by its name alone where that says which it is.
    pub(super) fn called(&self, words: &Words, one: &NoticeNumber) -> String {
        let key = match one.name.contains(&one.masked) {
            true => "settings-number-named",
            false => "settings-number-to",
        };
        let with = [("number", one.masked.as_str()), ("name", &one.name)];
        words.with(key, &with)
    }

    /// Whether messages go to none of the numbers.
    pub(super) fn none_chosen(&self) -> bool {
        self.numbers.iter().all(|one| !one.chosen)
    }
}

/// Which messages are wanted.
pub(crate) async fn choose(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    let on: Vec<_> = asked.form.all("notice").collect();
    let seen = &asked.visitor;
    asked.door().set_notices(live, &on, seen).await?;
    Ok(Answer::to("/settings?done=notices#notices"))
}

/// To which number text messages go, or to none.
pub(crate) async fn number(asked: &Asked, live: &LiveSession) -> Result<Answer, Stop> {
    if !asked.form.has("to") {
        return Err(Refusal::UnknownChoice.into());
    }
    let number = match asked.form.get("to") {
        "" => None,
        id => Some(id.parse().map_err(|_| Refusal::NoSuch)?),
    };
    let chosen = asked.door().set_notice_number(live, number, &asked.visitor);
    match chosen.await {
        Ok(()) => Ok(Answer::to("/settings?done=number#notices")),
        Err(Stop::Refused(refusal @ (Refusal::NoSuch | Refusal::ChangedMeanwhile))) => {
            draw(asked, live, Some(RefusedAt::Number(refusal))).await
        }
        Err(stop) => Err(stop),
    }
}
