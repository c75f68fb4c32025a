//! One right answer, sent sixty-four times at the same moment, lets in once.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::{Span, Stop};
use door::Progress;
use testing::people::answer;
use testing::{Place, on_both};

use super::{Person, house, is_bound, kinds};
use testing::at_once;

use crate::races::CROWD;

/// How many sessions came of these. The same answer to the same sign-in may find the one that it has made.
fn sessions(outcomes: &[Result<Progress, Stop>]) -> usize {
    let tokens = outcomes.iter().filter_map(|outcome| match outcome {
        Ok(Progress::In(new)) => Some(new.token.write()),
        _ => None,
    });
    tokens.collect::<BTreeSet<_>>().len()
}

on_both! {
    async fn L11_an_answer_sent_by_sixty_four_at_once_admits_one_whatever_its_kind(place: Place) {
        let doors = [house(&place).await, house(&place).await];
        for kind in kinds() {
            let mut person = Person::with(&place, &doors[0], &kind, "anna").await;
            for round in 0..3 {
                let right = person.fresh(&place, &doors[0]).await;
                let mut waiting = vec![person.pending(&doors[0]).await];
                let said = person.say(&doors[0], &waiting[0], &right).await;
                for _ in 1..CROWD {
                    // What is bound answers one sign-in; a code could answer any of them.
                    waiting.push(if is_bound(&kind) { waiting[0].clone() } else { person.pending(&doors[0]).await });
                }
                let waiting = Arc::new(waiting);
                // None of them holds a session that the new one would take the place of.
                let mut browser = person.browser.clone();
                browser.seen.session = None;
                let before = person.sessions(&doors[0]).await;
                let outcomes = at_once(CROWD, |n| {
                    let (door, waiting, browser) = (doors[n % 2].clone(), Arc::clone(&waiting), browser.clone());
                    let (kind, code) = (kind.clone(), said.clone());
                    async move { answer(&door, &waiting[n], &kind, &code, &browser).await }
                }).await;
                assert_eq!(sessions(&outcomes), 1, "{kind}, round {round}");
                assert_eq!(person.sessions(&doors[1]).await, before + 1, "{kind}, round {round}");
                let new = outcomes.into_iter().find(Result::is_ok).unwrap();
                person.is_in(new);
                // Whoever came too late has gone by the next round.
                place.clock().advance(Span::minutes(11));
            }
        }
    }
}
