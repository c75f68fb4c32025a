//! What follows when the door has looked at somebody: the one place where a sign-in's outcome becomes
//! cookies and the next page.

use door::{NewSession, Progress};

use crate::answer::Answer;
use crate::asked::Asked;

/// On from here; `home` is where somebody lands who was going nowhere in particular.
pub(crate) fn admitted(asked: &Asked, outcome: &Progress, home: &str) -> Answer {
    match outcome {
        Progress::In(new) => {
            asked.web.metrics().came("in");
            Answer::to(&after(asked, new, home)).signed_in(new)
        }
        Progress::Owed(token) => {
            asked.web.metrics().came("owed");
            Answer::to("/login/challenge").pending(token)
        }
        Progress::SetUp(token) => {
            asked.web.metrics().came("set-up");
            Answer::to("/login/setup").pending(token)
        }
    }
}

/// Where a new session begins. Whoever had to use a code in place of the factor is asked first what
/// happened to it. What was kept is read again: protected hosts may have changed since.
fn after(asked: &Asked, new: &NewSession, home: &str) -> String {
    let next = asked.web.next(&new.next);
    if new.by_fallback.is_some() {
        return asked.with_next("/settings/security/lost", next.as_ref());
    }
    next.map_or_else(|| home.to_owned(), |next| next.as_str().to_owned())
}
