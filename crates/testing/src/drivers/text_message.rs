//! Text messages: read off the way by which messages leave.

use std::sync::Arc;

use domain::{Kind, Span};
use door::{At, Door, Shown};

use super::{Doing, Driver, Given, Holder, Scene};
use crate::people::{Browser, post};
use crate::{Letters, Place};

const KIND: Kind = Kind::of("text-message");

/// Text messages, as people set them up.
pub struct TextMessage;

/// A phone that gets text messages.
pub struct Phone {
    /// The account whose it is.
    name: String,
    number: String,
    enrolment: String,
    letters: Arc<Letters>,
}

/// The code of a message.
fn code_of(text: &str) -> String {
    let (_, code) = text.rsplit_once('#').unwrap();
    code.to_owned()
}

impl Phone {
    /// The code that came last.
    pub fn code(&self) -> Option<String> {
        let text = self.letters.last_at(&self.name, &self.number)?;
        Some(code_of(&text))
    }

    /// The id of its enrolment.
    pub fn enrolment(&self) -> &str {
        &self.enrolment
    }

    /// Adds a number, written as people do, to whoever stands there.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn added(
        (place, door): (&Place, &Door),
        (name, browser): (&str, &mut Browser),
        at: At<'_>,
        number: &str,
    ) -> Self {
        let begun = post(door, at, &KIND, "", None, &[("phone", number)], browser).await;
        let Ok(Shown::Done(begun)) = begun else {
            panic!("nothing was sent to {number}");
        };
        door.send_messages().await.unwrap();
        let (_, page) = begun.show.unwrap();
        let (_, id) = page
            .as_str()
            .split_once("name=\"enrolment\" value=\"")
            .unwrap();
        let phone = Self {
            name: name.to_owned(),
            number: number.replace(' ', ""),
            enrolment: id.split('"').next().unwrap().to_owned(),
            letters: Arc::clone(place.letters()),
        };
        let (id, code) = (Some(phone.enrolment()), phone.code().unwrap());
        let fields = [("code", code.as_str())];
        let path = "/{id}/confirm";
        let confirmed = post(door, at, &KIND, path, id, &fields, browser).await;
        let Ok(Shown::Done(confirmed)) = confirmed else {
            panic!("{number} was not confirmed");
        };
        browser.keep(&confirmed.session.unwrap());
        phone
    }
}

impl Driver for TextMessage {
    fn kind(&self) -> Kind {
        KIND
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(async move {
            let live = scene.browser.live(scene.door).await;
            let already = scene.door.own_factors(&live).await.unwrap().len();
            let number = format!("+1 201 55502{:02}", already + 10);
            let at = At::Settings(&live);
            let who = (scene.name, scene.browser);
            let phone = Phone::added((scene.place, scene.door), who, at, &number).await;
            Box::new(phone) as Box<dyn Holder>
        })
    }
}

impl Holder for Phone {
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
