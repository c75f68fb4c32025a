//! An authenticator app.

use domain::{Kind, Span};
use door::Door;

use super::{Doing, Driver, Given, Holder, Scene, nearly_like};
use crate::Place;
use crate::people::{App, TOTP, enrol};

pub(super) struct Totp;

impl Driver for Totp {
    fn kind(&self) -> Kind {
        TOTP
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(async move {
            let app = enrol(scene.place, scene.door, "Phone", scene.browser).await;
            Box::new(app) as Box<dyn Holder>
        })
    }
}

impl Holder for App {
    fn fresh<'a>(&'a mut self, place: &'a Place, _: &'a Door) -> Doing<'a, Given> {
        // The next step: the code before it would still be in time, if it hadn't been used.
        place.clock().advance(Span::seconds(30));
        let code = self.code(place, 0);
        let enrolment = self.enrolment.parse().unwrap();
        Box::pin(async move { Given { code, enrolment } })
    }

    fn nearly(&self, place: &Place, right: &Given) -> Vec<String> {
        let mut all = nearly_like(&right.code);
        all.extend([-120, -2, 2, 120].map(|away| self.code(place, away)));
        all
    }
}
