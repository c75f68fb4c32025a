//! Assertions that may be given again: signing one costs about as much as all the rest of a request.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::Timestamp;

use super::{AGAIN, Bound};
use crate::gate::subject::Subject;

/// The most that are kept; beyond it they begin anew.
const MOST: usize = 4_096;

/// What was signed lately.
#[derive(Default)]
pub(crate) struct Assertions(Mutex<HashMap<String, Signed>>);

struct Signed {
    who: Subject,
    at: Timestamp,
    text: String,
}

impl Assertions {
    /// What was signed for this very request of this very subject, with all that is told of it.
    pub(super) fn find(&self, who: &Subject, bound: &Bound<'_>, now: Timestamp) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&key(who, bound))
            .filter(|signed| {
                signed.at <= now && now.since(signed.at) <= AGAIN && signed.who == *who
            })
            .map(|signed| signed.text.clone())
    }

    pub(super) fn keep(&self, who: &Subject, bound: &Bound<'_>, at: Timestamp, text: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        let signed = Signed {
            who: who.clone(),
            at,
            text: text.to_owned(),
        };
        kept.insert(key(who, bound), signed);
    }
}

/// No part but the last holds a space.
fn key(who: &Subject, bound: &Bound<'_>) -> String {
    let Bound { host, method, path } = bound;
    format!("{} {host} {method} {path}", who.id)
}
