//! Which messages are wanted of what happens to one's account, and whether as text messages too.

use domain::Stop;
use door::{LiveSession, NoticeNumber, NoticeSwitch};

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
    /// Those that can be switched off; none where none is sent.
    pub(super) switches: Vec<NoticeSwitch>,
    /// Numbers to which text messages may go.
    pub(super) numbers: Vec<NoticeNumber>,
}

impl Notices {
    pub(super) async fn of(asked: &Asked, live: &LiveSession) -> Result<Self, Stop> {
        let door = asked.door();
        Ok(Self {
            status: said(asked, &DONE),
            switches: door.notice_switches(live).await?,
            numbers: door.notice_numbers(live).await?,
        })
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
    let number = match asked.form.get("number") {
        "" => None,
        id => Some(id.parse().map_err(|_| domain::Refusal::NoSuch)?),
    };
    let door = asked.door();
    door.set_notice_number(live, number, &asked.visitor).await?;
    Ok(Answer::to("/settings?done=number#notices"))
}
