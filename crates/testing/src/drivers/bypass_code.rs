//! A code that an administrator gives; each is an enrolment of its own.

use std::collections::BTreeSet;

use domain::Kind;
use door::{Actor, Door};

use super::{Doing, Driver, Given, Holder, Scene, nearly_like};
use crate::Place;
use crate::people::BYPASS;

pub(super) struct BypassCode;

/// Somebody who is locked out.
struct Locked {
    name: String,
    first: Option<Given>,
}

impl Driver for BypassCode {
    fn kind(&self) -> Kind {
        BYPASS
    }

    fn enrol<'a>(&'a self, scene: Scene<'a>) -> Doing<'a, Box<dyn Holder>> {
        Box::pin(async move {
            let first = Some(give(scene.door, scene.name).await);
            let name = scene.name.to_owned();
            Box::new(Locked { name, first }) as Box<dyn Holder>
        })
    }
}

/// The enrolments of this kind that an account has.
async fn enrolments(door: &Door, name: &str) -> BTreeSet<String> {
    let has = door.user_factors(&Actor::COMMAND_LINE, name).await.unwrap();
    let has = has.into_iter().filter(|factor| factor.kind == BYPASS);
    has.map(|factor| factor.id).collect()
}

async fn give(door: &Door, name: &str) -> Given {
    let before = enrolments(door, name).await;
    let code = door.give_code(&Actor::COMMAND_LINE, name, 24, "lost phone");
    let code = code.await.unwrap().expose().clone();
    let after = enrolments(door, name).await;
    let enrolment = after.difference(&before).next().unwrap().parse().unwrap();
    Given { code, enrolment }
}

impl Holder for Locked {
    fn fresh<'a>(&'a mut self, _: &'a Place, door: &'a Door) -> Doing<'a, Given> {
        Box::pin(async move {
            match self.first.take() {
                Some(first) => first,
                None => give(door, &self.name).await,
            }
        })
    }

    fn nearly(&self, _: &Place, right: &Given) -> Vec<String> {
        nearly_like(&right.code)
    }
}
