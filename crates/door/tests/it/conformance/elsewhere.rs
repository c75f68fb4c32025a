//! A kind that is answered elsewhere, as on another device: until then an answer is neither right nor wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::ids::EnrolmentId;
use domain::{Form, Kind, Language, Refusal, Secret, Strength};
use door::{Progress, Registry};
use factors::{
    About, Answer, Answered, Claim, Component, Context, Doing, Enrolment, Factor, Page, Question,
    Role, Verdict, enrolment,
};
use look::words::Texts;
use store::Batch;
use testing::people::*;
use testing::{Place, on_both};

const KIND: Kind = Kind::of("elsewhere");

macro_rules! elsewhere {
    ($($tag:literal => $name:literal,)+) => {
        &[$((Language::new($tag, $name), concat!("elsewhere-name = Elsewhere in ", $tag, "\n"))),+]
    };
}

const TEXTS: Texts = Texts {
    component: "elsewhere",
    sources: domain::languages!(elsewhere),
};

/// It draws nothing: only what it says of answers is looked at here.
struct Elsewhere {
    about: About,
    approved: Arc<AtomicBool>,
}

impl Factor for Elsewhere {
    fn about(&self) -> &About {
        &self.about
    }

    fn pages(&self) -> &'static [Page] {
        &[]
    }

    fn read(&self, _: &Form) -> Result<Answer, Refusal> {
        Ok(Answer(Secret::new(String::new())))
    }

    fn check<'a>(
        &'a self,
        at: &'a Context<'a>,
        of: &'a [Enrolment],
        _: Answer,
    ) -> Doing<'a, Verdict> {
        Box::pin(async move {
            if !self.approved.load(Ordering::SeqCst) {
                return Ok(Verdict::NotYet);
            }
            let guard = enrolment::advance(&of[0], of[0].last_counter + 1, at.now);
            Ok(Verdict::Right(Claim::new(of[0].id, guard)))
        })
    }

    fn question<'a>(&'a self, _: &'a Context<'a>, _: &'a [Enrolment]) -> Doing<'a, Question> {
        Box::pin(async { Err(Refusal::NoSuch.into()) })
    }
}

fn registry(answered: Answered, approved: &Arc<AtomicBool>) -> Registry {
    let about = About {
        kind: KIND,
        path: "elsewhere",
        icon: "smartphone",
        role: Role::Second {
            strength: Strength::Delivered,
            at_sign_in: false,
        },
        answered,
        component: Component::plain(TEXTS),
    };
    Registry::built_in().with(Elsewhere {
        about,
        approved: Arc::clone(approved),
    })
}

on_both! {
    async fn until_it_is_answered_an_answer_costs_nothing_and_proves_nothing(place: Place) {
        for (n, answered) in [Answered::Elsewhere, Answered::Digits].into_iter().enumerate() {
            let approved = Arc::new(AtomicBool::new(false));
            let factors = registry(answered, &approved);
            let store = place.store(&door::schemas(&factors)).await;
            let door = place.door_asking(factors, |_| {}).await;
            let name = format!("anna{n}");
            add(&door, &name, false).await;
            let new = enrolment::New {
                id: EnrolmentId::new(&**place.random()),
                account: door.account(&door::Actor::COMMAND_LINE, &name).await.unwrap().id.parse().unwrap(),
                kind: &KIND,
                name: "Other device",
                added: place.now(),
                confirmed: true,
                until: None,
                codes_left: 0,
                sealed: None,
            };
            Batch::from(enrolment::insert(new)).commit(&store).await.unwrap();
            let browser = Browser::new("192.0.2.1");
            let (_, waiting) = pending(&door, &name, &browser).await;
            // Twice as often as a wrong one could be given without a wait.
            for _ in 0..10 {
                let said = answer(&door, &waiting, &KIND, "", &browser).await;
                assert_eq!(refusal(said), Refusal::NotYet(KIND), "{answered:?}");
            }
            let told = events(&door, &name).await;
            assert!(!told.iter().any(|event| event.starts_with("sign-in.code")), "{told:?}");
            approved.store(true, Ordering::SeqCst);
            let said = answer(&door, &waiting, &KIND, "", &browser).await;
            assert!(matches!(said, Ok(Progress::In(_))), "{answered:?}: {said:?}");
        }
    }
}
