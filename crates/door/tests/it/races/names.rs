//! Names that are taken and given up at the same moment.

use domain::{Refusal, Secret, Stop};
use door::administration::NewAccount;
use door::{Actor, Door};
use testing::people::*;
use testing::{Place, on_both};

const LINE: Actor = Actor::COMMAND_LINE;

/// Somebody new under a name; the password is hashed on the way.
async fn newcomer(door: &Door, name: &str) -> Result<(), Stop> {
    let new = NewAccount {
        name: name.to_owned(),
        password: Some(Secret::new(PASSWORD.to_owned())),
        ..NewAccount::default()
    };
    door.add_account(&LINE, new).await.map(|_| ())
}

on_both! {
    async fn L37_a_name_given_up_goes_to_nobody_who_asks_for_it_at_that_moment(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        for round in 0..25 {
            let (old, new) = (format!("anna{round}"), format!("berta{round}"));
            add(&door, &old, false).await;
            let gives_up = async {
                // Sooner or later than the other's password is hashed.
                tokio::time::sleep(std::time::Duration::from_millis(round % 8)).await;
                if round % 2 == 0 {
                    door.rename_account(&LINE, &old, &new).await
                } else {
                    door.delete_account(&LINE, &old).await
                }
            };
            let (given_up, asked) = tokio::join!(gives_up, newcomer(&node, &old));
            given_up.unwrap();
            assert_eq!(refusal(asked), Refusal::NameTaken, "round {round}");
            assert_eq!(refusal(newcomer(&node, &old).await), Refusal::NameTaken, "afterwards");
        }
    }

    async fn L37_of_two_who_ask_for_one_name_at_once_one_gets_it(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        for round in 0..25 {
            let (name, other) = (format!("anna{round}"), format!("berta{round}"));
            add(&door, &other, false).await;
            let rename = door.rename_account(&LINE, &other, &name);
            let (asked, renamed) = tokio::join!(newcomer(&node, &name), rename);
            let said = [asked, renamed];
            let got = said.iter().filter(|said| said.is_ok()).count();
            assert_eq!(got, 1, "round {round}: {said:?}");
            for lost in said.into_iter().filter(Result::is_err) {
                assert_eq!(refusal(lost), Refusal::NameTaken);
            }
        }
    }

    async fn a_name_that_nobody_came_for_is_given_out_again_and_one_that_somebody_did_is_not(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        let (mut came, mut never) = (0, 0);
        for round in 0..24_u64 {
            let name = format!("anna{round}");
            let link = door.invite(&LINE, &NewAccount::invited(&name, false)).await.unwrap();
            let browser = Browser::new("192.0.2.1");
            // Before, after, and while the password that they choose is hashed.
            let comes = async {
                tokio::time::sleep(std::time::Duration::from_millis(if round % 3 == 0 { 30 } else { 0 })).await;
                node.finish_invite(&link, PASSWORD, &browser.seen).await
            };
            let goes = async {
                tokio::time::sleep(std::time::Duration::from_millis(round * 3)).await;
                door.delete_account(&LINE, &name).await
            };
            let (entered, deleted) = tokio::join!(comes, goes);
            deleted.unwrap();
            let used = entered.is_ok();
            let again = newcomer(&node, &name).await;
            if used {
                came += 1;
                assert_eq!(refusal(again), Refusal::NameTaken, "round {round}");
            } else {
                never += 1;
                again.unwrap();
            }
        }
        assert!(came > 0 && never > 0, "no race: {came} came, {never} never did");
    }

    async fn two_who_swap_their_names_dont_wait_for_each_other(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        add(&door, "anna", false).await;
        add(&door, "berta", false).await;
        for round in 0..25 {
            let there = door.rename_account(&LINE, "anna", "berta");
            let (there, back) = tokio::join!(there, node.rename_account(&LINE, "berta", "anna"));
            assert_eq!([refusal(there), refusal(back)], [Refusal::NameTaken, Refusal::NameTaken], "{round}");
        }
    }

    async fn whoever_is_deleted_while_renamed_gives_up_both_names(place: Place) {
        let (door, node) = (place.door().await, place.door().await);
        let mut renamed_first = 0;
        for round in 0..25 {
            let (old, new) = (format!("anna{round}"), format!("berta{round}"));
            add(&door, &old, false).await;
            let renames = door.rename_account(&LINE, &old, &new);
            let (renamed, deleted) = tokio::join!(renames, node.delete_account(&LINE, &old));
            if renamed.is_ok() && deleted.is_err() {
                node.delete_account(&LINE, &new).await.unwrap();
            }
            renamed_first += u32::from(renamed.is_ok());
            let mut names = vec![old];
            names.extend(renamed.is_ok().then_some(new));
            for name in names {
                assert_eq!(refusal(newcomer(&door, &name).await), Refusal::NameTaken, "{name}");
            }
            place.clock().advance(domain::Span::days(366));
            door.sweep().await.unwrap();
            newcomer(&door, &format!("anna{round}")).await.expect("a year later it is free");
            newcomer(&door, &format!("berta{round}")).await.expect("and so is the other");
        }
        assert!(renamed_first > 0, "the two never met");
    }
}
