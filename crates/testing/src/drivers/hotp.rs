//! A token that counts presses.

use domain::Kind;
use door::Door;

use super::{Doing, Driver, Given, Holder, Scene, nearly_like};
use crate::Place;
use crate::people::{Fob, HOTP, enrol_token};

pub(super) struct Hotp;

impl Driver for Hotp {
    fn kind(&self) -> Kind {
        HOTP
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(async move {
            let token = enrol_token(scene.door, &HOTP, "Key ring", scene.browser).await;
            Box::new(token) as Box<dyn Holder>
        })
    }
}

impl Holder for Fob {
    fn fresh<'a>(&'a mut self, _: &'a Place, _: &'a Door) -> Doing<'a, Given> {
        let code = self.press();
        let enrolment = self.enrolment.parse().unwrap();
        Box::pin(async move { Given { code, enrolment } })
    }

    fn nearly(&self, _: &Place, right: &Given) -> Vec<String> {
        let mut all = nearly_like(&right.code);
        // The one that confirmed it, and those that are too far ahead.
        all.extend([-2, 10, 11, 100].map(|away| self.code(self.counter + away)));
        all
    }
}
