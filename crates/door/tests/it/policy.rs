//! Policy that requires a factor: whom it binds, and that it locks nobody out for good.

use domain::Refusal;
use domain::policy::Required;
use door::Actor;
use testing::people::*;
use testing::{Place, on_both};

use crate::owed::{led_to, to_set_up};

on_both! {
    async fn policy_never_locks_the_last_administrator_out(place: Place) {
        let door = place.door().await;
        add(&door, "root", true).await;
        door.require_factor(&Actor::COMMAND_LINE, Required::Everyone).await.unwrap();
        let (last, others) = to_set_up().split_last().map(|(last, others)| (*last, others.to_vec())).unwrap();
        for kind in others {
            door.switch_kind(&Actor::COMMAND_LINE, kind, false).await.unwrap();
        }
        assert_eq!(refusal(door.switch_kind(&Actor::COMMAND_LINE, last, false).await), Refusal::NothingToSetUp);
        assert_eq!(led_to(&door, "root", PASSWORD).await, "set-up");
        door.require_factor(&Actor::COMMAND_LINE, Required::Nobody).await.unwrap();
        door.switch_kind(&Actor::COMMAND_LINE, last, false).await.unwrap();
        let made = door.require_factor(&Actor::COMMAND_LINE, Required::Everyone).await;
        assert_eq!(refusal(made), Refusal::NothingToSetUp);
        for last in [
            door.disable_account(&Actor::COMMAND_LINE, "root").await,
            door.delete_account(&Actor::COMMAND_LINE, "root").await,
        ] {
            assert_eq!(refusal(last), Refusal::LastAdministrator);
        }
    }

    async fn V6_3_3_a_policy_binds_the_groups_that_it_names(place: Place) {
        let door = place.door().await;
        door.add_group(&Actor::COMMAND_LINE, "Staff").await.unwrap();
        let unknown = door.require_factor(&Actor::COMMAND_LINE, Required::Groups(vec!["nobody".into()])).await;
        assert_eq!(refusal(unknown), Refusal::UnknownGroup("nobody".into()));
        door.require_factor(&Actor::COMMAND_LINE, Required::Groups(vec!["staff".into()])).await.unwrap();
        add(&door, "anna", false).await;
        add(&door, "berit", false).await;
        door.set_groups(&Actor::COMMAND_LINE, "anna", &["STAFF".into()]).await.unwrap();
        assert_eq!(led_to(&door, "anna", PASSWORD).await, "set-up");
        assert_eq!(led_to(&door, "berit", PASSWORD).await, "in");
        assert_eq!(refusal(door.delete_group(&Actor::COMMAND_LINE, "staff").await), Refusal::GroupInPolicy);
    }
}
