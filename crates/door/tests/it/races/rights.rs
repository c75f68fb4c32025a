//! Two administrators at once: one of them is told.

use domain::Refusal;
use door::Actor;
use testing::{Place, on_both};

use testing::at_once;
use testing::people::*;

on_both! {
    async fn L37_two_administrators_can_not_remove_each_other(place: Place) {
        let door = place.door().await;
        for round in 0..10 {
            let (a, b) = (format!("a{round}"), format!("b{round}"));
            for name in [&a, &b] {
                add(&door, name, true).await;
            }
            if round > 0 {
                // Whoever was left over from the round before goes first.
                for account in door.accounts(&Actor::COMMAND_LINE, "", 100).await.unwrap() {
                    if account.name != a && account.name != b {
                        door.delete_account(&Actor::COMMAND_LINE, &account.name).await.unwrap();
                    }
                }
            }
            let names = [a, b];
            let done = at_once(2, |n| {
                let (door, other) = (door.clone(), names[1 - n].clone());
                async move { door.delete_account(&Actor::COMMAND_LINE, &other).await }
            }).await;
            assert!(done.iter().filter(|done| done.is_ok()).count() <= 1);
            let left = door.accounts(&Actor::COMMAND_LINE, "", 100).await.unwrap();
            assert!(left.iter().any(|account| account.admin && account.enabled), "round {round}");
        }
    }

    async fn of_two_renames_to_one_name_at_once_one_is_told_that_it_is_taken(place: Place) {
        let door = place.door().await;
        for round in 0..20 {
            for side in ["a", "b"] {
                add(&door, &format!("{side}{round}"), false).await;
            }
            let renamed = at_once(2, |n| {
                let (door, old) = (door.clone(), format!("{}{round}", ["a", "b"][n]));
                async move { door.rename_account(&Actor::COMMAND_LINE, &old, &format!("anna{round}")).await }
            }).await;
            let refused: Vec<_> = renamed.into_iter().filter(Result::is_err).map(refusal).collect();
            assert_eq!(refused, [Refusal::NameTaken]);
        }
    }
}
