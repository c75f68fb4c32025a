//! The same by many at the same moment, over two nodes.

use domain::Refusal;
use testing::people::*;
use testing::{Place, at_once, on_both};

use super::{ask, is_taken, ladders, stranger, wrong};

/// Nobody finds the line before the pool full.
fn roomy(config: &mut door::Config) {
    config.hashing_queue = 1_000;
}

on_both! {
    async fn L12_sixty_four_distinct_guesses_at_once_over_two_nodes_are_twenty(place: Place) {
        let nodes = [place.door_with(roomy).await, place.door_with(roomy).await];
        add(&nodes[0], "anna", false).await;
        let tries = at_once(64, |n| {
            let door = nodes[n % 2].clone();
            async move { refusal(ask(&door, "anna", &format!("guess number {n}"), &stranger(n)).await) }
        }).await;
        assert!(tries.iter().all(|said| *said == Refusal::WrongSignIn), "{tries:?}");
        assert_eq!(ladders(&nodes[0], "anna").await, (20, 0));
    }

    async fn a_secret_sent_sixty_four_times_at_once_over_two_nodes_is_looked_at_as_one(place: Place) {
        let nodes = [place.door_with(roomy).await, place.door_with(roomy).await];
        add(&nodes[0], "anna", false).await;
        let taken = at_once(64, |n| {
            let door = nodes[n % 2].clone();
            async move { is_taken(&door, "anna", &stranger(n)).await }
        }).await;
        assert!(taken.iter().all(|taken| *taken), "a right one is right each time: {taken:?}");
        assert_eq!(ladders(&nodes[0], "anna").await, (0, 0), "and spends nothing");
        at_once(64, |n| {
            let door = nodes[n % 2].clone();
            async move { wrong(&door, "anna", 7, &stranger(n)).await }
        }).await;
        let (strangers, own) = ladders(&nodes[0], "anna").await;
        assert_eq!(strangers + own, 1, "a wrong one is one");
    }
}
