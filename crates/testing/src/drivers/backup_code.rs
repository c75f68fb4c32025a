//! Ten codes on paper.

use domain::Kind;
use domain::ids::EnrolmentId;
use door::Door;

use super::{Doing, Driver, Given, Holder, Scene, nearly_like};
use crate::Place;
use crate::people::{BACKUP, backup_codes};

pub(super) struct BackupCode;

struct Sheet {
    enrolment: EnrolmentId,
    left: Vec<String>,
}

impl Driver for BackupCode {
    fn kind(&self) -> Kind {
        BACKUP
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(async move {
            let left = backup_codes(scene.door, scene.browser).await;
            let live = scene.browser.live(scene.door).await;
            let own = scene.door.own_factors(&live).await.unwrap();
            let own = own.iter().find(|factor| factor.kind == BACKUP).unwrap();
            let enrolment = own.id.parse().unwrap();
            Box::new(Sheet { enrolment, left }) as Box<dyn Holder>
        })
    }
}

impl Holder for Sheet {
    fn fresh<'a>(&'a mut self, _: &'a Place, _: &'a Door) -> Doing<'a, Given> {
        Box::pin(async move {
            Given {
                code: self.left.pop().expect("a code that is left"),
                enrolment: self.enrolment,
            }
        })
    }

    fn nearly(&self, _: &Place, right: &Given) -> Vec<String> {
        nearly_like(&right.code)
    }
}
