//! What gets codes that are delivered: read off the way by which messages leave.

use std::sync::Arc;

use domain::{Kind, Span};
use door::{At, Door, Shown};

use super::{Doing, Given, Holder};
use crate::people::{Browser, post};
use crate::{Letters, Place};

/// A way by which codes are delivered.
pub(super) struct Way {
    pub(super) kind: Kind,
    /// The field that says where they are to go.
    pub(super) field: &'static str,
    /// The code that stands in a message.
    pub(super) code_of: fn(&str) -> Option<String>,
}

/// What gets codes: a phone or a mailbox.
pub struct Inbox {
    way: &'static Way,
    /// The account whose it is.
    name: String,
    target: String,
    enrolment: String,
    letters: Arc<Letters>,
}

impl Inbox {
    /// Sets one up at what is typed, for whoever stands there.
    ///
    /// # Panics
    /// When it is refused.
    pub(super) async fn added(
        way: &'static Way,
        (place, door): (&Place, &Door),
        (name, browser): (&str, &mut Browser),
        at: At<'_>,
        typed: &str,
    ) -> Self {
        let fields = [(way.field, typed)];
        let begun = post(door, at, &way.kind, "", None, &fields, browser).await;
        let Ok(Shown::Done(begun)) = begun else {
            panic!("nothing was sent to {typed}");
        };
        door.send_messages().await.unwrap();
        let (_, page) = begun.show.unwrap();
        let (_, id) = page
            .as_str()
            .split_once("name=\"enrolment\" value=\"")
            .unwrap();
        let inbox = Self {
            way,
            name: name.to_owned(),
            target: typed.replace(' ', ""),
            enrolment: id.split('"').next().unwrap().to_owned(),
            letters: Arc::clone(place.letters()),
        };
        let (id, code) = (Some(inbox.enrolment()), inbox.code().unwrap());
        let fields = [("code", code.as_str())];
        let path = "/{id}/confirm";
        let confirmed = post(door, at, &way.kind, path, id, &fields, browser).await;
        let Ok(Shown::Done(confirmed)) = confirmed else {
            panic!("{typed} was not confirmed");
        };
        browser.keep(&confirmed.session.unwrap());
        inbox
    }

    /// The code that came last.
    pub fn code(&self) -> Option<String> {
        let text = self.letters.last_at(&self.name, &self.target)?;
        (self.way.code_of)(&text)
    }

    /// The id of its enrolment.
    pub fn enrolment(&self) -> &str {
        &self.enrolment
    }
}

impl Holder for Inbox {
    fn fresh<'a>(&'a mut self, place: &'a Place, _: &'a Door) -> Doing<'a, Given> {
        place.clock().advance(Span::seconds(1));
        let given = Given {
            // It is sent once it is asked for.
            code: "0123 4567".to_owned(),
            enrolment: self.enrolment.parse().unwrap(),
        };
        Box::pin(async move { given })
    }

    fn asks(&self) -> Vec<(String, String)> {
        vec![("to".to_owned(), self.enrolment.clone())]
    }

    fn say(&self, given: &Given, _: &str) -> String {
        self.code().unwrap_or_else(|| given.code.clone())
    }

    fn nearly(&self, _: &Place, _: &Given) -> Vec<String> {
        super::nearly_like(&self.code().unwrap_or_else(|| "01234567".to_owned()))
    }
}
