//! What ends with a new password, whoever sets it: known browsers' marks, invites, and of an administrator's also
//! device passwords. And what a decision leaned on, changed while it was made.

use std::time::Duration;

use domain::{Refusal, Secret};
use door::administration::NewAccount;
use door::{Actor, DevicePasswords, Door, PasswordChange, Progress};
use testing::people::*;
use testing::{Engine, Place, on_both};

use crate::races::raised;

const NEW: &str = "en helt annan mening";

/// What sets a new password.
#[derive(Clone, Copy, Debug)]
enum Way {
    Changed,
    Set,
    Invited,
}

async fn renew(way: Way, door: &Door, name: &str, owner: &mut Browser) {
    match way {
        Way::Changed => {
            let live = owner.live(door).await;
            let new = door
                .change_password(
                    &live,
                    PasswordChange {
                        current: PASSWORD,
                        new: NEW,
                        device_passwords: DevicePasswords::Stay,
                    },
                    &owner.seen,
                )
                .await
                .unwrap();
            assert!(new.known.is_some(), "its own mark is a new one");
            owner.keep(&new);
        }
        Way::Set => {
            let set = door
                .set_user_password(&Actor::COMMAND_LINE, name, &Secret::new(NEW.into()))
                .await;
            set.unwrap();
        }
        Way::Invited => {
            let link = door
                .invite(&Actor::COMMAND_LINE, &NewAccount::invited(name, false))
                .await
                .unwrap();
            let finished = door.finish_invite(&link, NEW, &owner.seen).await;
            assert!(finished.is_ok());
        }
    }
}

/// The event of a sign-in with the new password.
async fn signed_in(door: &Door, name: &str, browser: &Browser) -> String {
    let outcome = door.sign_in(name, NEW, "", &browser.seen).await.unwrap();
    assert!(matches!(outcome, Progress::In(_)));
    events(door, name).await.into_iter().next().unwrap()
}

/// Changes the site's row beside the program, and lets it go on only after a while.
async fn turned_meanwhile<T>(place: &Place, doing: impl Future<Output = T>) -> T {
    const BUMP_REVISION: &str = "UPDATE site SET revision = revision + 1 WHERE one = 1";
    let wait = Duration::from_millis(300);
    match place.engine() {
        Engine::Sqlite => {
            let connection = place.sqlite();
            connection
                .execute_batch(&format!("BEGIN IMMEDIATE; {BUMP_REVISION}"))
                .unwrap();
            let commit = async {
                tokio::time::sleep(wait).await;
                connection.execute_batch("COMMIT").unwrap();
            };
            tokio::join!(doing, commit).0
        }
        Engine::Postgres => {
            let client = place.postgres().await;
            client
                .batch_execute(&format!("BEGIN; {BUMP_REVISION}"))
                .await
                .unwrap();
            let commit = async {
                tokio::time::sleep(wait).await;
                client.batch_execute("COMMIT").await.unwrap();
            };
            tokio::join!(doing, commit).0
        }
    }
}

on_both! {
    async fn with_a_new_password_no_browser_is_known_any_more(place: Place) {
        let door = place.door_with(raised).await;
        for way in [Way::Changed, Way::Set, Way::Invited] {
            let name = format!("{way:?}").to_lowercase();
            add(&door, &name, false).await;
            let (mut owner, mut other) = (Browser::new("192.0.2.1"), Browser::new("192.0.2.2"));
            session(&door, &name, &mut owner).await;
            session(&door, &name, &mut other).await;
            place.clock().advance(domain::Span::seconds(1));
            session(&door, &name, &mut other).await;
            assert_eq!(events(&door, &name).await[0], "sign-in done", "{way:?}: known before");
            renew(way, &door, &name, &mut owner).await;
            place.clock().advance(domain::Span::seconds(1));
            assert_eq!(signed_in(&door, &name, &other).await, "sign-in.new-browser done", "{way:?}");
            if matches!(way, Way::Changed) {
                place.clock().advance(domain::Span::seconds(1));
                assert_eq!(signed_in(&door, &name, &owner).await, "sign-in done", "but the one that changed it");
            }
        }
    }

    async fn changing_ones_password_voids_an_invite(place: Place) {
        let door = place.door().await;
        add(&door, "anna", false).await;
        let mut anna = Browser::new("192.0.2.1");
        session(&door, "anna", &mut anna).await;
        let link = door.invite(&Actor::COMMAND_LINE, &NewAccount::invited("anna", false)).await.unwrap();
        renew(Way::Changed, &door, "anna", &mut anna).await;
        let late = door.finish_invite(&link, "tjuvens egen mening", &Browser::new("198.51.100.1").seen).await;
        assert_eq!(refusal(late), Refusal::LinkGone);
    }

    async fn an_administrators_help_ends_the_thiefs_device_passwords_and_says_how_many(place: Place) {
        let door = place.door_with(raised).await;
        add(&door, "bea", false).await;
        let mut bea = Browser::new("192.0.2.9");
        let hers = session(&door, "bea", &mut bea).await;
        door.make_device_password(&hers, &form(&[("name", "Hers")]), &bea.seen).await.unwrap();
        for (name, count) in [("removed", 2), ("set", 3), ("none", 0)] {
            add(&door, name, false).await;
            let mut thief = Browser::new("198.51.100.1");
            let live = session(&door, name, &mut thief).await;
            let mut made = Vec::new();
            for n in 0..count {
                let typed = form(&[("name", &format!("{n}"))]);
                made.push(door.make_device_password(&live, &typed, &thief.seen).await.unwrap().secret);
            }
            let ended = match name {
                "removed" => door.remove_user_factors(&Actor::COMMAND_LINE, name, None, "lost").await,
                _ => door.set_user_password(&Actor::COMMAND_LINE, name, &Secret::new(NEW.into())).await,
            };
            assert_eq!(ended.unwrap(), count, "{name}");
            for secret in made {
                let client = Browser::new("203.0.113.5");
                let tried = door.client(name, &secret, "files.example.org", &client.seen).await;
                assert_eq!(refusal(tried), Refusal::WrongSignIn);
            }
            let told = events(&door, name).await.contains(&"device-password.all-removed done".to_owned());
            assert_eq!(told, count > 0, "{name}");
        }
        assert_eq!(door.own_device_passwords(&hers).await.unwrap().len(), 1, "whoever else's stay");
    }

    async fn L37_the_last_factor_stays_where_policy_changes_at_that_moment(place: Place) {
        let door = place.door_with(raised).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        let live = anna.live(&door).await;
        let id = app.enrolment.parse().unwrap();
        let removed = turned_meanwhile(&place, door.remove_factor(&live, id, &anna.seen)).await;
        assert_eq!(refusal(removed), Refusal::ChangedMeanwhile);
        door.remove_factor(&live, id, &anna.seen).await.unwrap();
    }

    async fn L37_a_group_stays_where_policy_changes_at_that_moment(place: Place) {
        let door = place.door().await;
        door.add_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
        let deleted = turned_meanwhile(&place, door.delete_group(&Actor::COMMAND_LINE, "staff")).await;
        assert_eq!(refusal(deleted), Refusal::ChangedMeanwhile);
        door.delete_group(&Actor::COMMAND_LINE, "staff").await.unwrap();
    }

    async fn L37_a_sign_in_that_was_ended_while_it_was_answered_comes_to_nothing(place: Place) {
        let door = place.door_with(raised).await;
        let mut anna = Browser::new("192.0.2.1");
        let app = with_app(&place, &door, "anna", &mut anna).await;
        place.clock().advance(domain::Span::seconds(60));
        let (_, waiting) = pending(&door, "anna", &anna).await;
        door.end_user_sessions(&Actor::COMMAND_LINE, "anna", None).await.unwrap();
        let answered = answer(&door, &waiting, &TOTP, &app.code(&place, 0), &anna).await;
        assert_eq!(refusal(answered), Refusal::SignInOver);
    }
}
